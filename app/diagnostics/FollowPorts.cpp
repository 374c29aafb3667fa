#include "app/diagnostics/FollowPorts.h"

#include "services/core/SetupTables.h"
#include "services/setup/SetupSession.h"
#include "services/setup/proof/ProofSearch.h"

namespace spanglass {

namespace {

/// Where the plan's traces go; nothing when it does not tell.
std::optional<TraceLocation> locationOf(const SetupPlan& plan, const QString& spansTable) {
    if (plan.catalog.isEmpty() || plan.schema.isEmpty())
        return {};
    TraceLocation location{.catalog = plan.catalog,
        .schema = plan.schema,
        .prefix = plan.form == TraceTableForm::TablePrefix ? plan.tablePrefix : QString(),
        .spansTable = spansTable.isEmpty() ? plannedTables(plan).spans : spansTable,
        .logsTable = {},
        .annotationsTable = {}};
    return location;
}

} // namespace

WayPorts followPorts(CheckContext& context, TraceId trace) {
    const CheckPorts& ports = context.ports();
    WayPorts out{.store = ports.store,
        .forward = ports.program.forward,
        .spansTable = context.subject().spansTable,
        .isCancelled = [&context] { return context.isCancelled(); }};
    if (!ports.connection)
        return out;
    const auto found = context.api();
    if (!found) {
        out.problem = found.error();
        return out;
    }
    const CheckPorts::Api api = *found;
    const SetupPlan plan = context.plan();
    const auto location = locationOf(plan, out.spansTable);
    if (location)
        out.spansTable = location->spansTable;
    if (!plan.warehouseId.isEmpty())
        out.warehouse = ports.warehouse(api, plan.warehouseId);
    if (plan.experimentId.isEmpty() || !location)
        return out;
    out.search = [&context, api, plan, at = *location, trace](UnixNanos start) -> Result<bool> {
        SetupSession session(
            {.api = api, .thread = context.ports().auth.thread, .warehouse = {}, .isCancelled = [&context] {
                 return context.isCancelled();
             }});
        const auto shows = searchWorkspace({plan.experimentId, at, plan.warehouseId, trace, start}, session);
        if (!shows)
            return std::unexpected(Error(shows.error()));
        return *shows != FoundBy::Nothing;
    };
    return out;
}

} // namespace spanglass
