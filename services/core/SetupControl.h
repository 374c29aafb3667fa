#pragma once

#include "services/core/CatalogObjects.h"
#include "services/core/Secret.h"
#include "services/core/SetupReport.h"

#include <QFuture>
#include <QObject>

namespace spanglass {

/// A scorer as the workspace keeps it for an experiment.
struct MonitoredScorer {
    QString name;
    QString kind; ///< built-in class, or "custom"
    double sampleRate = 0; ///< 0: registered, not started
    QString filter;
};

/// What may be done to one scorer. A rate of 0 stops it.
struct ScorerChange {
    QString name;
    std::optional<double> sampleRate = {};
    bool remove = false;
};

enum class PlanFormat : std::uint8_t {
    Json, ///< what `spanglass setup --plan` takes
    Sql, ///< the statements; what only REST can do stands as comments
    Shell, ///< with the official CLI
};

/// Guided setup as the window sees it. Lives in the GUI thread; signals come there. Futures can be cancelled; their
/// progress text says what is being done. Connections, warehouses and names of catalogs are WorkspaceControl's.
class SetupControl : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    /// Looks how a step stands; reads only. Steps before it may be unfinished.
    virtual QFuture<Result<SetupStepReport>> probe(SetupPlan plan, SetupStep step) = 0;
    /// Sends what the probe showed, as far as it is still needed, and looks again. Safe to repeat. `secret`: what the
    /// collector app writes with. A failure of the work itself is the report's problem.
    virtual QFuture<Result<SetupStepReport>> apply(SetupPlan plan, SetupStep step, std::optional<Secret> secret = {})
        = 0;
    /// Sends a test trace and follows it. Each further result of the future takes the place of the one before.
    virtual QFuture<Result<ProofReport>> prove(SetupPlan plan) = 0;

    /// With what decides whether trace tables can be made in them.
    virtual QFuture<Result<QList<CatalogInfo>>> catalogs(QString connectionId) = 0;
    /// Users, groups, service principals, apps and serving endpoints whose name holds `text`; 50 at most.
    virtual QFuture<Result<QList<SetupPrincipal>>> principals(QString connectionId, QString text) = 0;
    virtual QFuture<Result<QList<MonitoredScorer>>> scorers(QString connectionId, QString experimentId) = 0;
    /// What changeScorer() would send as things stand; no text when it is so already.
    virtual QFuture<Result<SetupCall>> previewScorer(QString connectionId, QString experimentId, ScorerChange change)
        = 0;
    /// Gives all scorers as read back afterwards.
    virtual QFuture<Result<QList<MonitoredScorer>>> changeScorer(
        QString connectionId, QString experimentId, ScorerChange change)
        = 0;

    /// What was changed in setups on this machine, the latest first.
    virtual QList<SetupRecordEntry> record() const = 0;
    virtual QFuture<Result<>> undo(QString entryId) = 0;
    virtual QString exportRecord() const = 0;
    /// What is wrong with the file that keeps it; nothing when it is whole.
    virtual std::optional<Error> recordProblem() const = 0;

    virtual QString exportPlan(const SetupPlan& plan, PlanFormat format) const = 0;
    /// Of Json. BadInput names the line or key.
    virtual Result<SetupPlan> readPlan(const QByteArray& json) const = 0;
    /// The one that was left unfinished, if any; kept on disk.
    virtual std::optional<SetupPlan> draft() const = 0;
    virtual void keepDraft(const SetupPlan& plan) = 0;
    virtual void forgetDraft() = 0;

Q_SIGNALS:
    void recordChanged();
};

} // namespace spanglass
