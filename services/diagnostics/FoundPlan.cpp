#include "services/diagnostics/FoundPlan.h"

#include "services/databricks/WarehouseClient.h"
#include "services/diagnostics/CheckContext.h"
#include "services/mlflow/ExperimentClient.h"

#include <algorithm>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

const auto SpansEnding = u"_otel_spans"_s;
const auto LinkedSpans = u"mlflow_experiment_trace_otel_spans"_s;

/// The names of the tables say of which form they are (databricks-api.md 3.0).
void followTable(SetupPlan& plan, const QString& spansTable) {
    const QStringList parts = spansTable.split(u'.');
    if (parts.size() != 3)
        return;
    plan.catalog = parts[0];
    plan.schema = parts[1];
    if (parts[2] == LinkedSpans) {
        plan.form = TraceTableForm::SchemaLinked;
    } else if (parts[2].endsWith(SpansEnding)) {
        plan.form = TraceTableForm::TablePrefix;
        plan.tablePrefix = parts[2].chopped(SpansEnding.size());
    }
}

void followExperiment(SetupPlan& plan, CheckContext& context, const CheckPorts::Api& api) {
    ExperimentClient experiments(*api, context.ports().auth.thread);
    const auto found = context.wait(
        plan.experimentId.isEmpty() ? experiments.byName(plan.experimentName) : experiments.byId(plan.experimentId));
    if (!found || found->deleted)
        return;
    plan.experimentId = found->id;
    plan.experimentName = found->name;
    if (!found->traceLocation || !plan.catalog.isEmpty())
        return;
    plan.catalog = found->traceLocation->catalog;
    plan.schema = found->traceLocation->schema;
    plan.tablePrefix = found->traceLocation->prefix;
    plan.form = plan.tablePrefix.isEmpty() ? TraceTableForm::SchemaLinked : TraceTableForm::TablePrefix;
}

/// The connection's own, else one that runs, so that nothing has to be started.
void chooseWarehouse(SetupPlan& plan, CheckContext& context, const CheckPorts::Api& api) {
    plan.warehouseId = api->connection().warehouseId;
    if (!plan.warehouseId.isEmpty())
        return;
    const auto list = context.wait(WarehouseClient(*api, context.ports().auth.thread).list());
    if (!list)
        return;
    const auto runs
        = [](const WarehouseInfo& each) { return each.state == WarehouseState::Running && !each.arrowOnly; };
    auto chosen = std::ranges::find_if(*list, runs);
    if (chosen == list->end())
        chosen = std::ranges::find(*list, false, &WarehouseInfo::arrowOnly);
    if (chosen == list->end())
        return;
    plan.warehouseId = chosen->id;
    plan.warehouseName = chosen->name;
}

} // namespace

SetupPlan foundPlan(CheckContext& context) {
    SetupPlan plan = context.subject().plan;
    plan.connectionId = context.subject().connectionId;
    if (!context.subject().spansTable.isEmpty())
        followTable(plan, context.subject().spansTable);
    const auto api = context.api();
    if (!api)
        return plan;
    plan.mlflowServer = (*api)->connection().kind == ConnectionKind::MlflowServer;
    if (!plan.experimentId.isEmpty() || !plan.experimentName.isEmpty())
        followExperiment(plan, context, *api);

    if (!plan.mlflowServer && !plan.catalog.isEmpty() && plan.warehouseId.isEmpty() && plan.warehouseName.isEmpty())
        chooseWarehouse(plan, context, *api);
    return plan;
}

} // namespace spanglass
