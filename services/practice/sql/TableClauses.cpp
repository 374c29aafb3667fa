#include "services/practice/catalog/SparkType.h"
#include "services/practice/sql/DefinitionStatements.h"
#include "services/practice/sql/StatementFailure.h"

namespace spanglass::practice {

namespace {

using Type = SqlToken::Type;

/// Reads a type out of the cursor: up to what may follow one.
std::string readType(SqlCursor& in) {
    const std::size_t first = in.index();
    int depth = 0;
    while (!in.atEnd()) {
        const SqlToken& token = in.token(in.index());
        const bool over = depth == 0
            && (token.isSymbol(",") || token.isSymbol(")") || token.isWord("not") || token.isWord("comment")
                || token.isWord("default") || token.isWord("generated"));
        if (over)
            break;
        depth += token.isSymbol("<") || token.isSymbol("(") ? 1 : 0;
        depth -= token.isSymbol(">") || token.isSymbol(")") ? 1 : 0;
        in.advance();
    }
    if (in.index() == first)
        in.fail();
    const std::size_t begin = in.offset(first);
    const std::string_view text = in.text().substr(begin, in.endOf(in.index() - 1) - begin);
    const auto type = SparkType::parse(text);
    if (!type)
        failStatement("UNSUPPORTED_DATATYPE", "Unsupported data type \"" + std::string(text) + "\".", "0A000");
    return type->text();
}

std::string propertyKey(SqlCursor& in) {
    if (!in.atEnd() && in.token(in.index()).type == Type::String)
        return in.needText();
    std::string key;
    for (const std::string& part : in.needName())
        key += (key.empty() ? "" : ".") + part;
    return key;
}

} // namespace

std::vector<ColumnFact> readColumns(SqlCursor& in) {
    std::vector<ColumnFact> columns;
    const bool parenthesis = in.takeSymbol("(");
    do {
        if (in.isWord("constraint") || in.isWord("primary"))
            failUnsupported("A table constraint");
        ColumnFact column;
        column.name = in.needPart();
        column.type = readType(in);
        if (in.takeWords("not null"))
            column.nullable = false;
        if (in.isWord("default") || in.isWord("generated"))
            failUnsupported("A column with a default or generated value");
        if (in.takeWord("comment"))
            column.comment = in.needText();
        columns.push_back(std::move(column));
    } while (in.takeSymbol(","));
    if (parenthesis)
        in.needSymbol(")");
    return columns;
}

std::map<std::string, std::string> readProperties(SqlCursor& in) {
    std::map<std::string, std::string> properties;
    in.needSymbol("(");
    do {
        const std::string key = propertyKey(in);
        in.takeSymbol("=");
        const bool text = !in.atEnd() && in.token(in.index()).type == Type::String;
        properties[key] = text ? in.needText() : std::string(in.take());
    } while (in.takeSymbol(","));
    in.needSymbol(")");
    return properties;
}

std::string duckColumns(const std::vector<ColumnFact>& columns) {
    std::string out;
    for (const ColumnFact& each : columns) {
        const auto type = SparkType::parse(each.type);
        std::string name = "\"";
        for (const char c : each.name)
            name += c == '"' ? std::string("\"\"") : std::string(1, c);
        out += (out.empty() ? "" : ", ") + name + "\" " + (type ? type->duck() : "VARCHAR")
            + (each.nullable ? "" : " NOT NULL");
    }
    return out;
}

} // namespace spanglass::practice
