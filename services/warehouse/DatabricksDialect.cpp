#include "services/warehouse/DatabricksDialect.h"

#include "services/core/SqlTokens.h"
#include "services/warehouse/VariantPath.h"

#include <QRegularExpression>

#include <algorithm>
#include <map>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

using Type = SqlToken::Type;

std::string wrapped(std::string_view text, char quote) {
    std::string out(1, quote);
    for (const char c : text) {
        if (c == quote)
            out += quote;
        out += c;
    }
    return out + quote;
}

QString toQString(std::string_view text) { return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())); }

/// Types of parameters that are spelled alike in DuckDB, or have an alias there.
bool isParameterType(const QString& type) {
    static const QRegularExpression known(
        u"^(STRING|BIGINT|LONG|INT|INTEGER|SMALLINT|SHORT|TINYINT|DOUBLE|FLOAT|DATE|TIMESTAMP|BOOLEAN|DECIMAL(\\(\\d+,\\s*\\d+\\))?)$"_s,
        QRegularExpression::CaseInsensitiveOption);
    return known.match(type).hasMatch();
}

/// Words that DuckDB keeps for itself, while Databricks SQL takes them as names and has no other use for them in a
/// query.
bool isNameInDatabricks(const SqlToken& token) {
    static constexpr std::string_view Words[]
        = {"analyse", "asymmetric", "at", "check", "column", "deferrable", "do", "foreign", "initially", "only",
            "placing", "primary", "references", "returning", "symmetric", "unique", "variadic"};
    return std::ranges::any_of(Words, [&](std::string_view word) { return token.isWord(word); });
}

class Translator {
public:
    Translator(const SqlRequest& request, SqlScope scope)
        : m_request(request)
        , m_scope(scope)
        , m_utf8(request.sql.toStdString())
        , m_tokens(sqlTokens(m_utf8)) { }

    Result<DuckSql> translate();

private:
    Result<> checkWhole();
    Result<> token();
    Result<> word(const SqlToken& token);
    Result<> colon();
    Result<> identifierCall();
    Result<std::string> parameter(const QString& name);
    const SqlParameter* find(const QString& name) const;

    /// Index of the next token that is not blank, from `from` on; the number of tokens at the end.
    std::size_t skipBlanks(std::size_t from) const {
        while (from < m_tokens.size() && m_tokens[from].type == Type::Blank)
            ++from;
        return from;
    }
    /// Byte of the statement where a token begins.
    std::size_t sourceOf(std::size_t index) const {
        return static_cast<std::size_t>(m_tokens[index].text.data() - m_utf8.data());
    }
    bool isAt(std::size_t index, std::string_view symbol) const {
        return index < m_tokens.size() && m_tokens[index].isSymbol(symbol);
    }
    /// Whether an operand ends right before the present token, without a blank between.
    bool followsOperand() const;

    const SqlRequest& m_request;
    const SqlScope m_scope;
    std::string m_utf8;
    std::vector<SqlToken> m_tokens;
    std::size_t m_at = 0;
    std::size_t m_lastWord = SIZE_MAX; ///< index of the last token that was not blank
    DuckSql m_out;
    std::map<QString, std::string> m_placeholders;
};

Result<> Translator::checkWhole() {
    std::size_t end = m_tokens.size();
    while (end > 0 && (m_tokens[end - 1].type == Type::Blank || m_tokens[end - 1].isSymbol(";")))
        --end;
    m_tokens.resize(end);
    std::size_t first = skipBlanks(0);
    while (isAt(first, "("))
        first = skipBlanks(first + 1);
    if (first >= m_tokens.size())
        return failure(ErrorCode::BadInput, u"There is no statement."_s, u"Write a query, for example SELECT 1."_s);
    for (const SqlToken& token : m_tokens) {
        if (token.type == Type::Broken)
            return failure(ErrorCode::BadInput,
                u"A quote or comment that begins with %1 is never closed."_s.arg(toQString(token.text.substr(0, 20))),
                u"Close it and run the statement again."_s);
        if (token.isSymbol(";"))
            return failure(
                ErrorCode::BadInput, u"This is more than one statement."_s, u"Run them one after the other."_s);
    }
    static constexpr std::string_view Readers[]
        = {"select", "with", "from", "values", "table", "describe", "desc", "show", "explain", "summarize"};
    const bool reads
        = std::ranges::any_of(Readers, [&](std::string_view word) { return m_tokens[first].isWord(word); });
    if (!reads && m_scope == SqlScope::Queries)
        return failure(ErrorCode::NotAllowed,
            u"Only queries can be run here; this statement begins with %1."_s.arg(toQString(m_tokens[first].text)),
            u"Begin with SELECT, WITH, DESCRIBE, SHOW or EXPLAIN."_s);
    return {};
}

bool Translator::followsOperand() const {
    if (m_at == 0)
        return false;
    const SqlToken& before = m_tokens[m_at - 1];
    return before.type == Type::Word || before.type == Type::Identifier || before.type == Type::String
        || before.isSymbol(")") || before.isSymbol("]");
}

const SqlParameter* Translator::find(const QString& name) const {
    const auto found = std::ranges::find_if(m_request.parameters,
        [&](const SqlParameter& each) { return each.name.compare(name, Qt::CaseInsensitive) == 0; });
    return found == m_request.parameters.end() ? nullptr : &*found;
}

Result<std::string> Translator::parameter(const QString& name) {
    const SqlParameter* given = find(name);
    if (!given)
        return failure(ErrorCode::BadInput, u"The parameter :%1 has no value."_s.arg(name),
            u"Give one, or write the value into the statement."_s);
    if (!isParameterType(given->type))
        return failure(ErrorCode::BadInput,
            u"The parameter :%1 has the type %2, which cannot be used."_s.arg(name, given->type),
            u"Use STRING, BIGINT, DOUBLE, BOOLEAN, DATE, TIMESTAMP or DECIMAL."_s);
    std::string& placeholder = m_placeholders[name.toLower()];
    if (placeholder.empty()) {
        m_out.values.push_back(given->value);
        placeholder
            = "CAST($" + std::to_string(m_out.values.size()) + " AS " + given->type.toUpper().toStdString() + ')';
    }
    return placeholder;
}

/// IDENTIFIER(:t) and IDENTIFIER('a.b.c'): the text becomes a name, part by part.
Result<> Translator::identifierCall() {
    std::size_t at = skipBlanks(skipBlanks(m_at + 1) + 1);
    QString name;
    if (at < m_tokens.size() && m_tokens[at].type == Type::String) {
        name = QString::fromStdString(sqlUnquoted(m_tokens[at].text));
    } else if (isAt(at, ":") && at + 1 < m_tokens.size() && m_tokens[at + 1].type == Type::Word) {
        const QString parameterName = toQString(m_tokens[++at].text);
        const SqlParameter* given = find(parameterName);
        if (!given || !given->value)
            return failure(ErrorCode::BadInput, u"The parameter :%1 has no value."_s.arg(parameterName));
        name = *given->value;
    }
    at = skipBlanks(at + 1);
    if (name.isEmpty() || !isAt(at, ")"))
        return failure(ErrorCode::BadInput, u"IDENTIFIER takes one parameter or text, and nothing else."_s);
    std::string path;
    bool partExpected = true;
    const std::string text = name.toStdString();
    for (const SqlToken& part : sqlTokens(text)) {
        const bool isPart = part.type == Type::Word || part.type == Type::Identifier;
        if (isPart != partExpected || (!isPart && !part.isSymbol(".")))
            return failure(ErrorCode::BadInput, u"%1 is not a name."_s.arg(name.left(100)),
                u"Write catalog.schema.table, each part in backticks when it holds other than letters, digits and _."_s);
        partExpected = !isPart;
        path += isPart ? wrapped(part.type == Type::Identifier ? sqlUnquoted(part.text) : part.text, '"') : ".";
    }
    m_out.text += path;
    m_at = at + 1;
    return {};
}

/// `:x` is a parameter; `a:['k']` and `a:k.b` are paths into a variant, which is JSON here, or a map.
Result<> Translator::colon() {
    if (followsOperand()) {
        const std::size_t begin = operandBegin(m_tokens, m_at);
        if (const std::string path = variantPath(m_tokens, m_at); !path.empty()) {
            constexpr std::string_view Before = "json_extract_string(TRY_CAST(";
            auto piece = std::ranges::find(m_out.pieces, sourceOf(begin), &DuckSql::Piece::source);
            m_out.text.insert(piece->at, Before);
            for (; piece != m_out.pieces.end(); ++piece)
                piece->at += Before.size();
            m_out.text += " AS JSON), " + wrapped(path, '\'') + ')';
            return {};
        }
    }
    const std::size_t next = m_at + 1;
    if (followsOperand() || next >= m_tokens.size()
        || (m_tokens[next].type != Type::Word && m_tokens[next].type != Type::Identifier)) {
        m_out.text += ':';
        ++m_at;
        return {};
    }
    m_at += 2;
    const auto placeholder = parameter(toQString(m_tokens[next].text));
    if (!placeholder)
        return std::unexpected(placeholder.error());
    m_out.text += *placeholder;
    return {};
}

Result<> Translator::word(const SqlToken& token) {
    const std::size_t next = skipBlanks(m_at + 1);
    const bool isCall = isAt(next, "(");
    const std::size_t close = isCall ? skipBlanks(next + 1) : next;
    const bool isEmptyCall = isCall && isAt(close, ")");
    if (isCall && token.isWord("identifier"))
        return identifierCall();
    if (token.isWord("div")) {
        m_out.text += "//";
    } else if (token.isWord("rlike") || token.isWord("regexp")) {
        // DuckDB's ~ matches the whole text; RLIKE looks for the pattern anywhere in it.
        if (next < m_tokens.size() && m_tokens[next].type == Type::String) {
            m_out.text += "~ " + wrapped("(?s).*(?:" + sqlUnquoted(m_tokens[next].text) + ").*", '\'');
            m_at = next + 1;
            return {};
        }
        return failure(ErrorCode::BadInput, u"RLIKE takes a pattern in quotes here."_s,
            u"Use regexp_matches(text, pattern) for a pattern that is worked out."_s);
    } else if (isEmptyCall && (token.isWord("current_timestamp") || token.isWord("now"))) {
        m_out.text += "utc_now()";
        m_at = close + 1;
        return {};
    } else if (token.isWord("current_timestamp")) {
        m_out.text += "utc_now()";
    } else if (isEmptyCall && token.isWord("current_date")) {
        m_out.text += "current_date";
        m_at = close + 1;
        return {};
    } else if (isCall && token.isWord("array")) {
        m_out.text += "list_value";
    } else if (isCall && token.isWord("transform")) {
        // No macro can stand for it: DuckDB takes a lambda in its own functions only.
        m_out.text += "list_transform";
    } else if (isCall && token.isWord("explode")) {
        m_out.text += "unnest";
    } else if (isCall && token.isWord("array_join")) {
        m_out.text += "array_to_string"; // DuckDB wants a constant separator, which a macro's parameter is not
    } else if (isNameInDatabricks(token) && !(next < m_tokens.size() && m_tokens[next].isWord("time"))) {
        m_out.text += wrapped(token.text, '"'); // AT TIME ZONE is DuckDB's own
    } else {
        m_out.text += token.text;
    }
    ++m_at;
    return {};
}

Result<> Translator::token() {
    const SqlToken token = m_tokens[m_at];
    switch (token.type) {
    case Type::Word:
        return word(token);
    case Type::Identifier:
        m_out.text += wrapped(sqlUnquoted(token.text), '"');
        break;
    case Type::String: {
        // After AS a text can only be meant as a name.
        const bool alias = m_lastWord != SIZE_MAX && m_tokens[m_lastWord].isWord("as");
        m_out.text += wrapped(sqlUnquoted(token.text), alias ? '"' : '\'');
        break;
    }
    case Type::Symbol:
        if (token.text == ":")
            return colon();
        m_out.text += token.text == "<=>" ? " IS NOT DISTINCT FROM " : token.text;
        break;
    default:
        m_out.text += token.text;
    }
    ++m_at;
    return {};
}

Result<DuckSql> Translator::translate() {
    if (auto checked = checkWhole(); !checked)
        return std::unexpected(checked.error());
    while (m_at < m_tokens.size()) {
        const std::size_t before = m_at;
        m_out.pieces.push_back({m_out.text.size(), sourceOf(m_at)});
        if (auto done = token(); !done)
            return std::unexpected(done.error());
        for (std::size_t i = before; i < m_at; ++i) {
            if (m_tokens[i].type != Type::Blank)
                m_lastWord = i;
        }
    }
    return std::move(m_out);
}

} // namespace

Result<DuckSql> toDuckSql(const SqlRequest& request, SqlScope scope) { return Translator(request, scope).translate(); }

} // namespace spanglass
