#pragma once

#include "services/core/StoreControl.h"

#include <QFutureWatcher>
#include <QObject>

namespace spanglass {

/// Deletes traces, one lot at a time, with a way to stop it. GUI thread. The asking before a deletion is the view's.
class TraceDeletion : public QObject {
    Q_OBJECT
public:
    explicit TraceDeletion(StoreControl& store, QObject* parent = nullptr);

    void start(const std::vector<TraceId>& traces);
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
    void finish();

    StoreControl& m_store;
    std::vector<TraceId> m_traces;
    QFutureWatcher<Result<std::uint64_t>> m_watcher;
    QString m_activity;
};

} // namespace spanglass
