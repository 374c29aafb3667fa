#include "services/practice/sql/TableScan.h"

#include "services/practice/sql/SqlCursor.h"
#include "services/practice/sql/StatementFailure.h"

#include <algorithm>
#include <set>

namespace spanglass::practice {

namespace {

using Type = SqlToken::Type;

constexpr std::string_view EndsFrom[] = {"where", "group", "having", "order", "limit", "qualify", "window", "union",
    "except", "intersect", "select", "set", "values", "when", "offset", "sort", "cluster", "distribute"};
constexpr std::string_view AfterTable[] = {
    "join", "inner", "left", "right", "full", "cross", "natural", "semi", "anti", "asof", "on", "using", "tablesample"};
constexpr std::string_view RowMakers[] = {"range", "explode", "unnest", "sequence", "values"};
/// Calls that have a FROM of their own: extract(year FROM x).
constexpr std::string_view FromInside[] = {"extract", "substring", "trim", "overlay", "position"};

class Scan {
public:
    Scan(std::string_view sql, const NameDefaults& defaults,
        const std::function<std::string(const Securable&)>& duckName, const std::vector<TableUse>& known)
        : m_in(sql)
        , m_known(known)
        , m_defaults(defaults)
        , m_duckName(duckName) { }

    ScannedSql run();

private:
    struct Level {
        bool inFrom = false; ///< a comma begins another table
        bool wantsTable = false;
        bool isCall = false; ///< inside a call with a FROM of its own
    };

    void findCommonTables();
    void open();
    void word();
    void table();
    void column();
    void rangeRows();
    void replace(std::size_t first, std::size_t last, const std::string& text);

    SqlCursor m_in;
    const std::vector<TableUse>& m_known; ///< the tables that the whole statement names
    const NameDefaults& m_defaults;
    const std::function<std::string(const Securable&)>& m_duckName;
    std::set<std::string> m_common; ///< names of common table expressions
    std::vector<Level> m_levels{1};
    bool m_writes = false; ///< the next table is written to
    ScannedSql m_out;
    std::size_t m_copied = 0;
};

template <std::size_t N> bool isAny(const SqlToken& token, const std::string_view (&words)[N]) {
    return std::ranges::any_of(words, [&](std::string_view word) { return token.isWord(word); });
}

/// WITH a AS (...), b(x, y) AS (...): a name before AS and a parenthesis.
void Scan::findCommonTables() {
    for (std::size_t i = 0; i + 2 < m_in.size(); ++i) {
        const bool named = m_in.token(i).type == Type::Word || m_in.token(i).type == Type::Identifier;
        std::size_t as = i + 1;
        if (named && m_in.token(as).isSymbol("(") && i > 0
            && (m_in.token(i - 1).isWord("with") || m_in.token(i - 1).isSymbol(",")))
            as = m_in.closing(as) + 1;
        if (!named || as + 1 >= m_in.size() || !m_in.token(as).isWord("as") || !m_in.token(as + 1).isSymbol("("))
            continue;
        const bool begins = i > 0
            && (m_in.token(i - 1).isWord("with") || m_in.token(i - 1).isWord("recursive")
                || m_in.token(i - 1).isSymbol(","));
        if (begins)
            m_common.insert(lowerName(m_in.token(i).type == Type::Identifier ? sqlUnquoted(m_in.token(i).text)
                                                                             : std::string(m_in.token(i).text)));
    }
}

ScannedSql Scan::run() {
    findCommonTables();
    while (!m_in.atEnd()) {
        const SqlToken& token = m_in.token(m_in.index());
        Level& level = m_levels.back();
        if (token.isSymbol("(")) {
            open();
        } else if (token.isSymbol(")")) {
            if (m_levels.size() > 1)
                m_levels.pop_back();
            m_in.advance();
        } else if (token.isSymbol(",")) {
            level.wantsTable = level.inFrom;
            m_in.advance();
        } else if (token.type == Type::Identifier || token.type == Type::Word) {
            word();
        } else {
            if (level.wantsTable && token.type == Type::String)
                m_in.fail(); // DuckDB would take it for a file
            m_in.advance();
        }
    }
    m_out.text.append(m_in.text(), m_copied);
    return std::move(m_out);
}

void Scan::open() {
    Level inner;
    inner.wantsTable = m_levels.back().wantsTable; // a join in parentheses, or a query, which begins with SELECT
    inner.inFrom = inner.wantsTable;
    m_levels.back().wantsTable = false;
    inner.isCall = m_in.index() > 0 && isAny(m_in.token(m_in.index() - 1), FromInside);
    m_levels.push_back(inner);
    m_in.advance();
}

void Scan::word() {
    Level& level = m_levels.back();
    const SqlToken& token = m_in.token(m_in.index());
    const bool isDistinct = m_in.index() > 0 && m_in.token(m_in.index() - 1).isWord("distinct");
    const bool afterDot = m_in.index() > 0 && m_in.token(m_in.index() - 1).isSymbol(".");
    if (!afterDot && (token.isWord("from") || token.isWord("join")) && !level.isCall && !isDistinct) {
        level.inFrom = level.wantsTable = true;
        m_in.advance();
    } else if (token.isWord("into") || (m_in.index() == 0 && token.isWord("update"))) {
        level.wantsTable = m_writes = true;
        m_in.advance();
        m_in.takeWord("table");
    } else if (m_in.index() == 0 && token.isWord("delete")) {
        m_writes = true;
        m_in.advance();
    } else if (token.isWord("using") && !m_in.isSymbol("(", 1)) {
        level.wantsTable = true;
        m_in.advance();
    } else if (level.wantsTable && (token.isWord("lateral") || token.isWord("only"))) {
        m_in.advance();
    } else if (isAny(token, EndsFrom)) {
        level.inFrom = level.wantsTable = false;
        m_in.advance();
    } else if (level.wantsTable) {
        table();
    } else {
        column();
    }
}

void Scan::replace(std::size_t first, std::size_t last, const std::string& text) {
    m_out.text.append(m_in.text(), m_copied, m_in.offset(first) - m_copied);
    m_out.text += text;
    m_copied = m_in.endOf(last);
}

void Scan::table() {
    const std::size_t first = m_in.index();
    m_levels.back().wantsTable = false;
    const auto parts = m_in.needName();
    const bool written = std::exchange(m_writes, false);
    if (m_in.isSymbol("(") && !written) {
        if (parts.size() > 1 || !std::ranges::count(RowMakers, lowerName(parts[0])))
            failUnsupported("The table function " + parts.back());
        if (lowerName(parts[0]) == "range")
            rangeRows();
        return;
    }
    if (parts.size() == 1 && !written && m_common.contains(lowerName(parts[0])))
        return;
    const Securable table = m_defaults.table(parts);
    m_out.uses.push_back({table, written});
    const bool hasAlias = m_in.isNamePart() && !isAny(m_in.token(m_in.index()), EndsFrom)
        && !isAny(m_in.token(m_in.index()), AfterTable);
    // The rows keep answering to the table's own name.
    const std::string alias = hasAlias || written ? "" : " AS " + backtickedPart(parts.back());
    replace(first, m_in.index() - 1, m_duckName(table) + alias);
}

/// range(10): its column is called id.
void Scan::rangeRows() {
    const std::size_t close = m_in.closing(m_in.index());
    m_in.moveTo(close + 1);
    const bool named = m_in.takeWord("as");
    const bool hasAlias = named
        || (m_in.isNamePart() && !isAny(m_in.token(m_in.index()), EndsFrom)
            && !isAny(m_in.token(m_in.index()), AfterTable));
    const std::string alias = hasAlias ? m_in.needPart() : "range";
    if (!m_in.isSymbol("("))
        replace(close, m_in.index() - 1, ") AS " + backtickedPart(alias) + "(id)");
}

/// A column by the whole name of its table: main.a.t.x. What takes the table's place answers to its last part.
void Scan::column() {
    const std::size_t first = m_in.index();
    if (m_in.token(first).type == Type::Word && !m_in.isSymbol(".", 1)) {
        m_in.advance();
        return;
    }
    std::vector<std::string> parts{m_in.needPart()};
    while (m_in.isSymbol(".") && !m_in.isSymbol("*", 1)) { // all columns of a table: x.*
        m_in.takeSymbol(".");
        parts.push_back(m_in.needPart());
    }
    for (const TableUse& use : m_known) {
        const auto names = use.table.parts();
        for (std::size_t count = 3; count > 1; --count) {
            if (parts.size() <= count)
                continue;
            const bool same = std::equal(names.end() - static_cast<std::ptrdiff_t>(count), names.end(), parts.begin(),
                [](const std::string& mine, const std::string& given) { return mine == lowerName(given); });
            if (same)
                return replace(first, first + 2 * (count - 1), backtickedPart(parts[count - 1]));
        }
    }
}

} // namespace

Securable NameDefaults::table(const std::vector<std::string>& parts) const {
    if (parts.size() > 3)
        failStatement("IDENTIFIER_TOO_MANY_NAME_PARTS", "A table has at most three names.", "42601");
    const std::size_t left = 3 - parts.size();
    return Securable::table(left > 0 ? catalog : parts[0], left > 1 ? schema : parts[1 - left], parts.back());
}

Securable NameDefaults::schemaOf(const std::vector<std::string>& parts) const {
    if (parts.size() > 2)
        failStatement("IDENTIFIER_TOO_MANY_NAME_PARTS", "A schema has at most two names.", "42601");
    return Securable::schema(parts.size() > 1 ? parts[0] : catalog, parts.back());
}

ScannedSql scanTables(
    std::string_view sql, const NameDefaults& defaults, const std::function<std::string(const Securable&)>& duckName) {
    const auto uses = Scan(sql, defaults, duckName, {}).run().uses;
    return Scan(sql, defaults, duckName, uses).run();
}

} // namespace spanglass::practice
