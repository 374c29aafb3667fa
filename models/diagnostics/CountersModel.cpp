#include "models/diagnostics/CountersModel.h"

#include "models/common/ColumnHeader.h"
#include "models/common/Quantity.h"
#include "models/common/ToolTip.h"
#include "models/diagnostics/RequestsModel.h"
#include "services/core/ForwardControl.h"
#include "services/core/ReceiverControl.h"
#include "services/core/ReplayControl.h"
#include "services/core/StoreControl.h"

#include <algorithm>

namespace spanglass {

CountersModel::CountersModel(const CounterSources& sources, QObject* parent)
    : QAbstractTableModel(parent)
    , m_sources(sources)
    , m_rows(read()) { }

void CountersModel::readReceiver(QList<Row>& rows) const {
    const ReceiverSnapshot& now = m_sources.receiver.snapshot();
    std::uint64_t refused = 0;
    for (const RefusalCounter& each : now.refusals)
        refused += each.count;
    const QString part = tr("Receiver");
    rows << Row{part, tr("Requests"), formatCount(now.requests), tr("Export requests answered since it started.")}
         << Row{part, tr("Spans"), formatCount(now.spans), tr("Spans taken from them and stored.")}
         << Row{part, tr("Log records"), formatCount(now.logs), tr("Log records taken and stored.")}
         << Row{part, tr("Metric points"), formatCount(now.metricPoints),
                tr("Data points of metrics taken and stored.")}
         << Row{part, tr("Bytes"), formatBytes(double(now.bytes)), tr("Bodies as they came, before inflation.")}
         << Row{part, tr("Refusals"), formatCount(refused),
                tr("Requests or spans that were not taken, or only once; Receiver lists them by reason.")}
         << Row{part, tr("Queued"), formatBytes(double(now.queuedBytes)),
                tr("Read and not written yet. Senders are told to wait when it grows too large.")}
         << Row{part, tr("Connections"), formatCount(now.connections), tr("Senders that are connected now.")}
         << Row{part, tr("Commit, median"), formatDuration(now.commitLatencyMedian),
                tr("From the last byte of a request to its rows on disk, over the last 1,000 requests.")}
         << Row{part, tr("Commit, 99 %"), formatDuration(now.commitLatencyP99),
                tr("The same for the slowest in a hundred.")};
}

void CountersModel::readStore(QList<Row>& rows) const {
    const StoreStatus now = m_sources.store.status();
    const QString part = tr("Store");
    rows << Row{part, tr("On disk"), formatBytes(double(now.bytes)), tr("In use, the write-ahead log included.")}
         << Row{part, tr("Spans"), formatCount(now.spans), tr("Rows of spans in the store now.")}
         << Row{part, tr("Traces"), formatCount(now.traces), tr("Different trace ids among them.")}
         << Row{part, tr("Requests"), formatCount(now.requests), tr("Requests whose bytes are kept for replay.")}
         << Row{part, tr("Traces removed"), formatCount(now.tracesRemoved),
                tr("By the limits of size and age, since the program started.")}
         << Row{part, tr("Waiting removed"), formatCount(now.waitingRemoved),
                tr("Requests that still waited to be passed on and went for the size limit. Should be 0.")};
}

void CountersModel::readForward(QList<Row>& rows) const {
    const ForwardStatus now = m_sources.forward.status();
    const QString part = tr("Passing on");
    rows << Row{part, tr("Waiting"), formatCount(now.waitingRequests),
        tr("Requests that the target has not taken yet.")}
         << Row{part, tr("Oldest"), now.waitingRequests > 0 ? formatDuration(now.delay) : tr("none"),
                tr("How long the oldest of them has waited.")}
         << Row{part, tr("Sent"), formatCount(now.sentRequests), tr("Requests that the target took.")}
         << Row{part, tr("Refused"), formatCount(now.refusedRequests), tr("Requests that the target refused for good.")}
         << Row{part, tr("Spans rejected"), formatCount(now.rejectedSpans),
                tr("Spans that the target left out of requests it took otherwise.")}
         << Row{part, tr("Repeated"), formatCount(now.repeatedRequests),
                tr("Sent once more after a cut connection: the target may have them twice.")}
         << Row{part, tr("Lost"), formatCount(now.lostRequests),
                tr("Removed by the store's size limit before they could be sent. Should be 0.")};
}

void CountersModel::readRest(QList<Row>& rows) const {
    const QList<ReplayStatus> replays = m_sources.replays.replays();
    std::uint64_t taken = 0;
    std::uint64_t refused = 0;
    std::uint64_t uncertain = 0;
    for (const ReplayStatus& each : replays) {
        taken += each.count(ParcelState::Taken);
        refused += each.count(ParcelState::Refused);
        uncertain += each.count(ParcelState::Uncertain);
    }
    const QString replay = tr("Replay");
    rows << Row{replay, tr("Replays"), formatCount(std::uint64_t(replays.size())), tr("That the store knows of.")}
         << Row{replay, tr("Taken"), formatCount(taken), tr("Requests of them that their targets took.")}
         << Row{replay, tr("Refused"), formatCount(refused), tr("Requests that were refused.")}
         << Row{replay, tr("Uncertain"), formatCount(uncertain),
                tr("Requests whose answer did not come: the target may have them.")};
    const QList<RequestRecord> trail = m_sources.records.requests();
    const QString out = tr("Requests");
    rows << Row{out, tr("Sent"), formatCount(m_sources.records.requestCount()),
        tr("Tries of outgoing requests since the program started.")}
         << Row{out, tr("With a fault"),
                formatCount(std::uint64_t(std::ranges::count_if(trail, RequestsModel::isFaulty))),
                tr("Of the newest 1,000: without an answer, or with one of 400 and above.")};
}

QList<CountersModel::Row> CountersModel::read() const {
    QList<Row> rows;
    readReceiver(rows);
    readStore(rows);
    readForward(rows);
    readRest(rows);
    return rows;
}

void CountersModel::refresh() {
    const QList<Row> now = read();
    if (now == m_rows)
        return;
    m_rows = now; // as many as before
    Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

QString CountersModel::text() const {
    QStringList lines;
    for (const Row& row : m_rows)
        lines << row.join(u'\t');
    return lines.join(u'\n');
}

int CountersModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int CountersModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant CountersModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    const Row& row = m_rows[index.row()];
    if (role == Qt::ToolTipRole)
        return plainToolTip(row[Meaning]);
    if (role == Qt::TextAlignmentRole && index.column() == Value)
        return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
    if (role != Qt::DisplayRole)
        return {};
    const bool named = index.column() == Part && index.row() > 0 && m_rows[index.row() - 1][Part] == row[Part];
    return named ? QString() : row[index.column()];
}

QVariant CountersModel::headerData(int section, Qt::Orientation orientation, int role) const {
    return columnHeader(
        {tr("Part"), tr("Counter"), tr("Value"), tr("What it means")}, section, orientation, role, section == Value);
}

} // namespace spanglass
