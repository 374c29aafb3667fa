#include "services/setup/PlanExport.h"

#include "services/core/SetupTables.h"
#include "services/setup/CallText.h"
#include "services/setup/ExportText.h"
#include "services/setup/PlanCalls.h"
#include "services/warehouse/tables/TraceTables.h"

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

QString commented(const QString& text) {
    QString out;
    for (const QString& line : text.split(u'\n'))
        out += u"-- "_s + oneLine(line) + u'\n';
    return out;
}

void addGrantStatements(QString& out, const SetupPlan& plan) {
    QList<GuardedObject> objects{
        {SecurableKind::Catalog, plan.catalog, {}}, {SecurableKind::Schema, plan.catalog + u'.' + plan.schema, {}}};
    const QStringList tables = plannedTables(plan).all();
    for (const QString& each : tables)
        objects.append({SecurableKind::Table, each, {}});
    for (const PlannedGrant& grant : plan.grants) {
        for (const GuardedObject& object : objects)
            out += grantStatement(neededPrivileges(object.kind, grant), object, grant.principal.id) + u";\n"_s;
        out += u'\n';
    }
}

/// What no statement does.
QString remainder(const SetupPlan& plan) {
    QStringList what;
    if (plan.collector.isWanted())
        what << u"the collector app %1"_s.arg(plan.collector.appName);
    if (!plan.scorers.isEmpty())
        what << u"%1 scorers"_s.arg(plan.scorers.size());
    if (what.isEmpty())
        return {};
    return u"-- Left to do, by the shell script or spanglass setup --plan FILE: %1.\n"_s.arg(
        oneLine(what.join(u" and "_s)));
}

} // namespace

QString planToSql(const SetupPlan& given) {
    if (given.mlflowServer)
        return u"-- An MLflow server takes no SQL: its experiment is made by its REST API, as the shell script does.\n"_s;
    SetupPlan plan = given;
    plan.experimentId.clear();
    if (plannedTables(plan).spans.isEmpty() && plan.tablePrefix.isEmpty())
        plan.tablePrefix = ExperimentIdMark;
    QString out = commented(exportTitle(plan)) + u'\n';
    const QList<SetupCall> calls = callsFromNothing(plan);
    for (const SetupCall& each : calls) {
        if (each.text.contains("/unity-catalog/permissions/"_L1))
            continue; // as statements below
        if (each.kind == SetupCall::Kind::Sql)
            out += each.text + u";\n\n"_s;
        else if (each.text.contains("/unity-catalog/schemas"_L1))
            out += u"CREATE SCHEMA IF NOT EXISTS %1;\n\n"_s.arg(tableName({plan.catalog, plan.schema}));
        else
            out += commented(each.purpose + u", which only the REST API does:\n"_s + each.text) + u'\n';
    }
    addGrantStatements(out, plan);
    return out + remainder(plan);
}

} // namespace spanglass
