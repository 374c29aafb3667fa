#include "services/practice/sql/SqlCursor.h"

#include "services/practice/sql/StatementFailure.h"

namespace spanglass::practice {

using Type = SqlToken::Type;

SqlCursor::SqlCursor(std::string_view text)
    : m_text(text) {
    for (const SqlToken& token : sqlTokens(text)) {
        if (token.type == Type::Broken)
            failSyntax(token.text.substr(0, 20));
        if (token.type != Type::Blank)
            m_tokens.push_back(token);
    }
}

bool SqlCursor::isWord(std::string_view lowerWord, std::size_t ahead) const {
    return m_at + ahead < m_tokens.size() && m_tokens[m_at + ahead].isWord(lowerWord);
}

bool SqlCursor::isSymbol(std::string_view symbol, std::size_t ahead) const {
    return m_at + ahead < m_tokens.size() && m_tokens[m_at + ahead].isSymbol(symbol);
}

bool SqlCursor::takeWord(std::string_view lowerWord) {
    const bool is = isWord(lowerWord);
    m_at += is ? 1 : 0;
    return is;
}

bool SqlCursor::takeWords(std::string_view lowerWords) {
    const std::size_t before = m_at;
    while (!lowerWords.empty()) {
        const std::string_view word = lowerWords.substr(0, lowerWords.find(' '));
        if (!takeWord(word)) {
            m_at = before;
            return false;
        }
        lowerWords.remove_prefix(std::min(lowerWords.size(), word.size() + 1));
    }
    return true;
}

bool SqlCursor::takeSymbol(std::string_view symbol) {
    const bool is = isSymbol(symbol);
    m_at += is ? 1 : 0;
    return is;
}

void SqlCursor::needWord(std::string_view lowerWord) {
    if (!takeWord(lowerWord))
        fail();
}

void SqlCursor::needSymbol(std::string_view symbol) {
    if (!takeSymbol(symbol))
        fail();
}

bool SqlCursor::isNamePart() const {
    return m_at < m_tokens.size() && (m_tokens[m_at].type == Type::Word || m_tokens[m_at].type == Type::Identifier);
}

std::string SqlCursor::needPart() {
    if (!isNamePart())
        fail();
    const SqlToken& token = m_tokens[m_at++];
    return token.type == Type::Identifier ? sqlUnquoted(token.text) : std::string(token.text);
}

std::vector<std::string> SqlCursor::needName() {
    std::vector<std::string> parts{needPart()};
    while (takeSymbol("."))
        parts.push_back(needPart());
    return parts;
}

std::string SqlCursor::needText() {
    if (atEnd() || m_tokens[m_at].type != Type::String)
        fail();
    return sqlUnquoted(m_tokens[m_at++].text);
}

std::string_view SqlCursor::take() {
    if (atEnd())
        fail();
    return m_tokens[m_at++].text;
}

std::size_t SqlCursor::offset(std::size_t index) const {
    return index < m_tokens.size() ? static_cast<std::size_t>(m_tokens[index].text.data() - m_text.data())
                                   : m_text.size();
}

std::size_t SqlCursor::endOf(std::size_t index) const { return offset(index) + m_tokens[index].text.size(); }

std::size_t SqlCursor::closing(std::size_t open) const {
    const bool square = m_tokens[open].isSymbol("[");
    int depth = 0;
    for (std::size_t i = open; i < m_tokens.size(); ++i) {
        if (m_tokens[i].isSymbol(square ? "[" : "("))
            ++depth;
        else if (m_tokens[i].isSymbol(square ? "]" : ")") && --depth == 0)
            return i;
    }
    failSyntax({});
}

void SqlCursor::fail() const { failSyntax(atEnd() ? std::string_view{} : m_tokens[m_at].text.substr(0, 40)); }

std::string backtickedPart(std::string_view name) {
    std::string out = "`";
    for (const char c : name)
        out += c == '`' ? std::string("``") : std::string(1, c);
    return out + '`';
}

std::string sqlLiteral(std::string_view text) {
    std::string out = "'";
    for (const char c : text) {
        if (c == '\'' || c == '\\')
            out += '\\';
        out += c;
    }
    return out + '\'';
}

} // namespace spanglass::practice
