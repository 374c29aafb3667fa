#pragma once

#include "models/workspace/Step.h"
#include "services/core/Ids.h"
#include "services/core/SetupControl.h"
#include "services/core/WorkspaceControl.h"

namespace spanglass {

class GuidedSetup;

/// Sends the test trace of a setup, follows it, and opens it. GUI thread.
class SetupProof final : public QObject {
    Q_OBJECT
public:
    /// `session` must outlive this.
    explicit SetupProof(GuidedSetup& session, QObject* parent = nullptr);
    ~SetupProof() override;

    /// Why nothing can be sent now, a sentence; empty when it can.
    QString obstacle() const;
    void start();
    void cancel();
    bool isBusy() const { return m_watcher != nullptr; }
    qint64 seconds() const { return m_watcher ? m_since.elapsed() / 1000 : 0; }
    QString progress() const;
    /// As last told; none before the first word.
    const std::optional<ProofReport>& report() const { return m_report; }
    /// Why it could not be followed at all.
    const std::optional<Error>& failure() const { return m_failure; }
    /// All there is to say, for a support case.
    QString text() const;

    /// Opens the place that holds the trace; opened() follows.
    void open();
    bool canOpen() const;
    bool isOpening() const { return m_experiments.isBusy() || m_tables.isBusy(); }
    qint64 openingSeconds() const { return m_experiments.isBusy() ? m_experiments.seconds() : m_tables.seconds(); }
    const std::optional<Error>& openProblem() const;

Q_SIGNALS:
    void changed();
    void opened(const QString& placeId, spanglass::TraceId trace);

private:
    void take(int index);
    void end();
    void drop();
    void findTables(const QList<Experiment>& list);
    void openPlace(const QString& spansTable);

    GuidedSetup& m_session;
    QFutureWatcher<Result<ProofReport>>* m_watcher = nullptr;
    QElapsedTimer m_since;
    SetupPlan m_plan; ///< that was proved
    std::optional<ProofReport> m_report;
    std::optional<Error> m_failure;
    std::optional<Error> m_openProblem;
    Step<QList<Experiment>> m_experiments;
    Step<QList<WorkspaceTable>> m_tables;
};

/// "Accepted", "In the table", ...
QString proofHopWords(ProofHop hop);
/// "passed", "not reached", ...
QString proofStateWords(ProofHopReport::State state);
/// Those that a trace will pass, before one is sent.
QList<ProofHopReport> waitingHops(bool mlflowServer);

} // namespace spanglass
