#pragma once

#include <QString>

namespace spanglass {

/// One piece of a filter's text.
struct FilterToken {
    enum class Type : std::uint8_t {
        End,
        Word,
        Quoted,
        Operator,
        Open,
        Close,
        OpenQuote, ///< a quote that is never closed; runs to the end of the text
        OpenBracket, ///< a bare value with a bracket that is never closed
    };

    Type type = Type::End;
    qsizetype position = 0;
    qsizetype length = 0;
    QString text; ///< unquoted
    bool attribute = false; ///< Word: written as attr."..." or attr.key, so it can only be an attribute key

    qsizetype end() const { return position + length; }
    bool isWord(QStringView word) const { return type == Type::Word && !attribute && text == word; }
};

/// Cuts a filter's text into tokens. What a bare word may hold depends on where it stands: a value may hold operators
/// and balanced brackets, so that regular expressions and URLs need no quotes.
class FilterLexer {
public:
    explicit FilterLexer(QStringView text)
        : m_text(text) { }

    /// The next token where a condition, an operator or a bracket may stand.
    FilterToken next();
    /// The next token where a value is expected.
    FilterToken nextValue();
    /// Reads on from here; for looking ahead.
    qsizetype position() const { return m_position; }
    void seek(qsizetype position) { m_position = position; }

private:
    void skipBlanks();
    FilterToken quoted(qsizetype tokenStart);
    FilterToken word();
    qsizetype operatorLength(qsizetype at) const;

    QStringView m_text;
    qsizetype m_position = 0;
};

} // namespace spanglass
