#include "models/sql/SqlScope.h"

#include "models/sql/SqlLexicon.h"
#include "services/core/SqlTokens.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

using Type = SqlToken::Type;

QString toQString(std::string_view text) { return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())); }

bool isName(const SqlToken& token) { return token.type == Type::Word || token.type == Type::Identifier; }

QString plain(const SqlToken& token) {
    return token.type == Type::Identifier ? QString::fromStdString(sqlUnquoted(token.text)) : toQString(token.text);
}

bool leadsToTable(const SqlToken& token) {
    return std::ranges::any_of(std::initializer_list<std::string_view>{"from", "join", "into", "table", "update",
                                   "describe", "desc", "truncate", "optimize", "vacuum"},
        [&](std::string_view word) { return token.isWord(word); });
}

std::vector<SqlToken> words(std::string_view sql) {
    std::vector<SqlToken> tokens = sqlTokens(sql);
    std::erase_if(tokens, [](const SqlToken& token) { return token.type == Type::Blank; });
    return tokens;
}

/// Finds the tables of a statement, token by token.
class TableReader {
public:
    TableReader(std::string_view sql, const QHash<QString, QString>& values)
        : m_tokens(words(sql))
        , m_values(values) { }

    std::vector<SqlNamedTable> read() {
        while (m_at < m_tokens.size()) {
            if (isCommonTable()) {
                m_tables.push_back({{}, plain(m_tokens[m_at])});
                ++m_at;
            } else if (leadsToTable(m_tokens[m_at])) {
                ++m_at;
                do
                    readTable();
                while (is(",") && ++m_at);
            } else {
                ++m_at;
            }
        }
        return m_tables;
    }

private:
    bool is(std::string_view symbol, std::size_t ahead = 0) const {
        return m_at + ahead < m_tokens.size() && m_tokens[m_at + ahead].isSymbol(symbol);
    }
    bool isWord(std::string_view word, std::size_t ahead = 0) const {
        return m_at + ahead < m_tokens.size() && m_tokens[m_at + ahead].isWord(word);
    }
    bool isCommonTable() const {
        return isName(m_tokens[m_at]) && isWord("as", 1) && is("(", 2)
            && (m_at == 0 || m_tokens[m_at - 1].isWord("with") || m_tokens[m_at - 1].isSymbol(","));
    }

    void readTable() {
        QString name;
        if (isWord("identifier") && is("(", 1)) {
            if (is(":", 2) && m_at + 3 < m_tokens.size())
                name = m_values.value(toQString(m_tokens[m_at + 3].text).toLower());
            while (m_at < m_tokens.size() && !is(")"))
                ++m_at;
            ++m_at;
        } else {
            while (m_at < m_tokens.size() && isName(m_tokens[m_at]) && !isKeyword(m_tokens[m_at])) {
                name += toQString(m_tokens[m_at++].text);
                if (!is("."))
                    break;
                name += u'.';
                ++m_at;
            }
        }
        if (name.isEmpty())
            return;
        if (isWord("as"))
            ++m_at;
        QString alias;
        if (m_at < m_tokens.size() && isName(m_tokens[m_at]) && !isKeyword(m_tokens[m_at]))
            alias = plain(m_tokens[m_at++]);
        const std::string utf8 = name.toStdString();
        if (alias.isEmpty() && !name.endsWith(u'.'))
            alias = plain(words(utf8).back());
        m_tables.push_back({name, alias});
    }
    static bool isKeyword(const SqlToken& token) {
        return token.type == Type::Word && isSqlKeyword(toQString(token.text));
    }

    std::vector<SqlToken> m_tokens;
    const QHash<QString, QString>& m_values;
    std::vector<SqlNamedTable> m_tables;
    std::size_t m_at = 0;
};

} // namespace

SqlScope sqlScope(const QString& statement, qsizetype cursor, const QHash<QString, QString>& values) {
    SqlScope scope;
    const std::string before = statement.left(cursor).toStdString();
    std::vector<SqlToken> tokens = sqlTokens(before);
    scope.prefixStart = cursor;
    if (!tokens.empty()) {
        const SqlToken last = tokens.back();
        const bool openName = last.type == Type::Broken && last.text.starts_with('`');
        const bool comment = last.type == Type::Blank && last.text.starts_with("--") && !last.text.ends_with('\n');
        if ((last.type == Type::Broken && !openName) || comment || last.type == Type::Number)
            return scope;
        if (openName || last.type == Type::Word) {
            const QString text = toQString(last.text);
            scope.prefix = openName ? text.mid(1) : text;
            scope.prefixStart = cursor - text.size();
            tokens.pop_back();
        }
    }
    std::erase_if(tokens, [](const SqlToken& token) { return token.type == Type::Blank; });
    while (tokens.size() >= 2 && tokens.back().isSymbol(".") && isName(tokens[tokens.size() - 2])) {
        scope.path.prepend(plain(tokens[tokens.size() - 2]));
        tokens.resize(tokens.size() - 2);
    }
    scope.completes = true;
    scope.wantsTable = !tokens.empty() && leadsToTable(tokens.back());
    const std::string whole = statement.toStdString();
    scope.tables = TableReader(whole, values).read();
    return scope;
}

} // namespace spanglass
