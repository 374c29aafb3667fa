#include "services/setup/steps/LocationWork.h"

#include "services/core/SetupNames.h"
#include "services/core/SetupTables.h"
#include "services/setup/Availability.h"
#include "services/setup/ExperimentOf.h"
#include "services/setup/steps/LocationCalls.h"
#include "services/setup/tables/PresentTables.h"
#include "services/warehouse/tables/TraceTables.h"

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

bool same(const QString& a, const QString& b) { return a.compare(b, Qt::CaseInsensitive) == 0; }

SetupPlan withNewExperiment(SetupPlan plan) {
    plan.experimentName = nextExperimentName(plan.experimentName);
    plan.experimentId.clear();
    return plan;
}

bool isWanted(const SetupPlan& plan, const TraceLocation& at) {
    if (!same(plan.catalog, at.catalog) || !same(plan.schema, at.schema))
        return false;
    switch (plan.form) {
    case TraceTableForm::Newest:
        return true;
    case TraceTableForm::TablePrefix:
        return !at.prefix.isEmpty() && (plan.tablePrefix.isEmpty() || same(plan.tablePrefix, at.prefix));
    default:
        return at.prefix.isEmpty();
    }
}

void tellForm(StepView& view, const SetupPlan& plan) {
    if (plan.form == TraceTableForm::TablePrefix) {
        view.find(u"Form"_s, SetupState::Done, u"Tables by prefix (v2, with annotations): the newer form."_s);
        view.report.cautions
            << u"This binds the experiment to its tables for good: neither the binding nor the prefix can be changed "
               "afterwards."_s;
    } else {
        view.find(u"Form"_s, SetupState::Done,
            plan.form == TraceTableForm::ByHand
                ? u"Tables of fixed names (v1), made by CREATE TABLE statements: the older form, by hand."_s
                : u"Tables of fixed names in the schema (v1): the older form."_s);
        view.report.cautions << u"This link can be taken back: the experiment then shows the traces of its own store "
                                "again, and the tables stay."_s;
    }
}

/// Chooses the form when the plan leaves it open. False when something is in the way.
bool chooseForm(StepView& view, SetupSession& session) {
    SetupPlan& plan = view.report.learned;
    if (plan.form == TraceTableForm::Newest) {
        const auto form = newestForm(session);
        if (!form)
            view.find(u"Form"_s, SetupState::Uncertain,
                u"The workspace did not say which form it has; the newer one is tried first."_s);
        plan.form = form.value_or(TraceTableForm::TablePrefix);
    }
    if (const QString wrong = tablePrefixProblem(plan.tablePrefix);
        plan.form == TraceTableForm::TablePrefix && !wrong.isEmpty()) {
        view.block(Error{ErrorCode::BadInput, wrong, u"Give it another prefix, or none."_s});
        return false;
    }
    if (plan.form == TraceTableForm::TablePrefix && plan.tablePrefix.isEmpty())
        plan.tablePrefix = plan.experimentId;
    tellForm(view, plan);
    return true;
}

/// Tables that are there already are taken over when their version is stamped on them, and are in the way otherwise.
void tellTables(StepView& view, const PresentTables& present) {
    const QString expected = generationOf(view.report.learned.form) == TableShape::Generation::V1 ? u"v1"_s : u"v2"_s;
    for (const auto& [name, table] : present.tables) {
        if (!table)
            continue;
        const QString version = table->properties.value(u"otel.schemaVersion"_s);
        if (table->type != "MANAGED"_L1)
            view.find(name, SetupState::Blocked,
                u"%1 is a %2, which is in the way of the trace table."_s.arg(name, table->type),
                u"Choose another prefix or schema, or rename it."_s);
        else if (version != expected)
            view.find(name, SetupState::Blocked,
                u"%1 is there already, and %2."_s.arg(name,
                    version.isEmpty() ? u"has no version stamp, as tables made by hand"_s
                                      : u"is of version %1"_s.arg(version)),
                u"Choose another prefix or schema, or rename it: ALTER TABLE %1 RENAME TO ..."_s.arg(
                    tableName(name.split(u'.'))));
        else
            view.find(name, SetupState::Done, u"The table is there already and is taken over."_s);
    }
}

void tellPresence(StepView& view, const PresentTables& present) {
    for (const auto& [name, table] : present.tables)
        view.find(name, table ? SetupState::Done : SetupState::ToDo,
            table ? u"The table is there."_s : u"The table is not there, or you may not see it."_s);
}

StepView judgeLink(StepView view, const Experiment& experiment, SetupSession& session) {
    SetupPlan& plan = view.report.learned;
    const TraceLocation& at = *experiment.traceLocation;
    if (!isWanted(plan, at)) {
        const SetupPlan asked = plan;
        if (const auto present = presentTables(following(asked, at), session))
            tellPresence(view, *present);
        view.offer(u"Use the existing destination %1"_s.arg(at.path()), following(asked, at));
        view.offer(u"Use a new experiment %1"_s.arg(nextExperimentName(experiment.name)), withNewExperiment(asked));
        return view.block(Error{ErrorCode::Conflict,
            u"Trace destination already exists: the traces of %1 go to %2."_s.arg(experiment.name, at.path()),
            u"Use that destination, or another experiment, such as %1."_s.arg(nextExperimentName(experiment.name))});
    }
    plan = following(plan, at);
    const auto present = presentTables(plan, session);
    if (!present)
        return view.block(present.error());
    view.find(experiment.name, SetupState::Done, u"Its traces go to %1."_s.arg(at.path()));
    tellPresence(view, *present);
    if (!present->isComplete())
        addMakingCalls(view, *present, session);
    return view.settle(u"The traces of %1 go to %2."_s.arg(experiment.name, at.path()),
        u"The traces of %1 go to %2, where tables are missing."_s.arg(experiment.name, at.path()));
}

} // namespace

StepView LocationWork::look(const SetupPlan& given, SetupSession& session) const {
    StepView view(SetupStep::Location, given);
    if (given.mlflowServer)
        return view.skip(u"An MLflow server keeps its traces itself."_s);
    session.say(u"Looking where the experiment's traces go"_s);
    if (given.catalog.isEmpty() || given.schema.isEmpty())
        return view.block(Error{ErrorCode::BadInput, u"No schema is chosen."_s, u"Choose a catalog and a schema."_s});
    const auto experiment = experimentOf(given, session);
    if (!experiment)
        return view.block(experiment.error());
    const bool there = *experiment && !(*experiment)->deleted;
    SetupPlan& plan = view.report.learned;
    plan.experimentId = there ? (*experiment)->id : QString();
    if (there) {
        plan.experimentName = (*experiment)->name;
        if ((*experiment)->traceLocation)
            return judgeLink(std::move(view), **experiment, session);
    }
    if (!chooseForm(view, session))
        return view;
    const bool prefixed = plan.form == TraceTableForm::TablePrefix;
    const auto holds = there ? holdsTraces(**experiment, session) : std::nullopt;
    if (holds == true && prefixed) {
        SetupPlan older = plan;
        older.form = TraceTableForm::SchemaLinked;
        older.tablePrefix.clear();
        SetupPlan fresh = withNewExperiment(plan);
        fresh.tablePrefix = given.tablePrefix;
        view.offer(u"Use a new experiment %1"_s.arg(fresh.experimentName), fresh);
        view.offer(u"Use the older form, which hides the present traces until it is taken back"_s, older);
        return view.block(Error{ErrorCode::Conflict,
            u"The experiment %1 holds traces, and the newer trace tables take only one without."_s.arg(
                plan.experimentName),
            u"Use a new experiment, such as %1."_s.arg(fresh.experimentName)});
    }
    if (holds == true)
        view.report.cautions << u"The traces that %1 holds now are hidden while it is linked."_s.arg(
            plan.experimentName);
    const auto present = presentTables(plan, session);
    if (!present)
        return view.block(present.error());
    tellTables(view, *present);
    const bool made = prefixed && present->isComplete(); // by a setup that was left before it bound the experiment
    if (!made)
        addMakingCalls(view, *present, session);
    addLinkCall(view, made, session);
    if (!there)
        view.waitsFor = u"Make the experiment first."_s;
    else if (plan.warehouseId.isEmpty())
        view.waitsFor = u"Choose the SQL warehouse first: it makes the tables."_s;
    return view.settle({},
        (made ? u"The trace tables are there in %1.%2, and the experiment is to be bound to them."_s
              : u"The trace tables are to be made in %1.%2, and the experiment is to be bound to them."_s)
            .arg(plan.catalog, plan.schema));
}

} // namespace spanglass
