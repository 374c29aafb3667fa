#pragma once

#include "services/core/SetupControl.h"
#include "services/setup/SetupDraft.h"
#include "services/setup/SetupEngine.h"

namespace spanglass {

class Connections;
class PracticeHost;

/// Guided setup in the window's process. GUI thread.
class SetupDesk final : public SetupControl {
    Q_OBJECT
public:
    /// All must outlive this. `folder`: for the record and the draft.
    SetupDesk(Connections& connections, PracticeHost& practice, AuthThread& thread, const QString& folder,
        SetupPace pace = {}, QObject* parent = nullptr);
    ~SetupDesk() override;

    QFuture<Result<SetupStepReport>> probe(SetupPlan plan, SetupStep step) override;
    QFuture<Result<SetupStepReport>> apply(SetupPlan plan, SetupStep step, std::optional<Secret> secret) override;
    QFuture<Result<ProofReport>> prove(SetupPlan plan) override;
    QFuture<Result<QList<CatalogInfo>>> catalogs(QString connectionId) override;
    QFuture<Result<QList<SetupPrincipal>>> principals(QString connectionId, QString text) override;
    QFuture<Result<QList<MonitoredScorer>>> scorers(QString connectionId, QString experimentId) override;
    QFuture<Result<SetupCall>> previewScorer(QString connectionId, QString experimentId, ScorerChange change) override;
    QFuture<Result<QList<MonitoredScorer>>> changeScorer(
        QString connectionId, QString experimentId, ScorerChange change) override;
    QList<SetupRecordEntry> record() const override { return m_record.entries(); }
    QFuture<Result<>> undo(QString entryId) override;
    QString exportRecord() const override { return m_record.text(); }
    std::optional<Error> recordProblem() const override { return m_record.problem(); }
    QString exportPlan(const SetupPlan& plan, PlanFormat format) const override;
    Result<SetupPlan> readPlan(const QByteArray& json) const override;
    std::optional<SetupPlan> draft() const override { return m_draft.read(); }
    void keepDraft(const SetupPlan& plan) override { m_draft.write(plan); }
    void forgetDraft() override { m_draft.remove(); }

private:
    /// A future that nobody else has.
    QFuture<SetupEngine::Client> client(const QString& connectionId);
    /// The one that a change was made over; one to the same host where that one is gone.
    QString connectionOf(const SetupRecordEntry& entry) const;

    Connections& m_connections;
    PracticeHost& m_practice;
    SetupRecord m_record;
    SetupDraft m_draft;
    SetupEngine m_engine;
};

} // namespace spanglass
