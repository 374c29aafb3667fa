#include "services/setup/steps/MonitoringWork.h"

#include "services/setup/CallText.h"
#include "services/setup/ExperimentOf.h"
#include "services/setup/Scorers.h"
#include "services/setup/WarehouseOf.h"

#include <QLocale>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

using Json = nlohmann::json;

/// Confirmed: mlflow tracing/databricks.py. Without it the monitoring job fails naming the tag (seed 003).
const auto WarehouseTag = u"mlflow.monitoring.sqlWarehouseId"_s;

/// Asked for its scorers, it tells whether the workspace has the call at all. Assumed: no experiment has this id.
const auto NoExperiment = u"0"_s;

QString percent(double rate) { return QLocale::c().toString(rate * 100, 'g', 4) + u" %"_s; }

SetupCall tagCall(const QString& purpose, const QString& experimentId, const QString& value) {
    return restCall(purpose, "POST", u"/api/2.0/mlflow/experiments/set-experiment-tag"_s,
        Json{{"experiment_id", experimentId.toStdString()}, {"key", WarehouseTag.toStdString()},
            {"value", value.toStdString()}});
}

SetupCall untagCall(const QString& experimentId) {
    return restCall(u"Take the monitoring warehouse back"_s, "POST",
        u"/api/2.0/mlflow/experiments/delete-experiment-tag"_s,
        Json{{"experiment_id", experimentId.toStdString()}, {"key", WarehouseTag.toStdString()}});
}

/// Completes the plan that the view has learned. Of the plan's own warehouse the step Warehouse proves CAN USE.
void findWarehouse(StepView& view, SetupSession& session) {
    SetupPlan& plan = view.report.learned;
    const auto warehouse = warehouseOf(plan.monitoringWarehouseId, plan.monitoringWarehouseName, session);
    if (!warehouse) {
        const bool absent = warehouse.error().code == ErrorCode::NotFound;
        return view.find(u"Monitoring warehouse"_s, absent ? SetupState::Blocked : SetupState::Uncertain,
            absent
                ? u"There is no SQL warehouse with the id %1, or you may not see it."_s.arg(plan.monitoringWarehouseId)
                : u"It could not be looked at: %1"_s.arg(warehouse.error().message),
            absent ? u"Choose another SQL warehouse."_s : warehouse.error().remedy);
    }
    plan.monitoringWarehouseId = warehouse->id;
    plan.monitoringWarehouseName = warehouse->name;
    if (warehouse->id != plan.warehouseId)
        view.report.findings.append(ownUse(*warehouse, session));
}

void planWarehouse(StepView& view, const Experiment& experiment, SetupSession& session) {
    const SetupPlan plan = view.report.learned;
    const QString was = experiment.tags.value(WarehouseTag);
    const QString& name
        = plan.monitoringWarehouseName.isEmpty() ? plan.monitoringWarehouseId : plan.monitoringWarehouseName;
    if (was == plan.monitoringWarehouseId)
        return view.find(u"Monitoring warehouse"_s, SetupState::Done, u"Monitoring reads with %1."_s.arg(name));
    view.find(u"Monitoring warehouse"_s, SetupState::ToDo,
        was.isEmpty() ? u"The experiment names none, and without one the monitoring job fails."_s
                      : u"The experiment names another one, %1."_s.arg(was));
    PlannedCall call;
    call.call = tagCall(u"Let monitoring read with %1"_s.arg(name), experiment.id, plan.monitoringWarehouseId);
    call.undo = was.isEmpty() ? untagCall(experiment.id)
                              : tagCall(u"Let monitoring read with %1 again"_s.arg(was), experiment.id, was);
    call.isDone = [plan, &session] {
        const auto now = experimentOf(plan, session);
        return now && *now && (*now)->tags.value(WarehouseTag) == plan.monitoringWarehouseId;
    };
    call.looksAgain = true; // so that the list of scorers is read right before it is written
    view.add(std::move(call));
}

Experiment toBeMade(const SetupPlan& plan) {
    Experiment out;
    out.id = ExperimentIdMark;
    out.name = plan.experimentName;
    return out;
}

/// What is wrong with a planned scorer whatever is stored; empty when nothing is.
QString problemOf(const PlannedScorer& scorer) {
    if (scorer.name.trimmed().isEmpty())
        return u"A scorer needs a name."_s;
    if (scorer.builtin.isEmpty())
        return u"It names no built-in scorer; scorers of one's own code are registered from a notebook."_s;
    if (scorer.sampleRate < 0 || scorer.sampleRate > 1)
        return u"A sampling rate lies between 0 and 1."_s;
    if (scorer.builtin == "Guidelines"_L1 && scorer.guidelines.isEmpty())
        return u"It needs at least one guideline."_s;
    return {};
}

void tellOthers(StepView& view, const SetupPlan& plan, const StoredScorers& stored) {
    for (const Json& each : stored.entries) {
        const MonitoredScorer scorer = readScorer(each);
        if (std::ranges::any_of(plan.scorers, [&](const PlannedScorer& one) { return one.name == scorer.name; }))
            continue;
        view.find(scorer.name, SetupState::Done,
            scorer.sampleRate > 0
                ? u"Not of this plan, and left as it is: %1, judges %2 of the traces."_s.arg(
                    scorer.kind, percent(scorer.sampleRate))
                : u"Not of this plan, and left as it is: %1, registered but not started, so it judges nothing."_s.arg(
                    scorer.kind));
    }
}

/// Puts the scorer into `entries` as the plan wants it; says whether that is a change.
bool takeIn(StepView& view, std::vector<Json>& entries, const PlannedScorer& scorer) {
    if (const QString wrong = problemOf(scorer); !wrong.isEmpty()) {
        view.find(scorer.name, SetupState::Blocked, wrong, u"Change it on this page."_s);
        return false;
    }
    const auto it = std::ranges::find(entries, scorer.name, &scorerName);
    if (it == entries.end()) {
        view.find(scorer.name, SetupState::ToDo,
            scorer.sampleRate > 0 ? u"Not registered yet."_s
                                  : u"Not registered yet; with a rate of 0 it will be registered and judge nothing."_s);
        entries.push_back(scorerEntry(scorer));
        return true;
    }
    const MonitoredScorer there = readScorer(*it);
    if (!judgesAlike(*it, scorer)) {
        view.find(scorer.name, SetupState::Blocked,
            u"There is another scorer of this name, which judges otherwise (%1)."_s.arg(there.kind),
            u"Give yours another name, or delete the other one first."_s);
        return false;
    }
    if (there.sampleRate == scorer.sampleRate && there.filter == scorer.filter) {
        view.find(scorer.name, SetupState::Done,
            scorer.sampleRate > 0 ? u"Started; judges %1 of the traces."_s.arg(percent(scorer.sampleRate))
                                  : u"Registered but not started, as planned: it judges nothing."_s);
        return false;
    }
    view.find(scorer.name, SetupState::ToDo,
        there.sampleRate > 0 ? u"Started, with another rate or filter: %1%2."_s.arg(
            percent(there.sampleRate), there.filter.isEmpty() ? QString() : QString(u", "_s + there.filter))
                             : u"Registered but not started: it judges nothing until it is."_s);
    (*it)["sample_rate"] = scorer.sampleRate;
    if (scorer.filter.isEmpty())
        it->erase("filter_string");
    else
        (*it)["filter_string"] = scorer.filter.toStdString();
    return true;
}

void planScorers(StepView& view, const SetupPlan& plan, const Experiment& experiment, const StoredScorers& stored,
    SetupSession& session) {
    std::vector<Json> entries = stored.entries;
    bool changes = false;
    for (const PlannedScorer& each : plan.scorers)
        changes = takeIn(view, entries, each) || changes;
    tellOthers(view, plan, stored);
    if (entries.size() > MaxScorers)
        return view.find(u"Scorers"_s, SetupState::Blocked,
            u"An experiment may have %1 scorers, and these would be %2."_s.arg(MaxScorers).arg(entries.size()),
            u"Leave some out, or delete some first."_s);
    if (!changes)
        return;
    PlannedCall call = writeScorers(u"Register and start the scorers"_s, experiment.id, stored, entries, session);
    view.add(std::move(call));
    view.report.cautions
        << u"The workspace keeps the scorers as one list, which is written as a whole: what is not of this "
           "plan is sent along as it was read a moment before."_s
        << u"Scorers run a model over your traces, which is charged. First results come after 15 to 20 "
           "minutes."_s;
}

} // namespace

StepView MonitoringWork::look(const SetupPlan& plan, SetupSession& session) const {
    StepView view(SetupStep::Monitoring, plan);
    if (plan.mlflowServer || (plan.monitoringWarehouseId.isEmpty() && plan.scorers.isEmpty()))
        return view.skip(u"No monitoring is asked for."_s);
    session.say(u"Looking at the scorers"_s);
    const auto found = experimentOf(plan, session);
    if (!found)
        return view.block(found.error());
    const bool there = *found && !(*found)->deleted;
    const Experiment experiment = there ? **found : toBeMade(plan);
    const auto stored = storedScorers(there ? experiment.id : NoExperiment, session);
    if (!stored && stored.error().fault.errorCode == "ENDPOINT_NOT_FOUND"_L1)
        return view.block(Error{ErrorCode::NotFound, u"This workspace has no call for scheduled scorers."_s,
            u"Use the Python script, which goes the way that your version of MLflow knows."_s});
    if (!stored && there)
        return view.block(stored.error());
    if (!plan.monitoringWarehouseId.isEmpty()) {
        findWarehouse(view, session);
        planWarehouse(view, experiment, session);
    } else if (experiment.tags.value(WarehouseTag).isEmpty()) {
        view.find(u"Monitoring warehouse"_s, SetupState::Blocked,
            u"The experiment names none, and without one the monitoring job fails."_s, u"Choose one on this page."_s);
    }
    planScorers(view, plan, experiment, there ? *stored : StoredScorers(), session);
    if (!there)
        view.waitsFor = u"Monitoring begins once the experiment is there."_s;
    return view.settle(u"Monitoring is as planned."_s, there ? u"Monitoring is to be set up."_s : view.waitsFor);
}

} // namespace spanglass
