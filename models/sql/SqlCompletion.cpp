#include "models/sql/SqlCompletion.h"

#include "models/sql/SqlLexicon.h"

#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

bool same(const QString& a, const QString& b) { return a.compare(b, Qt::CaseInsensitive) == 0; }

} // namespace

void SqlCompletion::setCatalog(SqlCatalog* catalog) {
    if (m_catalog)
        m_catalog->disconnect(this);
    m_catalog = catalog;
    if (m_catalog)
        connect(m_catalog, &SqlCatalog::changed, this, &SqlCompletion::fill);
}

void SqlCompletion::setCursor(const QString& statement, qsizetype cursor, bool all) {
    m_scope = sqlScope(statement, cursor, m_values);
    m_all = all;
    fill();
}

int SqlCompletion::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant SqlCompletion::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return row.text;
    case HintRole:
        return row.hint;
    case InsertRole:
    case Qt::EditRole:
        return row.insert;
    default:
        return {};
    }
}

/// Words that begin with the prefix come first, then those that hold it; groups keep their order.
void SqlCompletion::fill() {
    std::vector<Row> rows;
    const bool asked = m_all || !m_scope.prefix.isEmpty() || !m_scope.path.isEmpty() || m_scope.wantsTable;
    if (m_scope.completes && asked) {
        if (!m_scope.path.isEmpty())
            addPath(rows);
        if (m_scope.path.isEmpty() && !m_scope.wantsTable)
            addColumns(rows);
        addTables(rows);
        if (m_scope.path.isEmpty() && !m_scope.wantsTable)
            addWords(rows);
    }
    std::erase_if(rows, [&](const Row& row) { return !row.text.contains(m_scope.prefix, Qt::CaseInsensitive); });
    std::ranges::stable_sort(
        rows, std::greater(), [&](const Row& row) { return row.text.startsWith(m_scope.prefix, Qt::CaseInsensitive); });
    QSet<QString> seen;
    std::erase_if(rows, [&](const Row& row) {
        const bool known = seen.contains(row.text);
        seen.insert(row.text);
        return known;
    });
    // Nothing to add to what is there.
    if (rows.size() == 1 && rows[0].insert == m_scope.prefix)
        rows.clear();
    rows.resize(std::min(rows.size(), MaxRows));
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
    Q_EMIT changed();
}

const std::vector<SqlColumn>* SqlCompletion::columnsOf(const QString& alias) {
    for (const SqlNamedTable& table : m_scope.tables) {
        if (m_catalog && same(table.alias, alias) && !table.table.isEmpty())
            return m_catalog->columns(table.table);
    }
    return nullptr;
}

/// What follows `alias.`, `column.` or `alias.column.`.
void SqlCompletion::addPath(std::vector<Row>& rows) {
    if (!m_catalog || m_scope.wantsTable)
        return;
    const std::vector<SqlColumn>* columns = columnsOf(m_scope.path[0]);
    qsizetype used = 1;
    std::vector<SqlColumn> of;
    if (columns) {
        of = *columns;
    } else {
        used = 0;
        for (const SqlNamedTable& table : m_scope.tables) {
            if (const auto* more = table.table.isEmpty() ? nullptr : m_catalog->columns(table.table))
                of.insert(of.end(), more->begin(), more->end());
        }
    }
    for (; used < m_scope.path.size(); ++used) {
        const auto found
            = std::ranges::find_if(of, [&](const SqlColumn& column) { return same(column.name, m_scope.path[used]); });
        of = found == of.end() ? std::vector<SqlColumn>() : sqlFields(found->type);
    }
    for (const SqlColumn& column : of)
        rows.push_back({column.name, sqlQuoted(column.name), column.type.left(40)});
}

void SqlCompletion::addColumns(std::vector<Row>& rows) {
    for (const SqlNamedTable& table : m_scope.tables) {
        const auto* columns = m_catalog && !table.table.isEmpty() ? m_catalog->columns(table.table) : nullptr;
        for (std::size_t i = 0; columns && i < columns->size(); ++i)
            rows.push_back({(*columns)[i].name, sqlQuoted((*columns)[i].name), (*columns)[i].type.left(40)});
    }
    for (const SqlNamedTable& table : m_scope.tables) {
        if (!table.alias.isEmpty())
            rows.push_back({table.alias, sqlQuoted(table.alias), tr("table of this statement")});
    }
}

/// After `a.b.` the next part of the names below it; else whole names by their last part.
void SqlCompletion::addTables(std::vector<Row>& rows) {
    for (const SqlNamedTable& table : m_scope.tables) {
        if (m_scope.wantsTable && m_scope.path.isEmpty() && table.table.isEmpty())
            rows.push_back({table.alias, sqlQuoted(table.alias), tr("of this statement")});
    }
    if (!m_catalog)
        return;
    for (const QString& table : m_catalog->tables()) {
        const QStringList parts = sqlNameParts(table);
        if (m_scope.path.size() >= parts.size())
            continue;
        const bool below = std::equal(m_scope.path.begin(), m_scope.path.end(), parts.begin(), same);
        if (!below)
            continue;
        if (m_scope.path.isEmpty()) {
            rows.push_back({parts.last(), table, parts.mid(0, parts.size() - 1).join(u'.')});
        } else {
            const QString& next = parts[m_scope.path.size()];
            const bool last = m_scope.path.size() + 1 == parts.size();
            rows.push_back({next, sqlQuoted(next), last ? tr("table") : tr("schema")});
        }
    }
}

void SqlCompletion::addWords(std::vector<Row>& rows) {
    for (const QString& function : sqlFunctions()) {
        const QString name = function.section(u'(', 0, 0);
        rows.push_back({name, name + u'(', function.mid(name.size())});
    }
    for (const QString& keyword : sqlKeywords())
        rows.push_back({keyword, keyword, {}});
}

} // namespace spanglass
