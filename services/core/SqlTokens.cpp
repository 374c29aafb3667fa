#include "services/core/SqlTokens.h"

#include <algorithm>
#include <string>

namespace spanglass {

namespace {

bool isDigit(char c) { return c >= '0' && c <= '9'; }
bool isBlank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v'; }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
/// Bytes beyond ASCII are letters here.
bool isWordStart(char c) { return (lower(c) >= 'a' && lower(c) <= 'z') || c == '_' || (c & 0x80) != 0; }
bool isWordPart(char c) { return isWordStart(c) || isDigit(c); }

class Scanner {
public:
    explicit Scanner(std::string_view sql)
        : m_sql(sql) { }

    SqlToken next() {
        const std::size_t start = m_at;
        const SqlToken::Type type = scan();
        return {type, m_sql.substr(start, m_at - start)};
    }
    bool atEnd() const { return m_at >= m_sql.size(); }

private:
    using Type = SqlToken::Type;

    char peek(std::size_t ahead = 0) const { return m_at + ahead < m_sql.size() ? m_sql[m_at + ahead] : '\0'; }

    template <class Is> void skipWhile(Is is) {
        while (!atEnd() && is(m_sql[m_at]))
            ++m_at;
    }

    Type quoted(char quote, bool backslash) {
        ++m_at;
        while (!atEnd()) {
            const char c = m_sql[m_at++];
            if (backslash && c == '\\' && !atEnd())
                ++m_at;
            else if (c == quote && peek() == quote)
                ++m_at;
            else if (c == quote)
                return quote == '`' ? Type::Identifier : Type::String;
        }
        return Type::Broken;
    }

    /// Comments in comments count.
    Type blockComment() {
        int depth = 0;
        while (!atEnd()) {
            const bool opens = peek() == '/' && peek(1) == '*';
            const bool closes = peek() == '*' && peek(1) == '/';
            depth += opens ? 1 : closes ? -1 : 0;
            m_at += opens || closes ? 2 : 1;
            if (depth == 0)
                return Type::Blank;
        }
        return Type::Broken;
    }

    Type dollarQuoted() {
        const std::size_t end = m_sql.find("$$", m_at + 2);
        m_at = end == std::string_view::npos ? m_sql.size() : end + 2;
        return end == std::string_view::npos ? Type::Broken : Type::String;
    }

    Type number() {
        skipWhile([](char c) { return isDigit(c) || c == '.'; });
        if (lower(peek()) == 'e') {
            const std::size_t sign = peek(1) == '-' || peek(1) == '+' ? 2 : 1;
            if (isDigit(peek(sign))) {
                m_at += sign;
                skipWhile(isDigit);
            }
        }
        return Type::Number;
    }

    Type scan() {
        const char c = peek();
        if (isBlank(c)) {
            skipWhile(isBlank);
            return Type::Blank;
        }
        if (c == '-' && peek(1) == '-') {
            skipWhile([](char each) { return each != '\n'; });
            return Type::Blank;
        }
        if (c == '/' && peek(1) == '*')
            return blockComment();
        if (c == '$' && peek(1) == '$')
            return dollarQuoted();
        if (c == '\'' || c == '"' || c == '`')
            return quoted(c, c != '`');
        if (lower(c) == 'r' && (peek(1) == '\'' || peek(1) == '"')) {
            ++m_at;
            return quoted(peek(), false);
        }
        if (isDigit(c) || (c == '.' && isDigit(peek(1))))
            return number();
        if (isWordStart(c)) {
            skipWhile(isWordPart);
            return Type::Word;
        }
        const std::string_view rest = m_sql.substr(m_at);
        m_at += rest.starts_with("<=>") ? 3 : rest.starts_with("::") ? 2 : 1;
        return Type::Symbol;
    }

    std::string_view m_sql;
    std::size_t m_at = 0;
};

char escaped(char c) {
    switch (c) {
    case 'n':
        return '\n';
    case 't':
        return '\t';
    case 'r':
        return '\r';
    case 'b':
        return '\b';
    case '0':
        return '\0';
    default:
        return c;
    }
}

} // namespace

bool SqlToken::isWord(std::string_view lowerCase) const {
    return type == Type::Word
        && std::ranges::equal(text, lowerCase, [](char mine, char wanted) { return lower(mine) == wanted; });
}

std::vector<SqlToken> sqlTokens(std::string_view sql) {
    std::vector<SqlToken> tokens;
    Scanner scanner(sql);
    while (!scanner.atEnd())
        tokens.push_back(scanner.next());
    return tokens;
}

std::string sqlUnquoted(std::string_view token) {
    if (token.starts_with('$'))
        return std::string(token.substr(2, token.size() - 4));
    const bool raw = lower(token.front()) == 'r';
    if (raw)
        token.remove_prefix(1);
    const char quote = token.front();
    token = token.substr(1, token.size() - 2);
    std::string text;
    for (std::size_t i = 0; i < token.size(); ++i) {
        const char c = token[i];
        const char following = i + 1 < token.size() ? token[i + 1] : '\0';
        if (c == quote && following == quote) {
            text += c;
            ++i;
        } else if (c == '\\' && quote != '`' && !raw && i + 1 < token.size()) {
            if (following == '%' || following == '_')
                text += c;
            text += escaped(following);
            ++i;
        } else {
            text += c;
        }
    }
    return text;
}

} // namespace spanglass
