#include "models/setup/FindingsModel.h"

#include "models/common/ToolTip.h"
#include "models/setup/SetupPagesModel.h"

#include <algorithm>

namespace spanglass {

namespace {

bool isOpen(const SetupFinding& one) { return one.state != SetupState::Done && one.state != SetupState::NotAsked; }

QString words(const SetupFinding& one) { return setupStateWords(pageStateOf(one.state)); }

} // namespace

void FindingsModel::setFindings(const QList<SetupFinding>& findings, bool openFirst) {
    QList<SetupFinding> sorted = findings;
    if (openFirst)
        std::ranges::stable_partition(sorted, isOpen);
    if (sorted == m_rows)
        return;
    beginResetModel();
    m_rows = sorted;
    endResetModel();
}

int FindingsModel::open() const { return static_cast<int>(std::ranges::count_if(m_rows, isOpen)); }

QString FindingsModel::text() const {
    QStringList lines;
    for (const SetupFinding& one : m_rows) {
        QString line = tr("%1: %2. %3").arg(words(one), one.subject, one.evidence).trimmed();
        lines << (one.remedy.isEmpty() ? line : line + u'\n' + one.remedy);
    }
    return lines.join(u'\n');
}

int FindingsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int FindingsModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant FindingsModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    const SetupFinding& one = m_rows[index.row()];
    if (role == StateRole)
        return QVariant::fromValue(pageStateOf(one.state));
    if (role == Qt::ToolTipRole)
        return plainToolTip(index.column() == Subject ? one.subject : one.evidence);
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case State:
        return words(one);
    case Subject:
        return one.subject;
    case Evidence:
        return one.evidence;
    default:
        return {};
    }
}

QVariant FindingsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case State:
        return tr("State");
    case Subject:
        return tr("What");
    case Evidence:
        return tr("What was seen");
    default:
        return {};
    }
}

} // namespace spanglass
