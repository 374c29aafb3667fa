#include "models/replay/ReplayEntriesModel.h"

#include "models/common/ColumnHeader.h"
#include "models/common/Quantity.h"
#include "models/common/ToolTip.h"
#include "models/replay/ReplayWords.h"

#include <algorithm>

namespace spanglass {

namespace {

constexpr int RefreshMs = 500;

bool isNumeric(int column) {
    using M = ReplayEntriesModel;
    return column != M::State && column != M::Status && column != M::Answer && column != M::Sent;
}

bool sameState(const ReplayEntry& a, const ReplayEntry& b) {
    return a.state == b.state && a.attempts == b.attempts && a.status == b.status && a.rejected == b.rejected
        && a.answer == b.answer && a.sent == b.sent;
}

} // namespace

ReplayEntriesModel::ReplayEntriesModel(ReplayControl& control, QObject* parent)
    : QAbstractTableModel(parent)
    , m_control(control) {
    m_pause.setSingleShot(true);
    m_pause.setInterval(RefreshMs);
    connect(&m_pause, &QTimer::timeout, this, [this] {
        const auto shown = static_cast<std::uint32_t>(m_rows.size());
        read(0, std::max(Page, shown));
    });
}

void ReplayEntriesModel::show(const QString& id, std::optional<ParcelState> state, OtlpWire wire) {
    if (id == m_id && state == m_state)
        return;
    m_reading.drop();
    m_pause.stop();
    beginResetModel();
    m_id = id;
    m_state = state;
    m_wire = wire;
    m_rows.clear();
    m_more = false;
    m_again = false;
    m_problem.reset();
    endResetModel();
    if (!m_id.isEmpty())
        read(0, Page);
}

void ReplayEntriesModel::refresh() {
    if (m_id.isEmpty() || m_pause.isActive())
        return;
    m_again = m_reading.isPending();
    if (!m_again)
        m_pause.start();
}

void ReplayEntriesModel::read(std::uint64_t offset, std::uint32_t limit) {
    m_reading.ask(m_control.entries(m_id, m_state, offset, limit),
        [this, offset, limit](const Result<QList<ReplayEntry>>& answer) { take(offset, limit, answer); });
    Q_EMIT changed();
}

void ReplayEntriesModel::take(std::uint64_t offset, std::uint32_t limit, const Result<QList<ReplayEntry>>& answer) {
    m_problem.reset();
    if (!answer) {
        m_problem = answer.error();
    } else {
        m_more = answer->size() >= qsizetype(limit);
        if (offset == 0) {
            putInPlace(*answer);
        } else if (!answer->isEmpty()) {
            const int first = static_cast<int>(m_rows.size());
            beginInsertRows({}, first, first + static_cast<int>(answer->size()) - 1);
            m_rows += *answer;
            endInsertRows();
        }
    }
    if (std::exchange(m_again, false))
        m_pause.start();
    Q_EMIT changed();
}

/// Rows that only moved on keep their selection and the view its place.
void ReplayEntriesModel::putInPlace(const QList<ReplayEntry>& rows) {
    const auto shared = std::min(rows.size(), m_rows.size());
    const bool grown = rows.size() >= m_rows.size()
        && std::equal(m_rows.begin(), m_rows.end(), rows.begin(),
            [](const ReplayEntry& a, const ReplayEntry& b) { return a.number == b.number; });
    if (!grown) {
        beginResetModel();
        m_rows = rows;
        endResetModel();
        return;
    }
    for (qsizetype row = 0; row < shared; ++row) {
        if (sameState(m_rows[row], rows[row]))
            continue;
        m_rows[row] = rows[row];
        Q_EMIT dataChanged(index(int(row), 0), index(int(row), ColumnCount - 1));
    }
    if (rows.size() == shared)
        return;
    beginInsertRows({}, int(shared), int(rows.size()) - 1);
    m_rows += rows.mid(shared);
    endInsertRows();
}

const ReplayEntry* ReplayEntriesModel::at(int row) const {
    return row >= 0 && row < m_rows.size() ? &m_rows[row] : nullptr;
}

int ReplayEntriesModel::rowOf(std::int64_t number) const {
    const auto found = std::ranges::find(m_rows, number, &ReplayEntry::number);
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

int ReplayEntriesModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ReplayEntriesModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

bool ReplayEntriesModel::canFetchMore(const QModelIndex& parent) const {
    return !parent.isValid() && m_more && m_rows.size() < Most && !m_reading.isPending();
}

void ReplayEntriesModel::fetchMore(const QModelIndex& parent) {
    if (canFetchMore(parent))
        read(static_cast<std::uint64_t>(m_rows.size()), Page);
}

QVariant ReplayEntriesModel::data(const QModelIndex& index, int role) const {
    const ReplayEntry* one = at(index.row());
    if (!one)
        return {};
    if (role == StateRole)
        return QVariant::fromValue(one->state);
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (isNumeric(index.column()) ? Qt::AlignRight : Qt::AlignLeft));
    if (role == Qt::ToolTipRole)
        return plainToolTip(index.column() == Sent && one->sent ? formatTimestamp(*one->sent) : one->answer);
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case Number:
        return formatCount(std::uint64_t(one->number));
    case State:
        return one->rejected > 0 ? tr("%1, %2 rejected").arg(parcelStateWords(one->state), formatCount(one->rejected))
                                 : parcelStateWords(one->state);
    case Spans:
        return formatCount(one->spans);
    case Size:
        return formatBytes(double(one->bytes));
    case Attempts:
        return formatCount(one->attempts);
    case Status:
        return answerStatusWords(*one, m_wire);
    case Answer:
        return one->answer.simplified();
    case Sent:
        return one->sent ? formatTimestamp(*one->sent).mid(11, 12) : QString();
    case Took:
        return one->took.value > 0 ? formatDuration(one->took) : QString();
    default:
        return {};
    }
}

QVariant ReplayEntriesModel::headerData(int section, Qt::Orientation orientation, int role) const {
    return columnHeader({tr("Request"), tr("State"), tr("Spans"), tr("Size"), tr("Tries"), tr("Answer"),
                            tr("In its words"), tr("Sent"), tr("Took")},
        section, orientation, role, isNumeric(section));
}

} // namespace spanglass
