#pragma once

#include <string_view>
#include <vector>

namespace spanglass {

/// One piece of SQL text, as far as quoting and names matter; all pieces together are the text.
struct SqlToken {
    enum class Type {
        Blank, ///< white space and comments
        Word,
        Number,
        String, ///< '...' or "...", which both are literals in Databricks SQL, and $$...$$
        Identifier, ///< `...`
        Symbol, ///< one character, or one of the operators :: <=>
        Broken, ///< a quote or comment that is never closed
    };

    Type type = Type::Blank;
    std::string_view text; ///< with its quotes

    bool isWord(std::string_view lowerCase) const; ///< in any case
    bool isSymbol(std::string_view symbol) const { return type == Type::Symbol && text == symbol; }
};

/// Cuts Databricks SQL into tokens, which are views into `sql`.
std::vector<SqlToken> sqlTokens(std::string_view sql);

/// The content of a String or Identifier token. In '...' and "..." backslash escapes are undone, except \% and \_,
/// which LIKE needs.
std::string sqlUnquoted(std::string_view token);

} // namespace spanglass
