#include "services/setup/steps/ExperimentWork.h"

#include "services/core/SetupNames.h"
#include "services/setup/Availability.h"
#include "services/setup/ExperimentOf.h"
#include "services/setup/PlanCalls.h"

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

/// Confirmed: sdk-py service/workspace.py (get-status, mkdirs, which makes what is missing above too).
ApiOutcome<bool> hasFolder(const QString& path, SetupSession& session) {
    if (path == "/"_L1)
        return true;
    const auto answer
        = session.send(ApiRequest{.path = u"/api/2.0/workspace/get-status"_s, .query = {{u"path"_s, path}}});
    if (answer)
        return true;
    if (answer.error().code == ErrorCode::NotFound)
        return false;
    return std::unexpected(answer.error());
}

Error folderFailure(const ApiError& error, const QString& folder) {
    if (error.code != ErrorCode::NotAllowed)
        return error;
    return {error.code, u"You may not make the folder %1."_s.arg(folder),
        u"Use a name under /Shared or under your own folder in /Users, or ask for the folder."_s};
}

void planFolder(StepView& view, const QString& folder, SetupSession& session) {
    view.find(folder, SetupState::ToDo, u"The folder is not there."_s);
    PlannedCall make;
    make.call = makeFolderCall(folder);
    make.isDone = [folder, &session] {
        const auto there = hasFolder(folder, session);
        return there && *there;
    };
    make.explain = [folder](const ApiError& error) { return folderFailure(error, folder); };
    view.add(std::move(make));
}

void planExperiment(StepView& view, const SetupPlan& plan, SetupSession& session) {
    view.find(plan.experimentName, SetupState::ToDo, u"There is no experiment of this name."_s);
    PlannedCall create;
    create.call = createExperimentCall(plan);
    if (plan.bindsWhenMade) {
        create.deadline = session.pace().longCall; // it makes tables
        SetupPlan apart = plan;
        apart.bindsWhenMade = false;
        create.otherwise = {{u"Make the experiment and bind it afterwards"_s, apart}};
        view.report.cautions
            << u"The experiment is bound to its trace tables in %1.%2 for good, by the call that makes it."_s.arg(
                   plan.catalog, plan.schema);
    }
    create.isDone = [plan, &session] {
        const auto there = experimentOf(plan, session);
        return there && *there && !(*there)->deleted;
    };
    view.add(std::move(create));
}

QString otherName(const SetupPlan& plan) { return nextExperimentName(plan.experimentName); }

void offerOther(StepView& view, const SetupPlan& plan) {
    SetupPlan other = plan;
    other.experimentName = otherName(plan);
    other.experimentId.clear();
    other.bindsWhenMade = false; // a call that was refused may leave a deleted experiment behind
    view.offer(u"Use a new experiment %1"_s.arg(other.experimentName), other);
}

/// What linking will do, in the form that the plan asks for, or that the workspace has.
std::optional<TraceTableForm> tellLinking(StepView& view, const SetupPlan& plan, SetupSession& session) {
    const auto form = plan.form == TraceTableForm::Newest ? newestForm(session) : std::optional(plan.form);
    if (!form)
        view.find(u"Linking"_s, SetupState::Uncertain,
            u"The workspace did not say which form of trace tables it has, and so whether linking is for good."_s);
    else if (*form == TraceTableForm::TablePrefix)
        view.find(u"Linking"_s, SetupState::Done,
            u"In the form with a table prefix, which is the newer one, it will be bound to its tables for good."_s);
    else
        view.find(u"Linking"_s, SetupState::Done,
            u"In the form with one set of tables for each schema, which is the older one, the link can be taken back."_s);
    return form;
}

void tellOwnTraces(StepView& view, const SetupPlan& plan, const Experiment& found, std::optional<TraceTableForm> form,
    SetupSession& session) {
    const auto holds = holdsTraces(found, session);
    if (!holds)
        return view.find(u"Traces"_s, SetupState::Uncertain,
            u"It could not be found out whether it holds traces of its own."_s,
            u"The older form would hide them while it is linked; the newer form takes only an experiment without any."_s);
    if (!*holds)
        return view.find(u"Traces"_s, SetupState::Done, u"It holds none, so none are hidden by linking it."_s);
    view.find(u"Traces"_s, SetupState::Done, u"It holds traces of its own, outside Unity Catalog."_s);
    if (form.value_or(TraceTableForm::TablePrefix) == TraceTableForm::TablePrefix)
        view.report.cautions
            << u"The form with a table prefix takes only an experiment without traces: use a new one, such as %1, or "
               "the older form."_s.arg(otherName(plan));
    if (form.value_or(TraceTableForm::SchemaLinked) != TraceTableForm::TablePrefix)
        view.report.cautions << u"The older form hides the traces that it holds now until the link is taken back."_s;
    offerOther(view, plan);
}

void tellContents(StepView& view, const SetupPlan& plan, const Experiment& found, SetupSession& session) {
    view.find(found.name, SetupState::Done, u"It is there, with the id %1."_s.arg(found.id));
    if (plan.mlflowServer)
        return;
    if (found.traceLocation) {
        const TraceLocation& at = *found.traceLocation;
        view.find(u"Traces"_s, SetupState::Done,
            at.prefix.isEmpty()
                ? u"Its traces go to the tables of the schema %1; this link can be taken back."_s.arg(at.path())
                : u"Its traces go to the tables %1_...; this link is for good."_s.arg(at.path()));
        return;
    }
    const auto form = tellLinking(view, plan, session);
    tellOwnTraces(view, plan, found, form, session);
}

} // namespace

StepView ExperimentWork::look(const SetupPlan& plan, SetupSession& session) const {
    StepView view(SetupStep::Experiment, plan);
    session.say(u"Looking for the experiment"_s);
    const QString wrong
        = plan.mlflowServer || !plan.experimentId.isEmpty() ? QString() : experimentNameProblem(plan.experimentName);
    if (!wrong.isEmpty() || (plan.experimentId.isEmpty() && plan.experimentName.trimmed().isEmpty()))
        return view.block(Error{ErrorCode::BadInput, wrong.isEmpty() ? u"An experiment needs a name."_s : wrong,
            u"Give it another name."_s});
    const auto found = experimentOf(plan, session);
    if (!found)
        return view.block(found.error());
    if (*found && (*found)->deleted) {
        offerOther(view, plan);
        return view.block(Error{ErrorCode::Conflict,
            u"A deleted experiment (id %1) still holds the name %2."_s.arg((*found)->id, (*found)->name),
            u"Use another name, such as %1, or restore it in the workspace."_s.arg(otherName(plan))});
    }
    if (*found) {
        view.report.learned.experimentId = (*found)->id;
        view.report.learned.experimentName = (*found)->name;
        tellContents(view, plan, **found, session);
        return view.settle(u"The experiment %1 is there."_s.arg((*found)->name),
            u"The experiment %1 is there; something about it could not be made sure."_s.arg((*found)->name));
    }
    view.report.learned.experimentId.clear();
    if (plan.experimentName.isEmpty())
        return view.block(Error{ErrorCode::NotFound, u"There is no experiment with the id %1."_s.arg(plan.experimentId),
            u"Choose it by its name."_s});
    if (!plan.mlflowServer) {
        const QString folder = experimentFolder(plan.experimentName);
        const auto there = hasFolder(folder, session);
        if (!there && there.error().code == ErrorCode::Cancelled)
            return view.block(there.error());
        if (!there)
            view.find(folder, SetupState::Uncertain, u"It could not be found out whether the folder is there."_s);
        else if (!*there)
            planFolder(view, folder, session);
    }
    planExperiment(view, plan, session);
    if (!plan.mlflowServer)
        tellLinking(view, plan, session);
    return view.settle({}, u"The experiment %1 is to be created."_s.arg(plan.experimentName));
}

} // namespace spanglass
