#include "services/diagnostics/location/LocationChecks.h"

#include "services/diagnostics/CheckContext.h"
#include "services/diagnostics/tables/SubjectTables.h"
#include "services/diagnostics/workspace/StepOutcome.h"
#include "services/mlflow/ExperimentClient.h"
#include "services/mlflow/MlflowTraces.h"

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

bool same(const QString& a, const QString& b) { return a.compare(b, Qt::CaseInsensitive) == 0; }

bool hasExperiment(const SetupPlan& plan) { return !plan.experimentId.isEmpty() || !plan.experimentName.isEmpty(); }

/// As the workspace has it now; asked once.
ApiOutcome<Experiment> experiment(CheckContext& context) {
    return context.once<ApiOutcome<Experiment>>(u"experiment"_s, [&]() -> ApiOutcome<Experiment> {
        const auto api = context.api();
        if (!api)
            return std::unexpected(ApiError{api.error(), {}});
        const SetupPlan plan = context.plan();
        ExperimentClient client(**api, context.ports().auth.thread);
        return context.wait(
            plan.experimentId.isEmpty() ? client.byName(plan.experimentName) : client.byId(plan.experimentId));
    });
}

/// Set when there is no bound experiment to look at.
std::optional<CheckResult> unbound(CheckContext& context, const ApiOutcome<Experiment>& found) {
    if (!hasExperiment(context.plan()))
        return notApplicable(u"No experiment is named."_s);
    if (context.plan().mlflowServer)
        return notApplicable(u"An MLflow server keeps its traces itself."_s);
    if (!found)
        return couldNotLook(found.error());
    return std::nullopt;
}

CheckResult lookAtExperiment(CheckContext& context) {
    if (!hasExperiment(context.plan()))
        return notApplicable(u"No experiment is named."_s);
    const auto report = context.step(SetupStep::Experiment);
    return outcomeOf(report,
        {u"The experiment is there."_s, u"The experiment is not there."_s, u"Make the experiment..."_s},
        [](const SetupFinding& each) { return each.subject != "Traces"_L1 && each.subject != "Linking"_L1; });
}

CheckResult lookAtLink(CheckContext& context) {
    const auto found = experiment(context);
    if (const auto without = unbound(context, found))
        return *without;
    if (found->traceLocation)
        return fine(u"Its traces go to %1."_s.arg(found->traceLocation->path()))
            .see(u"Spans"_s, found->traceLocation->spansTable)
            .see(u"Logs"_s, found->traceLocation->logsTable)
            .see(u"Annotations"_s, found->traceLocation->annotationsTable);
    if (context.plan().catalog.isEmpty())
        return notApplicable(u"The experiment keeps its traces in its own store, and no tables are named."_s);
    Outcome out = outcomeOf(context.step(SetupStep::Location),
        {u"The experiment is bound to its tables."_s, u"The experiment is not bound to trace tables."_s,
            u"Bind the experiment..."_s});
    if (out.status == CheckStatus::Failed)
        out.cause
            = u"Its traces stay in its own store, and what is sent to the tables does not show in it. "_s + out.cause;
    return out;
}

CheckResult lookAtDestination(CheckContext& context) {
    const auto found = experiment(context);
    if (const auto without = unbound(context, found))
        return *without;
    if (!found->traceLocation)
        return notApplicable(u"The experiment is not bound to tables."_s);
    const TraceLocation& at = *found->traceLocation;
    const SetupPlan& asked = context.subject().plan;
    const QString& table = context.subject().spansTable;
    const bool otherPlace = (!asked.catalog.isEmpty() && !same(asked.catalog, at.catalog))
        || (!asked.schema.isEmpty() && !same(asked.schema, at.schema))
        || (!asked.tablePrefix.isEmpty() && !same(asked.tablePrefix, at.prefix));
    if (!otherPlace && (table.isEmpty() || same(table, at.spansTable)))
        return fine(u"The experiment shows the tables that are meant."_s).see(u"Spans"_s, at.spansTable);
    const QString meant = table.isEmpty() ? spansTableOf(context) : table;
    return failed(u"The experiment shows other tables than those that are meant."_s,
        u"Its trace destination exists already: %1. What is sent to %2 never shows in it."_s.arg(at.spansTable, meant))
        .advise(u"Send to %1, or use another experiment for %2."_s.arg(at.spansTable, meant))
        .offer({u"Open Setup"_s, ProgramRemedy{ProgramRemedy::What::OpenSetup}})
        .see(u"Bound to"_s, at.spansTable)
        .see(u"Meant"_s, meant);
}

CheckResult lookAtHidden(CheckContext& context) {
    const auto found = experiment(context);
    if (const auto without = unbound(context, found))
        return *without;
    if (found->traceLocation && !found->traceLocation->prefix.isEmpty())
        return notApplicable(u"This kind of binding takes only experiments without traces of their own."_s);
    if (found->traceLocation)
        return couldNotLook(u"A bound experiment answers with its tables alone; no call tells what it held before."_s)
            .advise(u"Traces from before the binding show again when the link is taken back."_s);
    if (context.plan().catalog.isEmpty())
        return notApplicable(u"The experiment shows its own store."_s);
    MlflowTraceQuery query;
    query.experimentIds = {found->id};
    query.maxResults = 1;
    const auto api = context.api();
    const auto page = context.wait(MlflowTraces(**api, context.ports().auth.thread).search(query));
    if (!page)
        return couldNotLook(page.error());
    if (page->traces.isEmpty())
        return fine(u"It holds no traces that binding would hide."_s);
    return warned(u"Binding the experiment hides traces, or is refused."_s,
        u"It holds traces of its own: the older form hides them, and the newer one takes only an experiment without."_s)
        .advise(u"Use a new experiment for the tables."_s)
        .see(u"Newest of its own"_s, page->traces.first().id);
}

} // namespace

CheckList locationChecks() {
    using enum CheckStage;
    return {
        {{.id = u"location.experiment"_s,
             .stage = Location,
             .title = u"The experiment is there"_s,
             .looksAt = u"The experiment by its id or name."_s,
             .why = u"Traces for an experiment that is not there are refused, or land in a default one."_s},
            {u"identity.sign-in"_s}, &lookAtExperiment},
        {{.id = u"location.link"_s,
             .stage = Location,
             .title = u"Its traces go to tables"_s,
             .looksAt = u"What the experiment says of its trace destination."_s,
             .why = u"An experiment without one shows nothing of what is sent to tables."_s},
            {u"location.experiment"_s, u"offer.form"_s}, &lookAtLink},
        {{.id = u"location.destination"_s,
             .stage = Location,
             .title = u"They are the tables that are meant"_s,
             .looksAt = u"The experiment's destination, against the plan and the table that are looked into."_s,
             .why = u"Spans that are sent to other tables never show in the experiment."_s},
            {u"location.experiment"_s}, &lookAtDestination},
        {{.id = u"location.hidden"_s,
             .stage = Location,
             .title = u"No older traces are hidden"_s,
             .looksAt = u"Whether the experiment's own store holds traces."_s,
             .why = u"Once it is bound to tables, an experiment shows these alone."_s},
            {u"location.experiment"_s}, &lookAtHidden},
    };
}

} // namespace spanglass
