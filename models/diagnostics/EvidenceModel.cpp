#include "models/diagnostics/EvidenceModel.h"

#include "models/common/ColumnHeader.h"
#include "models/common/ToolTip.h"

namespace spanglass {

void EvidenceModel::setEvidence(const QList<CheckEvidence>& evidence) {
    if (evidence == m_rows)
        return;
    beginResetModel();
    m_rows = evidence;
    endResetModel();
}

QString EvidenceModel::text() const {
    QStringList lines;
    for (const CheckEvidence& each : m_rows)
        lines << QString(each.label + u'\t' + each.value);
    return lines.join(u'\n');
}

int EvidenceModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int EvidenceModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant EvidenceModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    const CheckEvidence& one = m_rows[index.row()];
    if (role == Qt::ToolTipRole)
        return plainToolTip(one.value);
    if (role != Qt::DisplayRole)
        return {};
    return index.column() == Label ? one.label : one.value.simplified();
}

QVariant EvidenceModel::headerData(int section, Qt::Orientation orientation, int role) const {
    return columnHeader({tr("Evidence"), tr("What was seen")}, section, orientation, role, false);
}

} // namespace spanglass
