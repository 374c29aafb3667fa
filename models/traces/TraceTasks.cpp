#include "models/traces/TraceTasks.h"

#include "models/common/Quantity.h"
#include "services/core/TracePlace.h"

namespace spanglass {

TraceTasks::TraceTasks(const TracePlace& place, QObject* parent)
    : QObject(parent)
    , m_store(place.store)
    , m_keeper(place.keeper) {
    connect(&m_watcher, &QFutureWatcherBase::finished, this, &TraceTasks::finish);
}

void TraceTasks::deleteTraces(const std::vector<TraceId>& traces) {
    if (isBusy() || traces.empty())
        return;
    run(counted(traces.size(), tr("Deleting %1 trace…"), tr("Deleting %1 traces…")), m_store->deleteTraces(traces),
        [this, traces](std::uint64_t count) {
            Q_EMIT deleted(traces);
            Q_EMIT done(counted(count, tr("%1 trace deleted"), tr("%1 traces deleted")));
        });
}

void TraceTasks::keep(const std::vector<TraceId>& traces) {
    if (isBusy() || traces.empty())
        return;
    run(counted(traces.size(), tr("Keeping %1 trace…"), tr("Keeping %1 traces…")), m_keeper->keep(traces),
        [this](std::uint64_t count) {
            Q_EMIT done(
                counted(count, tr("%1 trace kept in the local store"), tr("%1 traces kept in the local store")));
        });
}

void TraceTasks::run(
    QString activity, const QFuture<Result<std::uint64_t>>& work, std::function<void(std::uint64_t)> finish) {
    m_activity = std::move(activity);
    m_finish = std::move(finish);
    m_watcher.setFuture(work);
    Q_EMIT busyChanged();
}

void TraceTasks::finish() {
    Q_EMIT busyChanged();
    // A cancelled future ends without a result.
    const auto result = m_watcher.future().resultCount() > 0
        ? m_watcher.result()
        : Result<std::uint64_t>(failure(ErrorCode::Cancelled, tr("Cancelled")));
    if (result)
        m_finish(*result);
    else if (result.error().code == ErrorCode::Cancelled)
        Q_EMIT done(tr("Cancelled"));
    else
        Q_EMIT failed(result.error());
}

} // namespace spanglass
