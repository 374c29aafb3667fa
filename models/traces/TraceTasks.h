#pragma once

#include "services/core/StoreControl.h"
#include "services/core/TraceKeeper.h"

#include <QFutureWatcher>
#include <QObject>

#include <functional>

namespace spanglass {

struct TracePlace;

/// What is done to chosen traces: deleting them, or keeping copies of them in the local store. One thing at a time,
/// with a way to stop it. GUI thread. The asking before a deletion is the view's.
class TraceTasks : public QObject {
    Q_OBJECT
public:
    explicit TraceTasks(const TracePlace& place, QObject* parent = nullptr);

    bool canDelete() const { return m_store; }
    bool canKeep() const { return m_keeper; }
    void deleteTraces(const std::vector<TraceId>& traces);
    void keep(const std::vector<TraceId>& traces);
    void cancel() { m_watcher.cancel(); }
    bool isBusy() const { return m_watcher.isRunning(); }
    /// "Deleting 12 traces…"
    const QString& activity() const { return m_activity; }

Q_SIGNALS:
    void busyChanged();
    void done(const QString& sentence);
    void failed(const spanglass::Error& error);
    void deleted(const std::vector<spanglass::TraceId>& traces);

private:
    void run(QString activity, const QFuture<Result<std::uint64_t>>& work, std::function<void(std::uint64_t)> finish);
    void finish();

    StoreControl* m_store;
    TraceKeeper* m_keeper;
    std::function<void(std::uint64_t)> m_finish;
    QFutureWatcher<Result<std::uint64_t>> m_watcher;
    QString m_activity;
};

} // namespace spanglass
