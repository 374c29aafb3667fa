#include "services/core/SqlEffect.h"

#include "services/core/SqlTokens.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace spanglass {

namespace {

using Type = SqlToken::Type;

struct Verb {
    std::string_view word;
    SqlEffect effect;
};

constexpr std::array Verbs{Verb{"select", SqlEffect::Nothing}, Verb{"values", SqlEffect::Nothing},
    Verb{"table", SqlEffect::Nothing}, Verb{"from", SqlEffect::Nothing}, Verb{"describe", SqlEffect::Nothing},
    Verb{"desc", SqlEffect::Nothing}, Verb{"show", SqlEffect::Nothing}, Verb{"list", SqlEffect::Nothing},
    Verb{"summarize", SqlEffect::Nothing}, Verb{"use", SqlEffect::Session}, Verb{"set", SqlEffect::Session},
    Verb{"reset", SqlEffect::Session}, Verb{"declare", SqlEffect::Session}, Verb{"insert", SqlEffect::Data},
    Verb{"update", SqlEffect::Data}, Verb{"delete", SqlEffect::Data}, Verb{"merge", SqlEffect::Data},
    Verb{"replace", SqlEffect::Data}, Verb{"truncate", SqlEffect::Data}, Verb{"copy", SqlEffect::Data},
    Verb{"load", SqlEffect::Data}, Verb{"put", SqlEffect::Data}, Verb{"remove", SqlEffect::Data},
    Verb{"optimize", SqlEffect::Data}, Verb{"vacuum", SqlEffect::Data}, Verb{"reorg", SqlEffect::Data},
    Verb{"restore", SqlEffect::Data}, Verb{"refresh", SqlEffect::Data}, Verb{"analyze", SqlEffect::Data},
    Verb{"create", SqlEffect::Schema}, Verb{"alter", SqlEffect::Schema}, Verb{"drop", SqlEffect::Schema},
    Verb{"undrop", SqlEffect::Schema}, Verb{"comment", SqlEffect::Schema}, Verb{"convert", SqlEffect::Schema},
    Verb{"msck", SqlEffect::Schema}, Verb{"repair", SqlEffect::Schema}, Verb{"sync", SqlEffect::Schema},
    Verb{"grant", SqlEffect::Grants}, Verb{"revoke", SqlEffect::Grants}, Verb{"deny", SqlEffect::Grants}};

const Verb* findVerb(const SqlToken& token) {
    const auto found = std::ranges::find_if(Verbs, [&](const Verb& verb) { return token.isWord(verb.word); });
    return found == Verbs.end() ? nullptr : &*found;
}

QString capitals(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())).toUpper();
}

/// The statement's tokens, without blanks.
class Reader {
public:
    explicit Reader(std::string_view sql)
        : m_tokens(sqlTokens(sql)) {
        std::erase_if(m_tokens, [](const SqlToken& token) { return token.type == Type::Blank; });
    }

    SqlStatementKind kind() {
        skipTo(0);
        if (m_at >= m_tokens.size())
            return {};
        if (word("explain")) {
            skipTo(m_at + 1);
            if (!word("analyze")) // which runs what it explains, where it is known
                return {SqlEffect::Nothing, QStringLiteral("EXPLAIN")};
            skipTo(m_at + 1);
        }
        const SqlToken first = current();
        const Verb* verb = word("with") || word("from") ? writerOfQuery() : findVerb(first);
        if (!verb && word("with"))
            return {SqlEffect::Nothing, capitals(first.text)};
        if (!verb)
            return {SqlEffect::Unknown, capitals(first.text)};
        if (verb->word == "alter" && changesOwner())
            return {SqlEffect::Grants, capitals(verb->word)};
        return {verb->effect, capitals(verb->word)};
    }

private:
    SqlToken current() const { return m_at < m_tokens.size() ? m_tokens[m_at] : SqlToken{}; }
    bool word(std::string_view lowerCase) const { return current().isWord(lowerCase); }
    void skipTo(std::size_t at) {
        for (m_at = at; m_at < m_tokens.size() && m_tokens[m_at].isSymbol("(");)
            ++m_at;
    }

    /// WITH ... INSERT and FROM ... INSERT write, and any word of a query may be a name: the first verb outside of
    /// parentheses that changes something decides.
    const Verb* writerOfQuery() const {
        int depth = 0;
        const Verb* reader = word("from") ? findVerb(current()) : nullptr;
        for (std::size_t i = m_at + 1; i < m_tokens.size(); ++i) {
            depth += m_tokens[i].isSymbol("(") ? 1 : m_tokens[i].isSymbol(")") ? -1 : 0;
            const Verb* verb = depth <= 0 ? findVerb(m_tokens[i]) : nullptr;
            if (!verb || isName(i))
                continue;
            if (verb->effect != SqlEffect::Nothing && verb->effect != SqlEffect::Session)
                return verb;
            reader = reader ? reader : verb;
        }
        return reader;
    }

    /// Beside a point or comma, after FROM or JOIN, before AS or an opening parenthesis, a word that could be a verb is
    /// a name or a function.
    bool isName(std::size_t i) const {
        const SqlToken after = i + 1 < m_tokens.size() ? m_tokens[i + 1] : SqlToken{};
        const SqlToken& before = m_tokens[i - 1];
        return before.isSymbol(".") || before.isSymbol(",") || before.isWord("from") || before.isWord("join")
            || after.isSymbol(".") || after.isSymbol(",") || after.isWord("as")
            || (after.isSymbol("(") && !m_tokens[i].isWord("select"));
    }

    bool changesOwner() const {
        for (std::size_t i = m_at; i + 1 < m_tokens.size(); ++i) {
            if (m_tokens[i].isWord("owner") && m_tokens[i + 1].isWord("to"))
                return true;
        }
        return false;
    }

    std::vector<SqlToken> m_tokens;
    std::size_t m_at = 0;
};

} // namespace

SqlStatementKind sqlStatementKind(const QString& sql) {
    const std::string utf8 = sql.toStdString();
    return Reader(utf8).kind();
}

} // namespace spanglass
