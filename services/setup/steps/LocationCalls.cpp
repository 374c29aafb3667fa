#include "services/setup/steps/LocationCalls.h"

#include "services/core/SetupNames.h"
#include "services/setup/CallText.h"
#include "services/setup/ExperimentOf.h"
#include "services/setup/LocationFaults.h"
#include "services/setup/PlanCalls.h"

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

std::function<Error(const ApiError&)> inWords(const SetupPlan& plan) {
    return [plan](const ApiError& error) { return locationFailure(error, plan); };
}

SetupOffer offerOf(TraceTableForm form, const QString& label, SetupPlan plan) {
    plan.form = form;
    plan.tablePrefix.clear();
    return {label, plan};
}

void addStatements(StepView& view, const PresentTables& present, SetupSession& session) {
    const SetupPlan plan = view.report.learned;
    for (const auto& [name, table] : present.tables) {
        if (table)
            continue;
        PlannedCall create;
        create.call = sqlCall(
            u"Make the table %1"_s.arg(name), createTraceTable(name, present.kindOf(name), TableShape::Generation::V1));
        create.isDone = [plan, name = name, &session] {
            const auto now = presentTables(plan, session);
            return now && now->has(name);
        };
        create.explain = inWords(plan);
        view.add(std::move(create));
    }
}

} // namespace

void addMakingCalls(StepView& view, const PresentTables& present, SetupSession& session) {
    const SetupPlan plan = view.report.learned;
    if (plan.form == TraceTableForm::ByHand)
        return addStatements(view, present, session);
    PlannedCall make;
    make.call = makeTablesCall(plan);
    make.deadline = session.pace().longCall;
    make.isDone = [plan, &session] {
        const auto now = presentTables(plan, session);
        return now && now->isComplete();
    };
    make.explain = inWords(plan);
    if (plan.form == TraceTableForm::TablePrefix)
        make.otherwise = {offerOf(TraceTableForm::SchemaLinked, u"Use the older form"_s, plan)};
    else
        make.otherwise = {offerOf(TraceTableForm::ByHand, u"Make the tables by hand, with CREATE TABLE"_s, plan)};
    view.add(std::move(make));
}

void addLinkCall(StepView& view, bool made, SetupSession& session) {
    const SetupPlan plan = view.report.learned;
    PlannedCall link;
    link.call = linkCall(plan);
    link.undo = unlinkCall(plan);
    if (made)
        link.introduction = makeTablesCall(plan);
    link.deadline = session.pace().longCall;
    link.isDone = [plan, &session] {
        const auto now = experimentOf(plan, session);
        return now && *now && (*now)->traceLocation && (*now)->traceLocation->catalog == plan.catalog
            && (*now)->traceLocation->schema == plan.schema;
    };
    link.explain = inWords(plan);
    SetupPlan other = plan;
    other.experimentName = nextExperimentName(plan.experimentName);
    other.experimentId.clear();
    if (other.tablePrefix == plan.experimentId)
        other.tablePrefix.clear();
    link.otherwise = {{u"Use a new experiment %1"_s.arg(other.experimentName), other}};
    if (plan.form == TraceTableForm::TablePrefix) {
        other.bindsWhenMade = true;
        link.otherwise.append(
            {u"Make a new experiment %1 that is bound from the start"_s.arg(other.experimentName), other});
    }
    view.add(std::move(link));
}

} // namespace spanglass
