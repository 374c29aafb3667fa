#include "models/replay/CaptureSessionsModel.h"

#include "models/common/ColumnHeader.h"
#include "models/common/Quantity.h"
#include "models/common/ToolTip.h"

#include <QFileInfo>

#include <algorithm>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

bool isNumeric(int column) { return column > CaptureSessionsModel::When && column < CaptureSessionsModel::What; }

} // namespace

void CaptureSessionsModel::setSessions(const QList<CaptureSession>& sessions) {
    const auto same = [](const CaptureSession& a, const CaptureSession& b) {
        return a.firstRequest == b.firstRequest && a.lastRequest == b.lastRequest && a.file == b.file;
    };
    if (std::ranges::equal(sessions, m_rows, same))
        return;
    beginResetModel();
    m_rows = sessions;
    endResetModel();
}

const CaptureSession* CaptureSessionsModel::at(int row) const {
    return row >= 0 && row < m_rows.size() ? &m_rows[row] : nullptr;
}

int CaptureSessionsModel::rowOf(const CaptureSession& session) const {
    const auto found = std::ranges::find(m_rows, session.firstRequest, &CaptureSession::firstRequest);
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

int CaptureSessionsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int CaptureSessionsModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant CaptureSessionsModel::data(const QModelIndex& index, int role) const {
    const CaptureSession* one = at(index.row());
    if (!one)
        return {};
    const QString services = one->services.join(u", "_s);
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (isNumeric(index.column()) ? Qt::AlignRight : Qt::AlignLeft));
    if (role == Qt::ToolTipRole)
        return plainToolTip(index.column() == When ? formatTimestamp(one->from) + u" – "_s + formatTimestamp(one->to)
                                                   : (one->file.isEmpty() ? services : one->file + u'\n' + services));
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case When:
        return formatTimestamp(one->from).left(16);
    case Length:
        return formatDuration(one->to - one->from);
    case Spans:
        return formatCount(one->spans);
    case Size:
        return formatBytes(double(one->bytes));
    default:
        return one->file.isEmpty() ? services : tr("File %1").arg(QFileInfo(one->file).fileName());
    }
}

QVariant CaptureSessionsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    return columnHeader({tr("Came"), tr("Length"), tr("Spans"), tr("Size"), tr("From")}, section, orientation, role,
        isNumeric(section));
}

} // namespace spanglass
