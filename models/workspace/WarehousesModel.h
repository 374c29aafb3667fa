#pragma once

#include "services/core/WarehouseInfo.h"

#include <QAbstractTableModel>
#include <QList>

namespace spanglass {

/// The SQL warehouses of a workspace. Those that cannot be used from here are shown and not enabled. GUI thread.
class WarehousesModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Name, State, Size, Type, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setWarehouses(const QList<WarehouseInfo>& warehouses);
    /// Puts one in place of the one of the same id.
    void update(const WarehouseInfo& warehouse);
    /// Null when there is no such row.
    const WarehouseInfo* at(int row) const;
    const WarehouseInfo* find(const QString& id) const { return at(rowOf(id)); }
    int rowOf(const QString& id) const; ///< -1: none

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

private:
    QList<WarehouseInfo> m_rows;
};

/// Whether statements can be run on it from here, started or not.
bool isUsable(const WarehouseInfo& warehouse);

} // namespace spanglass
