#include "services/diagnostics/CheckContext.h"
#include "services/diagnostics/workspace/StepOutcome.h"
#include "services/diagnostics/workspace/WorkspaceChecks.h"
#include "services/mlflow/ExperimentClient.h"

#include <algorithm>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

/// Confirmed: mlflow tracing/databricks.py. Without it the monitoring job fails naming the tag (seed 003).
const auto WarehouseTag = u"mlflow.monitoring.sqlWarehouseId"_s;

bool hasExperiment(CheckContext& context) {
    return !context.plan().experimentId.isEmpty() && !context.plan().mlflowServer;
}

Result<QList<MonitoredScorer>> scorers(CheckContext& context) {
    using List = Result<QList<MonitoredScorer>>;
    return context.once<List>(u"scorers"_s, [&]() -> List {
        const auto api = context.api();
        if (!api)
            return std::unexpected(api.error());
        return context.ports().scorers(*api, context.plan().experimentId, [&] { return context.isCancelled(); });
    });
}

/// Built-in ones without settings of their own can be started by a plan.
SetupPlan started(SetupPlan plan, const QList<MonitoredScorer>& all) {
    plan.scorers.clear();
    for (const MonitoredScorer& each : all)
        if (each.sampleRate <= 0 && each.kind != "custom"_L1 && each.kind != "Guidelines"_L1)
            plan.scorers.append({.name = each.name, .builtin = each.kind, .sampleRate = 1.0, .filter = each.filter});
    if (plan.monitoringWarehouseId.isEmpty())
        plan.monitoringWarehouseId = plan.warehouseId;
    return plan;
}

CheckResult lookAtScorers(CheckContext& context) {
    if (!hasExperiment(context))
        return notApplicable(u"No experiment of a workspace is named."_s);
    const auto all = scorers(context);
    if (!all)
        return couldNotLook(all.error());
    if (all->isEmpty())
        return notApplicable(u"The experiment has no scorers."_s);
    QStringList idle;
    for (const MonitoredScorer& each : *all)
        if (each.sampleRate <= 0)
            idle << each.name;
    Outcome out = idle.isEmpty()
        ? fine(u"All %1 scorers are started."_s.arg(all->size()))
        : std::move(
            warned(u"Scorers are registered and not started."_s,
                u"%1 judge nothing: registering a scorer does not start it."_s.arg(idle.join(u", "_s)))
                .advise(
                    u"Start them with a sampling rate above 0: in Setup, page \"Monitoring\", or by scorer.start()."_s));
    if (const SetupPlan plan = started(context.plan(), *all); !idle.isEmpty() && !plan.scorers.isEmpty())
        out.offer({u"Start them..."_s, SetupRemedy{plan, SetupStep::Monitoring}});
    for (const MonitoredScorer& each : *all)
        out.see(each.name, u"%1, rate %2"_s.arg(each.kind, QString::number(each.sampleRate)));
    return out;
}

CheckResult lookAtWarehouse(CheckContext& context) {
    if (!hasExperiment(context))
        return notApplicable(u"No experiment of a workspace is named."_s);
    const auto all = scorers(context);
    if (!all)
        return couldNotLook(all.error());
    if (all->isEmpty())
        return notApplicable(u"The experiment has no scorers, so nothing reads its tables by itself."_s);
    const auto api = context.api();
    const auto experiment
        = context.wait(ExperimentClient(**api, context.ports().auth.thread).byId(context.plan().experimentId));
    if (!experiment)
        return couldNotLook(experiment.error());
    const QString id = experiment->tags.value(WarehouseTag);
    if (!experiment->traceLocation)
        return notApplicable(u"Scorers over an experiment's own store need no SQL warehouse."_s);
    if (!id.isEmpty())
        return fine(u"Monitoring reads with a SQL warehouse."_s).see(u"Warehouse"_s, id);
    SetupPlan plan = context.plan();
    plan.monitoringWarehouseId = plan.warehouseId;
    plan.scorers.clear();
    Outcome out
        = failed(u"Monitoring has no SQL warehouse."_s,
            u"The experiment does not name one (tag %1), so the monitoring job fails and judges nothing."_s.arg(
                WarehouseTag))
              .advise(
                  u"Name one: in Setup, page \"Monitoring\", or by set_databricks_monitoring_sql_warehouse_id()."_s);
    if (!plan.monitoringWarehouseId.isEmpty())
        out.offer({u"Let monitoring read..."_s, SetupRemedy{plan, SetupStep::Monitoring}});
    return out;
}

} // namespace

CheckList monitoringChecks() {
    using enum CheckStage;
    return {
        {{.id = u"monitoring.warehouse"_s,
             .stage = Monitoring,
             .title = u"Monitoring has a warehouse"_s,
             .looksAt = u"The SQL warehouse that the experiment names for its scorers."_s,
             .why = u"Without one the monitoring job fails."_s},
            {u"location.experiment"_s}, &lookAtWarehouse},
        {{.id = u"monitoring.scorers"_s,
             .stage = Monitoring,
             .title = u"Scorers are started"_s,
             .looksAt = u"The scorers of the experiment and their sampling rates."_s,
             .why = u"A registered scorer that is not started judges nothing."_s},
            {u"location.experiment"_s}, &lookAtScorers},
    };
}

} // namespace spanglass
