#include "services/setup/CallText.h"
#include "services/setup/ExportText.h"
#include "services/setup/PlanCalls.h"
#include "services/setup/PlanExport.h"
#include "services/setup/ShellText.h"

#include <nlohmann/json.hpp>

#include <QUrl>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

bool isLongCall(const SetupCall& call) {
    return call.text.contains("/tracing/locations"_L1) || call.text.contains("/traces/"_L1);
}

QString statementCall(const SetupPlan& plan, const SetupCall& call) {
    const nlohmann::json body{{"warehouse_id", plan.warehouseId.toStdString()}, {"statement", call.text.toStdString()},
        {"wait_timeout", "50s"}};
    return u"call post /api/2.0/sql/statements %1\n"_s.arg(shellQuoted(QString::fromStdString(body.dump())));
}

const QString ShellFunctions
    = u"# What is there already is no reason to stop: the answer is shown, and the script goes on.\n"
      "call() {\n"
      "  echo \"$1 $2\"\n"
      "  databricks api \"$1\" \"$2\" --json \"$3\" || echo '  -> see above; going on' >&2\n"
      "}\n"
      "run() {\n"
      "  echo \"$1 $2\"\n"
      "  databricks \"$@\" || echo '  -> see above; going on' >&2\n"
      "}\n\n"_s;

QString lookUpExperiment(const SetupPlan& plan) {
    const QString path = u"/api/2.0/mlflow/experiments/get-by-name?experiment_name="_s
        + QString::fromLatin1(QUrl::toPercentEncoding(plan.experimentName));
    return u"experiment_id=$(databricks api get %1 |\n"
           "  sed -n 's/.*\"experiment_id\": *\"\\([0-9]*\\)\".*/\\1/p' | head -n 1)\n"
           "[ -n \"$experiment_id\" ] || { echo 'The experiment was not made.' >&2; exit 1; }\n"_s.arg(
               shellQuoted(path));
}

QString serverScript(const SetupPlan& plan) {
    return u"#!/bin/sh\n# The experiment %1 on the MLflow server %2\nset -u\n"
           "curl -sS -X POST -H 'Content-Type: application/json' -d %3 %4\n"_s.arg(oneLine(plan.experimentName),
               oneLine(plan.host), shellBody(createExperimentCall(plan)),
               shellQuoted(plan.host + u"/api/2.0/mlflow/experiments/create"_s));
}

} // namespace

QString planToShell(const SetupPlan& given) {
    if (given.mlflowServer)
        return serverScript(given);
    SetupPlan plan = given;
    plan.experimentId = ExperimentIdMark;
    QString out = u"#!/bin/sh\n# "_s + exportTitle(plan) + u"\n# Needs the Databricks CLI, signed in.\nset -u\n"_s;
    if (!plan.profile.isEmpty())
        out += u"export DATABRICKS_CONFIG_PROFILE=%1\n"_s.arg(shellQuoted(plan.profile));
    else if (!plan.host.isEmpty())
        out += u"export DATABRICKS_HOST=%1\n"_s.arg(shellQuoted(plan.host));
    out += ShellFunctions;
    const QList<SetupCall> calls = callsFromNothing(plan);
    for (const SetupCall& each : calls) {
        out += u"# %1%2\n"_s.arg(oneLine(each.purpose), isLongCall(each) ? u" (may take some minutes)"_s : QString());
        out += each.kind == SetupCall::Kind::Sql ? statementCall(plan, each) : shellCall(each);
        if (each.text.contains("/mlflow/experiments/create"_L1))
            out += lookUpExperiment(plan);
        out += u'\n';
    }
    if (plan.collector.isWanted())
        out += shellCollector(plan);
    if (!plan.scorers.isEmpty())
        out += shellScorers(plan);
    return out;
}

} // namespace spanglass
