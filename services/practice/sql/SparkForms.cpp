#include "services/practice/sql/SparkForms.h"

#include "services/net/HttpMessage.h"
#include "services/practice/sql/SqlCursor.h"
#include "services/practice/sql/StatementFailure.h"

#include <algorithm>

namespace spanglass::practice {

namespace {

using Type = SqlToken::Type;

/// Rewrites one text. Arguments of calls are rewritten by themselves, so that forms nest.
class Rewriter {
public:
    Rewriter(std::string_view sql, const Constants& constants)
        : m_in(sql)
        , m_constants(constants) { }

    std::string run();

private:
    bool call();
    bool path();
    bool starExcept();
    std::vector<std::string> arguments(std::size_t open, std::size_t close) const;
    std::size_t operandStart() const;
    /// Puts `text` where the tokens from `first` up to the present one were; goes to `next`.
    void replace(std::size_t first, std::string_view text, std::size_t next);
    /// A type after :: or AS, as it stands; empty when there is none.
    std::string type();
    bool followsOperand() const;

    SqlCursor m_in;
    const Constants& m_constants;
    std::string m_out;
    std::vector<std::size_t> m_starts; ///< where each token, or what replaced it, begins in m_out
    std::size_t m_copied = 0; ///< offset in the text up to which it is in m_out
};

std::string Rewriter::run() {
    while (!m_in.atEnd()) {
        const std::size_t at = m_in.index();
        m_out.append(m_in.text(), m_copied, m_in.offset(at) - m_copied);
        m_copied = m_in.offset(at);
        m_starts.resize(at + 1, m_out.size());
        m_starts[at] = m_out.size();
        if (call() || path() || starExcept())
            continue;
        m_out += m_in.token(at).text;
        m_copied = m_in.endOf(at);
        m_in.advance();
    }
    return m_out;
}

void Rewriter::replace(std::size_t first, std::string_view text, std::size_t next) {
    m_out.resize(m_starts[first]);
    m_out += text;
    m_starts.resize(next, m_starts[first]);
    m_copied = next > 0 ? m_in.endOf(next - 1) : 0;
    m_in.moveTo(next);
}

std::vector<std::string> Rewriter::arguments(std::size_t open, std::size_t close) const {
    std::vector<std::string> all;
    std::size_t from = open + 1;
    int depth = 0;
    for (std::size_t i = open + 1; i <= close && close > open + 1; ++i) {
        const SqlToken& token = m_in.token(i);
        if (token.isSymbol("(") || token.isSymbol("["))
            ++depth;
        if ((depth == 0 && token.isSymbol(",")) || i == close) {
            const std::string_view part = m_in.text().substr(m_in.offset(from), m_in.endOf(i - 1) - m_in.offset(from));
            all.push_back(Rewriter(part, m_constants).run());
            from = i + 1;
        }
        if (token.isSymbol(")") || token.isSymbol("]"))
            --depth;
    }
    return all;
}

std::string joined(const std::vector<std::string>& items, std::size_t first, std::size_t step) {
    std::string out;
    for (std::size_t i = first; i < items.size(); i += step)
        out += (out.empty() ? "" : ", ") + items[i];
    return out;
}

bool isText(std::string_view argument) { return argument.size() >= 2 && (argument[0] == '\'' || argument[0] == '"'); }

bool Rewriter::call() {
    const std::size_t at = m_in.index();
    if (m_in.token(at).type != Type::Word || (at > 0 && m_in.token(at - 1).isSymbol(".")))
        return false;
    const std::string name = lowerCased(m_in.token(at).text);
    const bool isCall = m_in.isSymbol("(", 1);
    const std::size_t close = isCall ? m_in.closing(at + 1) : at;
    if (const auto constant = isCall && close == at + 2 ? m_constants(name) : std::nullopt) {
        replace(at, *constant, close + 1);
        return true;
    }
    if (!isCall || (name != "map" && name != "named_struct" && name != "variant_get" && name != "try_variant_get"))
        return false;
    const auto given = arguments(at + 1, close);
    std::string out;
    if (name == "map") {
        out = "map(list_value(" + joined(given, 0, 2) + "), list_value(" + joined(given, 1, 2) + "))";
    } else if (name == "named_struct") {
        for (std::size_t i = 0; i + 1 < given.size(); i += 2) {
            if (!isText(given[i]))
                failUnsupported("named_struct with a name that is worked out");
            out += (out.empty() ? "" : ", ") + backtickedPart(sqlUnquoted(given[i])) + " := " + given[i + 1];
        }
        out = "struct_pack(" + out + ')';
    } else {
        if (given.size() < 2 || (given.size() > 2 && !isText(given[2])))
            failUnsupported("variant_get without a path and a type in quotes");
        const std::string type = given.size() > 2 ? sqlUnquoted(given[2]) : "variant";
        if (equalsIgnoringCase(type, "variant"))
            out = "json_extract(" + given[0] + ", " + given[1] + ')';
        else
            out = (name == "try_variant_get" ? "TRY_CAST(" : "CAST(") + std::string("json_extract_string(") + given[0]
                + ", " + given[1] + ") AS " + type + ')';
    }
    replace(at, out, close + 1);
    return true;
}

bool Rewriter::followsOperand() const {
    const std::size_t at = m_in.index();
    if (at == 0 || m_in.endOf(at - 1) != m_in.offset(at))
        return false;
    const SqlToken& before = m_in.token(at - 1);
    return before.type == Type::Word || before.type == Type::Identifier || before.isSymbol(")") || before.isSymbol("]");
}

/// Index of the token with which the operand that ends before the present one begins: a.b, f(x), (x), a['k'].
std::size_t Rewriter::operandStart() const {
    std::size_t first = m_in.index();
    while (first > 0) {
        const SqlToken& last = m_in.token(first - 1);
        if (last.isSymbol(")") || last.isSymbol("]")) {
            int depth = 0;
            do {
                --first;
                const SqlToken& token = m_in.token(first);
                depth += token.isSymbol(")") || token.isSymbol("]") ? 1 : 0;
                depth -= token.isSymbol("(") || token.isSymbol("[") ? 1 : 0;
            } while (depth > 0 && first > 0);
            const bool named
                = first > 0 && m_in.token(first - 1).type == Type::Word && m_in.endOf(first - 1) == m_in.offset(first);
            if (!named && !(first > 0 && m_in.token(first).isSymbol("[")))
                break;
            continue;
        }
        if (last.type != Type::Word && last.type != Type::Identifier)
            break;
        --first;
        if (first == 0 || !m_in.token(first - 1).isSymbol("."))
            break;
        --first; // the dot
    }
    return first;
}

std::string Rewriter::type() {
    if (m_in.atEnd() || m_in.token(m_in.index()).type != Type::Word)
        return {};
    std::string out(m_in.take());
    if (m_in.isSymbol("(")) {
        const std::size_t close = m_in.closing(m_in.index());
        out += m_in.text().substr(m_in.offset(m_in.index()), m_in.endOf(close) - m_in.offset(m_in.index()));
        m_in.moveTo(close + 1);
    }
    return out;
}

std::string pointerPart(std::string_view key) {
    std::string out = "/";
    for (const char c : key)
        out += c == '~' ? std::string("~0") : c == '/' ? std::string("~1") : std::string(1, c);
    return out;
}

/// a:b.c['d'][0]::type. The path becomes a JSON pointer, which any key fits into.
bool Rewriter::path() {
    if (!m_in.isSymbol(":") || !followsOperand())
        return false;
    const std::size_t first = operandStart();
    const std::size_t colon = m_in.index();
    m_in.advance();
    std::string pointer;
    while (!m_in.atEnd()) {
        if (m_in.takeSymbol("[")) {
            const SqlToken& key = m_in.token(m_in.index());
            if (key.type != Type::String && key.type != Type::Number)
                failUnsupported("A path into a VARIANT with a key that is worked out");
            pointer += pointerPart(key.type == Type::String ? sqlUnquoted(key.text) : std::string(key.text));
            m_in.advance();
            m_in.needSymbol("]");
        } else if (pointer.empty() || m_in.isSymbol(".")) {
            m_in.takeSymbol(".");
            pointer += pointerPart(m_in.needPart());
        } else {
            break;
        }
    }
    const std::string operand = m_out.substr(m_starts[first]);
    const std::string where = ", " + sqlLiteral(pointer) + ')';
    std::string cast;
    if (m_in.takeSymbol("::"))
        cast = type();
    else if (m_in.isWord("as") && first > 1 && m_in.token(first - 1).isSymbol("(")
        && (m_in.token(first - 2).isWord("cast") || m_in.token(first - 2).isWord("try_cast")))
        cast = "string"; // CAST(a:b AS type): the value's text is what is cast
    std::string out = (cast.empty() || equalsIgnoringCase(cast, "variant") ? "json_extract(" : "json_extract_string(")
        + operand + where;
    if (!cast.empty() && !equalsIgnoringCase(cast, "string") && !equalsIgnoringCase(cast, "variant"))
        out = "CAST(" + out + " AS " + cast + ')';
    const std::size_t next = m_in.index();
    m_in.moveTo(colon);
    replace(first, out, next);
    return true;
}

bool Rewriter::starExcept() {
    const std::size_t at = m_in.index();
    const bool is = m_in.isWord("except") && at > 0 && m_in.token(at - 1).isSymbol("*") && m_in.isSymbol("(", 1)
        && !m_in.isWord("select", 2);
    if (is)
        replace(at, "EXCLUDE", at + 1);
    return is;
}

} // namespace

std::string withSparkForms(std::string_view sql, const Constants& constants) { return Rewriter(sql, constants).run(); }

std::string withIdentifiers(std::string_view sql, const std::vector<SqlParameter>& parameters) {
    SqlCursor in(sql);
    std::string out;
    std::size_t copied = 0;
    for (; !in.atEnd(); in.advance()) {
        if (!in.isWord("identifier") || !in.isSymbol("(", 1))
            continue;
        const std::size_t at = in.index();
        in.moveTo(at + 2);
        std::string name;
        if (in.takeSymbol(":")) {
            const std::string wanted = in.needPart();
            const auto found = std::ranges::find_if(parameters,
                [&](const SqlParameter& each) { return equalsIgnoringCase(each.name.toStdString(), wanted); });
            if (found == parameters.end() || !found->value)
                failStatement("UNBOUND_SQL_PARAMETER", "The parameter `" + wanted + "` has no value.", "42P02");
            name = found->value->toStdString();
        } else {
            name = in.needText();
        }
        if (!in.isSymbol(")"))
            failUnsupported("IDENTIFIER with an expression");
        SqlCursor parts(name);
        std::string written;
        for (const std::string& part : parts.needName())
            written += (written.empty() ? "" : ".") + backtickedPart(part);
        if (!parts.atEnd())
            parts.fail();
        out.append(sql, copied, in.offset(at) - copied);
        out += written;
        copied = in.endOf(in.index());
    }
    return out.append(sql, copied);
}

} // namespace spanglass::practice
