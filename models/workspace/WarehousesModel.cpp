#include "models/workspace/WarehousesModel.h"

#include "models/workspace/RowOf.h"

#include "models/workspace/WorkspaceWords.h"

namespace spanglass {

void WarehousesModel::setWarehouses(const QList<WarehouseInfo>& warehouses) {
    if (m_rows == warehouses)
        return;
    beginResetModel();
    m_rows = warehouses;
    endResetModel();
}

void WarehousesModel::update(const WarehouseInfo& warehouse) {
    const int row = rowOf(warehouse.id);
    if (row < 0 || m_rows[row] == warehouse)
        return;
    m_rows[row] = warehouse;
    Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
}

const WarehouseInfo* WarehousesModel::at(int row) const {
    return row >= 0 && row < m_rows.size() ? &m_rows[row] : nullptr;
}

int WarehousesModel::rowOf(const QString& id) const { return spanglass::rowOf(m_rows, id); }

int WarehousesModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int WarehousesModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant WarehousesModel::data(const QModelIndex& index, int role) const {
    const WarehouseInfo* one = at(index.row());
    if (!one)
        return {};
    if (role == Qt::ToolTipRole)
        return warehouseRemark(*one);
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case Name:
        return one->name;
    case State:
        return one->arrowOnly ? tr("%1, Arrow only").arg(warehouseStateWords(one->state))
                              : warehouseStateWords(one->state);
    case Size:
        return one->size;
    case Type:
        return warehouseTypeWords(*one);
    default:
        return {};
    }
}

QVariant WarehousesModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("Name");
    case State:
        return tr("State");
    case Size:
        return tr("Size");
    case Type:
        return tr("Type");
    default:
        return {};
    }
}

Qt::ItemFlags WarehousesModel::flags(const QModelIndex& index) const {
    const WarehouseInfo* one = at(index.row());
    return one && isUsable(*one) ? Qt::ItemIsEnabled | Qt::ItemIsSelectable : Qt::NoItemFlags;
}

bool isUsable(const WarehouseInfo& warehouse) {
    return !warehouse.arrowOnly && warehouse.state != WarehouseState::Deleting
        && warehouse.state != WarehouseState::Deleted;
}

} // namespace spanglass
