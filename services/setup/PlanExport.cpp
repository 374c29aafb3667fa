#include "services/setup/PlanExport.h"

#include "services/core/SetupTables.h"
#include "services/setup/CallText.h"
#include "services/setup/PlanCalls.h"
#include "services/warehouse/tables/TraceTables.h"

#include <nlohmann/json.hpp>

#include <QUrl>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

bool isLongCall(const SetupCall& call) {
    return call.text.contains("/tracing/locations"_L1) || call.text.contains("/traces/"_L1);
}

/// A comment ends with its line: text from a plan must not go on behind it.
QString oneLine(QString text) {
    for (QChar& each : text) {
        const QChar::Category category = each.category();
        if (category == QChar::Other_Control || category == QChar::Separator_Line
            || category == QChar::Separator_Paragraph)
            each = u' ';
    }
    return text;
}

QString commented(const QString& text) {
    QString out;
    for (const QString& line : text.split(u'\n'))
        out += u"-- "_s + oneLine(line) + u'\n';
    return out;
}

/// In single quotes, with the shell's variable in place of the experiment's id.
QString quoted(QString text) {
    text.replace(u"'"_s, u"'\\''"_s);
    text.replace(ExperimentIdMark, u"'\"$experiment_id\"'"_s);
    return u'\'' + text + u'\'';
}

QString statementCall(const SetupPlan& plan, const SetupCall& call) {
    const nlohmann::json body{{"warehouse_id", plan.warehouseId.toStdString()}, {"statement", call.text.toStdString()},
        {"wait_timeout", "50s"}};
    return u"call post /api/2.0/sql/statements %1\n"_s.arg(quoted(QString::fromStdString(body.dump())));
}

QString restLine(const SetupCall& call) {
    const QString head = call.text.section(u'\n', 0, 0);
    const QString body = call.text.section(u'\n', 1);
    return u"call %1 %2 %3\n"_s.arg(
        head.section(u' ', 0, 0).toLower(), quoted(head.section(u' ', 1)), quoted(body.isEmpty() ? u"{}"_s : body));
}

QString title(const SetupPlan& plan) {
    return oneLine(
        u"Trace tables of %1 in %2.%3, at %4"_s.arg(plan.experimentName, plan.catalog, plan.schema, plan.host));
}

const QString ShellFunctions
    = u"# What is there already is no reason to stop: the answer is shown, and the script goes on.\n"
      "call() {\n"
      "  echo \"$1 $2\"\n"
      "  databricks api \"$1\" \"$2\" --json \"$3\" || echo '  -> see above; going on' >&2\n"
      "}\n\n"_s;

QString lookUpExperiment(const SetupPlan& plan) {
    const QString path = u"/api/2.0/mlflow/experiments/get-by-name?experiment_name="_s
        + QString::fromLatin1(QUrl::toPercentEncoding(plan.experimentName));
    return u"experiment_id=$(databricks api get %1 |\n"
           "  sed -n 's/.*\"experiment_id\": *\"\\([0-9]*\\)\".*/\\1/p' | head -n 1)\n"
           "[ -n \"$experiment_id\" ] || { echo 'The experiment was not made.' >&2; exit 1; }\n"_s.arg(quoted(path));
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

/// What takes more than calls that are known beforehand.
QString remainder(const SetupPlan& plan, const QString& comment) {
    QStringList what;
    if (plan.collector.isWanted())
        what << u"the collector app %1"_s.arg(plan.collector.appName);
    if (!plan.scorers.isEmpty())
        what << u"%1 scorers"_s.arg(plan.scorers.size());
    if (what.isEmpty())
        return {};
    return comment + u"Left to do, by spanglass setup --plan FILE: %1.\n"_s.arg(oneLine(what.join(u" and "_s)));
}

QString serverScript(const SetupPlan& plan) {
    const QString body = createExperimentCall(plan).text.section(u'\n', 1);
    return u"#!/bin/sh\n# The experiment %1 on the MLflow server %2\nset -u\n"
           "curl -sS -X POST -H 'Content-Type: application/json' -d %3 %4\n"_s.arg(oneLine(plan.experimentName),
               oneLine(plan.host), quoted(body), quoted(plan.host + u"/api/2.0/mlflow/experiments/create"_s));
}

} // namespace

QString planToSql(const SetupPlan& given) {
    if (given.mlflowServer)
        return u"-- An MLflow server takes no SQL: its experiment is made by its REST API, as the shell script does.\n"_s;
    SetupPlan plan = given;
    plan.experimentId.clear();
    if (plannedTables(plan).spans.isEmpty() && plan.tablePrefix.isEmpty())
        plan.tablePrefix = ExperimentIdMark;
    QString out = commented(title(plan)) + u'\n';
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
    return out + remainder(plan, u"-- "_s);
}

QString planToShell(const SetupPlan& given) {
    if (given.mlflowServer)
        return serverScript(given);
    SetupPlan plan = given;
    plan.experimentId.clear();
    QString out = u"#!/bin/sh\n# "_s + title(plan) + u"\n# Needs the Databricks CLI, signed in.\nset -u\n"_s;
    if (!plan.profile.isEmpty())
        out += u"export DATABRICKS_CONFIG_PROFILE=%1\n"_s.arg(quoted(plan.profile));
    else if (!plan.host.isEmpty())
        out += u"export DATABRICKS_HOST=%1\n"_s.arg(quoted(plan.host));
    out += ShellFunctions;
    const QList<SetupCall> calls = callsFromNothing(plan);
    for (const SetupCall& each : calls) {
        out += u"# %1%2\n"_s.arg(oneLine(each.purpose), isLongCall(each) ? u" (may take some minutes)"_s : QString());
        out += each.kind == SetupCall::Kind::Sql ? statementCall(plan, each) : restLine(each);
        if (each.text.contains("/mlflow/experiments/create"_L1))
            out += lookUpExperiment(plan);
        out += u'\n';
    }
    return out + remainder(plan, u"# "_s);
}

} // namespace spanglass
