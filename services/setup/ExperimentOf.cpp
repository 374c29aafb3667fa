#include "services/setup/ExperimentOf.h"

namespace spanglass {

ApiOutcome<std::optional<Experiment>> experimentOf(const SetupPlan& plan, SetupSession& session) {
    const auto read = [](ApiOutcome<Experiment> answer) -> ApiOutcome<std::optional<Experiment>> {
        if (answer)
            return std::optional(*std::move(answer));
        if (answer.error().code == ErrorCode::NotFound && answer.error().fault.errorCode != u"ENDPOINT_NOT_FOUND")
            return std::nullopt;
        return std::unexpected(answer.error());
    };
    if (!plan.experimentId.isEmpty()) {
        auto byId = read(session.wait(session.experiments().byId(plan.experimentId)));
        const bool meant = byId && *byId
            && (plan.experimentName.isEmpty() || sameExperimentName((*byId)->name, plan.experimentName));
        if (!byId || meant || plan.experimentName.isEmpty())
            return byId;
    }
    if (plan.experimentName.isEmpty())
        return std::nullopt;
    return read(session.wait(session.experiments().byName(plan.experimentName)));
}

SetupPlan following(SetupPlan plan, const TraceLocation& at) {
    plan.catalog = at.catalog;
    plan.schema = at.schema;
    plan.tablePrefix = at.prefix;
    if (!at.prefix.isEmpty())
        plan.form = TraceTableForm::TablePrefix;
    else if (plan.form != TraceTableForm::ByHand)
        plan.form = TraceTableForm::SchemaLinked;
    return plan;
}

ApiOutcome<SetupPlan> followingLink(const SetupPlan& plan, SetupSession& session) {
    if (plan.form != TraceTableForm::Newest
        && (plan.form != TraceTableForm::TablePrefix || !plan.tablePrefix.isEmpty()))
        return plan;
    const auto experiment = experimentOf(plan, session);
    if (!experiment)
        return std::unexpected(experiment.error());
    if (!*experiment)
        return plan;
    SetupPlan out = plan;
    out.experimentId = (*experiment)->id;
    return (*experiment)->traceLocation ? following(out, *(*experiment)->traceLocation) : out;
}

std::optional<bool> holdsTraces(const Experiment& experiment, SetupSession& session) {
    MlflowTraceQuery query;
    query.experimentIds = {experiment.id};
    query.maxResults = 1;
    const auto page = session.wait(session.traces().search(query));
    return page ? std::optional(!page->traces.isEmpty()) : std::nullopt;
}

} // namespace spanglass
