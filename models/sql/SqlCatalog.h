#pragma once

#include "models/common/Awaited.h"
#include "models/sql/SqlSources.h"

#include <QObject>
#include <QSet>

#include <map>

namespace spanglass {

/// The tables of a source and their columns, asked for when they are first wanted and kept. A question that fails is
/// not repeated until refresh(). GUI thread.
class SqlCatalog final : public QObject {
    Q_OBJECT
public:
    static constexpr int MaxTables = 5'000;

    explicit SqlCatalog(std::shared_ptr<SqlWarehouse> warehouse, QObject* parent = nullptr);

    /// Until it is allowed, nothing is asked: a warehouse that is stopped must not start because somebody types.
    void allowAsking() { m_allowed = true; }
    /// Full names, each part in backticks where it needs them. Empty until they are known.
    const QStringList& tables();
    /// Null until they are known. `table` is written as in a statement.
    const std::vector<SqlColumn>* columns(const QString& table);
    bool isSettled() const { return !m_tablesAsked.isPending() && !m_columnsAsked.isPending(); }
    /// Forgets everything.
    void refresh();

Q_SIGNALS:
    void changed();

private:
    void askNextColumns();

    std::shared_ptr<SqlWarehouse> m_warehouse;
    bool m_allowed = false;
    bool m_tablesWanted = false;
    QStringList m_tables;
    std::map<QString, std::vector<SqlColumn>> m_columns;
    QStringList m_waiting; ///< tables whose columns are to be asked for
    QSet<QString> m_asked;
    Awaited<SqlTable> m_tablesAsked;
    Awaited<SqlTable> m_columnsAsked;
};

/// A part of a name as a statement takes it: in backticks unless it is a plain word.
QString sqlQuoted(const QString& name);

/// The parts of `a.b.c`, without their backticks; empty when it is no name.
QStringList sqlNameParts(const QString& name);

/// The fields of "STRUCT<a: STRING, b: MAP<STRING, STRING>>" with their types; empty for other types.
std::vector<SqlColumn> sqlFields(const QString& type);

} // namespace spanglass
