#pragma once

#include "services/core/DiagnosisControl.h"

#include <QElapsedTimer>
#include <QFutureWatcher>

namespace spanglass {

/// One trace that is followed along its way. GUI thread.
class WayFollow final : public QObject {
    Q_OBJECT
public:
    /// `control` must outlive this.
    explicit WayFollow(DiagnosisControl& control, QObject* parent = nullptr);
    ~WayFollow() override;

    /// What is wrong with such an id, in a sentence; empty when it is one.
    static QString idProblem(const QString& text);

    /// Looks anew where it is; takes the place of what is followed.
    void follow(const DiagnosisSubject& subject, const QString& traceId);
    void cancel();

    const TraceWay& way() const { return m_way; }
    bool isBusy() const { return m_watcher != nullptr; }
    bool wasCancelled() const { return m_cancelled; }
    QString progress() const { return m_watcher ? m_watcher->progressText() : QString(); }
    qint64 seconds() const { return isBusy() ? m_since.elapsed() / 1000 : 0; }

Q_SIGNALS:
    void changed();

private:
    void drop();

    DiagnosisControl& m_control;
    TraceWay m_way;
    QFutureWatcher<TraceWay>* m_watcher = nullptr;
    QElapsedTimer m_since;
    bool m_cancelled = false;
};

} // namespace spanglass
