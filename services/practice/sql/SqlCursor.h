#pragma once

#include "services/core/SqlTokens.h"

#include <optional>
#include <string>
#include <vector>

namespace spanglass::practice {

/// Reads a statement word by word, blanks and comments left out. A view: the text must outlive it. What is not there
/// where it is needed throws StatementFailure (PARSE_SYNTAX_ERROR).
class SqlCursor {
public:
    explicit SqlCursor(std::string_view text);

    bool atEnd() const { return m_at >= m_tokens.size(); }
    std::size_t index() const { return m_at; } ///< of the next token; size() at the end
    std::size_t size() const { return m_tokens.size(); }
    const SqlToken& token(std::size_t index) const { return m_tokens[index]; }
    void moveTo(std::size_t index) { m_at = index; }
    void advance() { ++m_at; }

    bool isWord(std::string_view lowerWord, std::size_t ahead = 0) const;
    bool isSymbol(std::string_view symbol, std::size_t ahead = 0) const;
    bool takeWord(std::string_view lowerWord);
    /// All of them in a row, "if not exists", or none.
    bool takeWords(std::string_view lowerWords);
    bool takeSymbol(std::string_view symbol);
    void needWord(std::string_view lowerWord);
    void needSymbol(std::string_view symbol);

    bool isNamePart() const;
    std::string needPart(); ///< one name, without its backticks
    std::vector<std::string> needName(); ///< a.b.c
    std::string needText(); ///< a string
    /// The next token as it stands; used for what is kept as text.
    std::string_view take();

    std::string_view text() const { return m_text; }
    std::size_t offset(std::size_t index) const; ///< of a token in the text; the text's end for index size()
    std::size_t endOf(std::size_t index) const;
    std::string_view rest() const { return m_text.substr(offset(m_at)); }
    /// Index of the parenthesis that closes the one at `open`; throws when there is none.
    std::size_t closing(std::size_t open) const;
    [[noreturn]] void fail() const;

private:
    std::string_view m_text;
    std::vector<SqlToken> m_tokens;
    std::size_t m_at = 0;
};

/// `name` with its backticks doubled inside.
std::string backtickedPart(std::string_view name);
/// A text as a literal of Databricks SQL.
std::string sqlLiteral(std::string_view text);

} // namespace spanglass::practice
