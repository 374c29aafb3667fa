#include "models/replay/ReplaysModel.h"

#include "models/common/ToolTip.h"
#include "models/replay/ReplayWords.h"

#include <QLocale>

#include <algorithm>

namespace spanglass {

using namespace Qt::StringLiterals;

void ReplaysModel::setReplays(const QList<ReplayStatus>& replays) {
    const bool sameRows = std::ranges::equal(replays, m_rows, {}, &ReplayStatus::id, &ReplayStatus::id);
    if (!sameRows)
        beginResetModel();
    m_rows = replays;
    if (!sameRows)
        endResetModel();
    else if (!m_rows.isEmpty())
        Q_EMIT dataChanged(index(0), index(static_cast<int>(m_rows.size()) - 1));
}

const ReplayStatus* ReplaysModel::find(const QString& id) const {
    const auto found = std::ranges::find(m_rows, id, &ReplayStatus::id);
    return found == m_rows.end() ? nullptr : &*found;
}

QModelIndex ReplaysModel::indexOf(const QString& id) const {
    const auto found = std::ranges::find(m_rows, id, &ReplayStatus::id);
    return found == m_rows.end() ? QModelIndex() : index(static_cast<int>(found - m_rows.begin()));
}

int ReplaysModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant ReplaysModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    const ReplayStatus& one = m_rows[index.row()];
    const QString line = replayStateWords(one.state) + u" · "_s + progressWords(one);
    switch (role) {
    case Qt::DisplayRole:
        return one.plan.target.title();
    case Qt::ToolTipRole:
        return plainToolTip(tr("%1\nSent: %2\n%3")
                                .arg(one.plan.target.title(), selectionWords(one.plan.selection),
                                    QLocale().toString(one.created.toLocalTime(), QLocale::ShortFormat)));
    case Qt::AccessibleTextRole:
        return tr("%1, %2").arg(one.plan.target.title(), line);
    case IdRole:
        return one.id;
    case StateRole:
        return QVariant::fromValue(one.state);
    case FaultyRole:
        return one.count(ParcelState::Refused) + one.count(ParcelState::Uncertain) + one.spansRejected > 0;
    case ProgressRole:
        return progressOf(one);
    case LineRole:
        return line;
    default:
        return {};
    }
}

} // namespace spanglass
