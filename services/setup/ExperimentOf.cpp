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

std::optional<bool> holdsTraces(const Experiment& experiment, SetupSession& session) {
    MlflowTraceQuery query;
    query.experimentIds = {experiment.id};
    query.maxResults = 1;
    const auto page = session.wait(session.traces().search(query));
    return page ? std::optional(!page->traces.isEmpty()) : std::nullopt;
}

} // namespace spanglass
