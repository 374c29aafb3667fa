#include "services/setup/steps/TablesWork.h"

#include "services/setup/CallText.h"
#include "services/setup/ExperimentOf.h"
#include "services/setup/PlanCalls.h"
#include "services/setup/tables/PresentTables.h"
#include "services/warehouse/tables/TraceTables.h"

#include <algorithm>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

struct Checked {
    QString name; ///< full, unquoted
    TraceTableKind kind;
    TableShape::Generation generation;
    TableInfo table;

    QString quoted() const { return tableName(name.split(u'.')); }
    QString madeAnew() const {
        return u"DROP TABLE %1;\n%2;"_s.arg(quoted(), createTraceTable(name, kind, generation));
    }
};

std::vector<TableColumn> columnsOf(const TableInfo& table) {
    std::vector<TableColumn> out;
    for (const ColumnInfo& each : table.columns)
        out.push_back({each.name, each.typeText});
    return out;
}

std::vector<ShapeFinding> differencesOf(const Checked& one) {
    return columnDifferences(traceColumns(one.kind, one.generation), columnsOf(one.table));
}

/// What is missing at the top can be added without touching a row (confirmed: Databricks' SQL manual, ALTER TABLE ADD
/// COLUMNS).
bool canBeAdded(const ShapeFinding& finding) { return finding.found.isEmpty() && !finding.column.contains(u'.'); }

QString additionOf(const Checked& one, const std::vector<ShapeFinding>& missing) {
    QStringList columns;
    for (const ShapeFinding& each : missing)
        columns << tableName({each.column}) + u' ' + each.expected;
    return u"ALTER TABLE %1 ADD COLUMNS (%2)"_s.arg(one.quoted(), columns.join(u", "_s));
}

void tellColumns(StepView& view, const Checked& one, SetupSession& session) {
    std::vector<ShapeFinding> missing;
    const auto differences = differencesOf(one);
    for (const ShapeFinding& each : differences) {
        const bool added = canBeAdded(each);
        if (added)
            missing.push_back(each);
        view.find(u"%1: %2"_s.arg(one.name, each.column), added ? SetupState::ToDo : SetupState::Blocked,
            each.sentence(),
            added ? additionOf(one, {each})
                : each.found.isEmpty()
                ? u"ALTER TABLE %1 ADD COLUMNS (%2 %3)"_s.arg(one.quoted(), each.column, each.expected)
                : u"When it holds nothing that is needed, make it anew:\n"_s + one.madeAnew());
    }
    if (differences.empty())
        view.find(one.name, SetupState::Done,
            u"All %1 columns of a %2 are there."_s.arg(traceColumns(one.kind, one.generation).size())
                .arg(generationName(one.generation)));
    if (missing.empty())
        return;
    PlannedCall add;
    add.call = sqlCall(u"Add the missing columns of %1"_s.arg(one.name), additionOf(one, missing));
    add.isDone = [one, &session] {
        const QStringList parts = one.name.split(u'.');
        const auto now = session.wait(session.catalogs().table(parts[0], parts[1], parts[2]));
        const auto left = now ? differencesOf({one.name, one.kind, one.generation, *now}) : std::vector<ShapeFinding>();
        return now && std::ranges::none_of(left, canBeAdded);
    };
    view.add(std::move(add));
}

/// Assumed: the views over the tables, which trace search asks, are made where they lack when the tables are
/// registered, which may be done again; over tables without all columns they cannot be made.
void planViews(StepView& view, SetupSession& session) {
    const SetupPlan plan = view.report.learned;
    if (view.planned.empty() || plan.form == TraceTableForm::ByHand || plan.warehouseId.isEmpty())
        return;
    PlannedCall make;
    make.call = makeTablesCall(plan);
    make.call.purpose = u"Make the views over the tables"_s;
    make.deadline = session.pace().longCall;
    make.isDone = [plan, &session] { // what can be told: the tables are registered, since they are there
        const auto now = presentTables(plan, session);
        return now && now->isComplete();
    };
    view.add(std::move(make));
}

void tellProtection(StepView& view, const Checked& one) {
    const bool masked = std::ranges::any_of(one.table.columns, &ColumnInfo::masked);
    if (one.table.rowFilter || masked)
        view.find(u"%1: protection"_s.arg(one.name), SetupState::Uncertain,
            u"A %1 changes what readers see; traces may look incomplete."_s.arg(
                one.table.rowFilter ? u"row filter"_s : u"column mask"_s));
}

void tellReading(StepView& view, const Checked& one, const Result<SqlTable>& answer) {
    if (answer)
        return view.find(u"%1: reading"_s.arg(one.name), SetupState::Done, u"It can be read."_s);
    const Error& error = answer.error();
    const bool damaged = error.message.contains("incomplete complex type"_L1, Qt::CaseInsensitive);
    view.find(u"%1: reading"_s.arg(one.name),
        error.code == ErrorCode::NotAllowed ? SetupState::Uncertain : SetupState::Blocked, error.message,
        damaged ? u"Through another SQL warehouse:\n"_s + one.madeAnew() : error.remedy);
}

/// One row of each, all at once. A statement would start a warehouse that is stopped, so that is looked at first.
void tellReadings(StepView& view, const std::vector<Checked>& tables, const SetupPlan& plan, SetupSession& session) {
    const auto warehouse = plan.warehouseId.isEmpty()
        ? Result<WarehouseInfo>(failure(ErrorCode::BadInput, u"No SQL warehouse is chosen."_s))
        : session.wait(session.warehouses().get(plan.warehouseId));
    if (!warehouse || warehouse->state != WarehouseState::Running) {
        view.find(u"Reading"_s, SetupState::Uncertain,
            warehouse ? u"Not tried: the SQL warehouse does not run."_s : warehouse.error().message);
        return;
    }
    session.say(u"Reading one row of each table"_s);
    const auto ask = [&](const Checked& each) {
        return session.ask(plan.warehouseId, u"SELECT * FROM %1 LIMIT 1"_s.arg(each.quoted()));
    };
    std::vector<QFuture<Result<SqlTable>>> asked;
    for (const Checked& each : tables)
        asked.push_back(ask(each));
    std::vector<Result<SqlTable>> answers;
    for (QFuture<Result<SqlTable>>& each : asked)
        answers.push_back(session.wait(each));
    for (std::size_t i = 0; i < answers.size(); ++i) {
        // The token may have ended under all of them, and been renewed by one for itself.
        if (!answers[i] && answers[i].error().code == ErrorCode::NeedsSignIn)
            answers[i] = session.wait(ask(tables[i]));
        tellReading(view, tables[i], answers[i]);
    }
}

} // namespace

StepView TablesWork::look(const SetupPlan& given, SetupSession& session) const {
    StepView view(SetupStep::Tables, given);
    if (given.mlflowServer)
        return view.skip(u"An MLflow server keeps its traces itself."_s);
    session.say(u"Looking at the trace tables"_s);
    const auto plan = followingLink(given, session);
    if (!plan)
        return view.block(plan.error());
    view.report.learned = *plan;
    const auto present = presentTables(*plan, session);
    if (!present)
        return view.block(present.error());
    std::vector<Checked> tables;
    for (const auto& [name, table] : present->tables) {
        if (table)
            tables.push_back({name, present->kindOf(name), generationOf(plan->form), *table});
        else
            view.find(name, SetupState::ToDo, u"The table is not there yet, or you may not see it."_s,
                u"Make the trace tables first."_s);
    }
    if (tables.empty()) {
        view.report.state = SetupState::ToDo;
        view.report.summary = u"The trace tables are not there yet."_s;
        view.waitsFor = u"Make the trace tables first."_s;
        return view;
    }
    for (const Checked& each : tables) {
        tellColumns(view, each, session);
        tellProtection(view, each);
    }
    planViews(view, session);
    tellReadings(view, tables, *plan, session);
    return view.settle(u"All %1 trace tables are complete and can be read."_s.arg(tables.size()),
        u"Something about the trace tables is not as documented."_s);
}

} // namespace spanglass
