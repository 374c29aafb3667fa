#include "models/replay/ArrivalFaultsModel.h"

#include "models/common/ColumnHeader.h"
#include "models/common/ToolTip.h"

namespace spanglass {

void ArrivalFaultsModel::setFaults(const std::vector<ArrivalFault>& faults) {
    beginResetModel();
    m_rows = faults;
    endResetModel();
}

const ArrivalFault* ArrivalFaultsModel::at(int row) const {
    return row >= 0 && row < rowCount() ? &m_rows[std::size_t(row)] : nullptr;
}

QString ArrivalFaultsModel::text() const {
    QString out;
    for (int row = 0; row < rowCount(); ++row)
        out += index(row, Trace).data().toString() + u'\t' + index(row, Span).data().toString() + u'\t'
            + index(row, What).data().toString() + u'\n';
    return out;
}

int ArrivalFaultsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ArrivalFaultsModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant ArrivalFaultsModel::data(const QModelIndex& index, int role) const {
    const ArrivalFault* one = at(index.row());
    if (!one)
        return {};
    if (role == Qt::ToolTipRole)
        return plainToolTip(one->difference);
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case Trace:
        return one->trace.text();
    case Span:
        return one->span.text();
    default:
        return one->difference.isEmpty() ? tr("missing") : one->difference.simplified();
    }
}

QVariant ArrivalFaultsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    return columnHeader({tr("Trace"), tr("Span"), tr("What is wrong")}, section, orientation, role, false);
}

} // namespace spanglass
