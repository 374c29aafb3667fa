#include "models/traces/TraceDeletion.h"

#include "models/common/Quantity.h"

namespace spanglass {

TraceDeletion::TraceDeletion(StoreControl& store, QObject* parent)
    : QObject(parent)
    , m_store(store) {
    connect(&m_watcher, &QFutureWatcherBase::finished, this, &TraceDeletion::finish);
}

void TraceDeletion::start(const std::vector<TraceId>& traces) {
    if (isBusy() || traces.empty())
        return;
    m_traces = traces;
    m_activity = counted(traces.size(), tr("Deleting %1 trace…"), tr("Deleting %1 traces…"));
    m_watcher.setFuture(m_store.deleteTraces(traces));
    Q_EMIT busyChanged();
}

void TraceDeletion::finish() {
    Q_EMIT busyChanged();
    // A cancelled future ends without a result.
    const auto result = m_watcher.future().resultCount() > 0
        ? m_watcher.result()
        : Result<std::uint64_t>(failure(ErrorCode::Cancelled, tr("Cancelled")));
    if (result) {
        Q_EMIT deleted(m_traces);
        Q_EMIT done(counted(*result, tr("%1 trace deleted"), tr("%1 traces deleted")));
    } else if (result.error().code == ErrorCode::Cancelled) {
        Q_EMIT done(tr("Cancelled"));
    } else {
        Q_EMIT failed(result.error());
    }
}

} // namespace spanglass
