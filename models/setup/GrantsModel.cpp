#include "models/setup/GrantsModel.h"

namespace spanglass {

QString principalKindWords(PrincipalKind kind) {
    switch (kind) {
    case PrincipalKind::User:
        return GrantsModel::tr("user");
    case PrincipalKind::Group:
        return GrantsModel::tr("group");
    case PrincipalKind::ServicePrincipal:
        return GrantsModel::tr("service principal");
    }
    return {};
}

QString principalWords(const SetupPrincipal& principal) {
    return principal.label.isEmpty() || principal.label == principal.id
        ? principal.id
        : GrantsModel::tr("%1 · %2").arg(principal.label, principal.id);
}

void GrantsModel::setGrants(const QList<PlannedGrant>& grants) {
    if (grants == m_rows)
        return;
    beginResetModel();
    m_rows = grants;
    endResetModel();
}

int GrantsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int GrantsModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant GrantsModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    const PlannedGrant& one = m_rows[index.row()];
    if (role == Qt::CheckStateRole && (index.column() == Writes || index.column() == UsesWarehouse))
        return (index.column() == Writes ? one.writes : one.usesWarehouse) ? Qt::Checked : Qt::Unchecked;
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case Who:
        return principalWords(one.principal);
    case Kind:
        return principalKindWords(one.principal.kind);
    case Writes:
        return one.writes ? tr("writes and reads") : tr("reads only");
    case UsesWarehouse:
        return one.usesWarehouse ? tr("may use it") : tr("no");
    default:
        return {};
    }
}

bool GrantsModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (!index.isValid() || role != Qt::CheckStateRole)
        return false;
    const bool checked = value.value<Qt::CheckState>() == Qt::Checked;
    if (index.column() == Writes)
        m_rows[index.row()].writes = checked;
    else if (index.column() == UsesWarehouse)
        m_rows[index.row()].usesWarehouse = checked;
    else
        return false;
    Q_EMIT dataChanged(index, index);
    Q_EMIT edited(m_rows);
    return true;
}

QVariant GrantsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Who:
        return tr("Who");
    case Kind:
        return tr("Kind");
    case Writes:
        return tr("Traces");
    case UsesWarehouse:
        return tr("SQL warehouse");
    default:
        return {};
    }
}

Qt::ItemFlags GrantsModel::flags(const QModelIndex& index) const {
    const Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    return index.column() == Writes || index.column() == UsesWarehouse ? flags | Qt::ItemIsUserCheckable : flags;
}

} // namespace spanglass
