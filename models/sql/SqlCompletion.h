#pragma once

#include "models/sql/SqlCatalog.h"
#include "models/sql/SqlScope.h"

#include <QAbstractListModel>
#include <QHash>

#include <vector>

namespace spanglass {

/// What may be written at the cursor: columns of the tables that the statement names, fields of a struct, tables,
/// functions and keywords. What the catalog does not know yet is added when it does. GUI thread.
class SqlCompletion final : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { HintRole = Qt::UserRole, InsertRole };
    static constexpr std::size_t MaxRows = 200;

    using QAbstractListModel::QAbstractListModel;

    /// Null: only keywords and functions.
    void setCatalog(SqlCatalog* catalog);
    /// Values of parameters by lower-case name, for tables that are named by them.
    void setValues(QHash<QString, QString> values) { m_values = std::move(values); }

    /// Fills the rows for a place in a statement. Without a prefix only a path or a table's place is completed, unless
    /// `all`.
    void setCursor(const QString& statement, qsizetype cursor, bool all);
    /// Where the text begins that a completion replaces, in the statement; it ends at the cursor.
    qsizetype replaceFrom() const { return m_scope.prefixStart; }
    const QString& prefix() const { return m_scope.prefix; }

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    void changed(); ///< the rows, also because the catalog answered

private:
    struct Row {
        QString text;
        QString insert;
        QString hint;
    };

    void fill();
    void addTables(std::vector<Row>& rows);
    void addColumns(std::vector<Row>& rows);
    void addPath(std::vector<Row>& rows);
    void addWords(std::vector<Row>& rows);
    const std::vector<SqlColumn>* columnsOf(const QString& alias);

    SqlCatalog* m_catalog = nullptr;
    QHash<QString, QString> m_values;
    SqlScope m_scope;
    bool m_all = false;
    std::vector<Row> m_rows;
};

} // namespace spanglass
