#pragma once

#include "services/core/SqlWarehouse.h"

#include <QAbstractListModel>

#include <memory>
#include <vector>

namespace spanglass {

/// How the attributes of the trace tables are kept, which decides how they are asked for.
enum class SqlTableShape {
    Store, ///< the local store: both spellings work, and its own tables tell when spans came
    Map, ///< `attributes` is MAP<STRING, STRING>: attributes['a.b']
    Variant, ///< `attributes` is VARIANT: attributes:['a.b']::string
};

/// One place where statements can be run.
struct SqlSource {
    QString id; ///< stable, for what is remembered: "store", a connection's id
    QString name; ///< "Local store"
    std::shared_ptr<SqlWarehouse> warehouse;
    QString spansTable; ///< full name, the first value for a parameter :table
    SqlTableShape shape = SqlTableShape::Store;
    /// Completion may ask it for tables and columns at any time. False where asking may start something that costs
    /// money: then it waits until a statement has run there.
    bool asksFreely = false;
};

/// The places to choose from. Connections add and remove theirs while the console is open. GUI thread.
class SqlSources final : public QAbstractListModel {
    Q_OBJECT
public:
    using QAbstractListModel::QAbstractListModel;

    /// Adds a source at the end, or replaces the one of the same id.
    void put(SqlSource source);
    void remove(const QString& id);
    /// Null when there is none of the id; valid until the next put() or remove().
    const SqlSource* find(const QString& id) const;
    const std::vector<SqlSource>& all() const { return m_sources; }

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

private:
    std::vector<SqlSource> m_sources;
};

} // namespace spanglass
