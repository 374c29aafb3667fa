#include "models/sql/SqlScript.h"

#include "services/core/SqlTokens.h"

#include <QRegularExpression>

#include <algorithm>
#include <initializer_list>
#include <utility>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

using Type = SqlToken::Type;

/// Knows whether a semicolon is inside a BEGIN ... END block of a script.
class BlockDepth {
public:
    void see(const SqlToken& token) {
        if (token.type == Type::Blank)
            return;
        const bool first = std::exchange(m_first, false);
        const bool opens = first && token.isWord("begin");
        if (opens)
            m_depth = 1;
        else if (std::exchange(m_opened, false) && isTransaction(token))
            m_depth = 0;
        else if (m_depth > 0)
            seeInside(token);
        m_opened = opens;
        // What follows these begins a statement.
        m_statementStart = token.isSymbol(";") || isAny(token, {"begin", "then", "else", "do", "loop", "repeat"});
        m_afterEnd = token.isWord("end");
    }
    bool isInside() const { return m_depth > 0; }

private:
    static bool isAny(const SqlToken& token, std::initializer_list<std::string_view> words) {
        return std::ranges::any_of(words, [&](std::string_view word) { return token.isWord(word); });
    }
    /// "BEGIN;" and "BEGIN TRANSACTION" open no block.
    static bool isTransaction(const SqlToken& token) {
        return token.isSymbol(";") || isAny(token, {"transaction", "work"});
    }
    void seeInside(const SqlToken& token) {
        const bool block = isAny(token, {"if", "while", "for", "loop", "repeat"});
        if (m_afterEnd && (block || token.isWord("case")))
            return; // END IF, END CASE: the word belongs to the end
        if (token.isWord("end"))
            --m_depth;
        else if (isAny(token, {"case", "begin"}) || (block && m_statementStart))
            ++m_depth;
    }

    int m_depth = 0;
    bool m_first = true;
    bool m_opened = false; ///< the token before was the first BEGIN
    bool m_statementStart = false;
    bool m_afterEnd = false;
};

/// Walks through a UTF-8 text and tells the place in UTF-16.
class Places {
public:
    explicit Places(std::string_view utf8)
        : m_utf8(utf8) { }
    /// Bytes must not go back.
    qsizetype utf16(std::size_t byte) {
        for (; m_byte < byte; ++m_byte) {
            const auto c = static_cast<unsigned char>(m_utf8[m_byte]);
            if ((c & 0xC0) != 0x80)
                m_unit += c >= 0xF0 ? 2 : 1;
        }
        return m_unit;
    }

private:
    std::string_view m_utf8;
    std::size_t m_byte = 0;
    qsizetype m_unit = 0;
};

bool isComment(const SqlToken& token) {
    return token.type == Type::Blank && (token.text.starts_with("--") || token.text.starts_with("/*"));
}

} // namespace

std::vector<SqlPiece> sqlStatements(const QString& script) {
    const std::string utf8 = script.toStdString();
    std::vector<SqlPiece> pieces;
    Places places(utf8);
    BlockDepth block;
    std::optional<std::size_t> start; // of the statement, comments before it included
    std::size_t end = 0; // of its last word or comment
    bool hasWords = false;
    const auto close = [&](std::size_t reach) {
        if (hasWords) {
            const qsizetype from = places.utf16(*start);
            const qsizetype to = places.utf16(end);
            pieces.push_back({from, to, places.utf16(reach), script.mid(from, to - from)});
        }
        start.reset();
        hasWords = false;
        block = {};
    };
    std::size_t at = 0;
    for (const SqlToken& token : sqlTokens(utf8)) {
        const std::size_t next = at + token.text.size();
        block.see(token);
        if (token.isSymbol(";") && !block.isInside()) {
            close(next);
        } else if (token.type != Type::Blank || isComment(token)) {
            start = start.value_or(at);
            // A comment after the last statement is not part of it.
            if (token.type != Type::Blank || hasWords)
                end = next;
            hasWords = hasWords || token.type != Type::Blank;
        }
        at = next;
    }
    close(end);
    return pieces;
}

std::optional<std::size_t> sqlStatementAt(const std::vector<SqlPiece>& statements, qsizetype cursor) {
    if (statements.empty())
        return std::nullopt;
    const auto found = std::ranges::lower_bound(statements, cursor, {}, &SqlPiece::reach);
    return std::min(static_cast<std::size_t>(found - statements.begin()), statements.size() - 1);
}

std::optional<SqlErrorPlace> sqlErrorPlace(const QString& message, const QString& statement) {
    static const QRegularExpression place(u"\\bline (\\d+)(?:, pos|:) ?(\\d+)"_s);
    const QRegularExpressionMatch match = place.match(message);
    if (!match.hasMatch())
        return std::nullopt;
    qsizetype start = 0;
    for (int line = match.captured(1).toInt(); line > 1; --line) {
        start = statement.indexOf(u'\n', start) + 1;
        if (start == 0)
            return std::nullopt;
    }
    start += match.captured(2).toLongLong();
    if (start > statement.size())
        return std::nullopt;
    static const QRegularExpression word(u"\\G(?:\\w+|`[^`]*`|.)"_s);
    const QRegularExpressionMatch hit = word.match(statement, start);
    if (hit.hasMatch())
        return SqlErrorPlace{start, hit.capturedLength()};
    return SqlErrorPlace{std::max<qsizetype>(0, start - 1), statement.isEmpty() ? 0 : 1}; // at its end
}

} // namespace spanglass
