#pragma once

#include "services/core/DiagnosisControl.h"

#include <QElapsedTimer>
#include <QFutureWatcher>
#include <QSet>
#include <QTimer>

#include <chrono>
#include <optional>

namespace spanglass {

/// The checks as they stand: the last results of each, those of the run before to compare with, and the run that is
/// under way. Shows the latest kept run of a connection until something is run. GUI thread.
class DiagnosisRun final : public QObject {
    Q_OBJECT
public:
    /// `control` must outlive this.
    explicit DiagnosisRun(DiagnosisControl& control, QObject* parent = nullptr);
    ~DiagnosisRun() override;

    /// The kept run of this connection, unless results of it are shown already.
    void show(const QString& connectionId);
    void runAll(const DiagnosisSubject& subject);
    /// Those that failed or could not look. What was found for another subject is forgotten.
    void runFailed(const DiagnosisSubject& subject);
    void runOne(const DiagnosisSubject& subject, const QString& id);
    /// What has been found stays.
    void cancel();
    /// Repeats the checks that cost nothing: those that ask no SQL warehouse and send nothing.
    void watch(const DiagnosisSubject& subject, std::chrono::milliseconds every);
    void stopWatching();

    const DiagnosisReport& report() const { return m_report; }
    /// The run that results are compared with; null when there is none.
    const DiagnosisReport* before() const { return m_before ? &*m_before : nullptr; }
    CheckChange change(const QString& id) const;
    const CheckResult* result(const QString& id) const;
    const CheckInfo* info(const QString& id) const;
    /// Whether any result is there.
    bool hasResults() const;
    bool canRunFailed() const { return !isBusy() && !failedIds().isEmpty(); }
    /// Whether what is shown was found for this subject, with a test span or without.
    bool isOf(const DiagnosisSubject& subject) const;
    /// Running while it is looked at, unless a watch repeats it quietly.
    CheckStatus status(const QString& id) const;
    bool isBusy() const { return m_watcher != nullptr; }
    bool isWatching() const { return m_watchClock.isActive(); }
    QString progress() const;
    int done() const { return total() - static_cast<int>(m_pending.size()); }
    int total() const { return m_total; }
    qint64 seconds() const { return isBusy() ? m_since.elapsed() / 1000 : 0; }
    DiagnosisControl& control() const { return m_control; }

Q_SIGNALS:
    void changed();
    void finished();

private:
    void start(const DiagnosisSubject& subject, const QStringList& ids, bool quietly = false);
    void take(const DiagnosisReport& told);
    void end();
    void clear();
    QStringList failedIds() const;
    QStringList cheapIds() const;

    DiagnosisControl& m_control;
    DiagnosisReport m_report;
    std::optional<DiagnosisReport> m_before;
    DiagnosisSubject m_watched;
    QSet<QString> m_pending; ///< ids whose results the run under way has not told yet
    int m_total = 0; ///< of the run under way
    bool m_all = false; ///< it asks for all checks
    bool m_quiet = false; ///< it is a watch's
    QFutureWatcher<DiagnosisReport>* m_watcher = nullptr;
    QElapsedTimer m_since;
    QTimer m_watchClock;
};

} // namespace spanglass
