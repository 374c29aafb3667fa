#include "models/setup/recipes/MonitoringScript.h"

#include "models/common/TextTemplate.h"

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

constexpr auto Head = R"py(# pip install "mlflow[databricks]>=3.11"
import os

os.environ.setdefault("DATABRICKS_HOST", "{host}")

import mlflow
from mlflow.genai.scorers import {classes}
from mlflow.tracing import set_databricks_monitoring_sql_warehouse_id

mlflow.set_tracking_uri("databricks")
experiment = mlflow.set_experiment("{experimentName}")
[?warehouse]set_databricks_monitoring_sql_warehouse_id(
[?warehouse]    sql_warehouse_id="{warehouseId}", experiment_id=experiment.experiment_id
[?warehouse])
[?warehouse]
# register() alone starts nothing: a scorer judges from start() on.
)py"_L1;

QString quoted(const QString& text) { return u'"' + inDoubleQuotes(text) + u'"'; }

QString made(const PlannedScorer& scorer) {
    QStringList arguments{u"name="_s + quoted(scorer.name)};
    QStringList guidelines;
    for (const QString& each : scorer.guidelines)
        guidelines << quoted(each);
    if (!guidelines.isEmpty())
        arguments << u"guidelines=["_s + guidelines.join(u", "_s) + u']';
    return scorer.builtin + u'(' + arguments.join(u", "_s) + u')';
}

QString lines(const PlannedScorer& scorer) {
    const QString registered = u"scorer = "_s + made(scorer) + u".register(name="_s + quoted(scorer.name) + u")\n"_s;
    if (scorer.sampleRate <= 0)
        return registered;
    QString sampling = u"sample_rate="_s + QString::number(scorer.sampleRate);
    if (!scorer.filter.isEmpty())
        sampling += u", filter_string="_s + quoted(scorer.filter);
    return registered + u"scorer.start(sampling_config=ScorerSamplingConfig("_s + sampling + u"))\n"_s;
}

} // namespace

QString monitoringScript(const SetupPlan& plan) {
    QStringList classes{u"ScorerSamplingConfig"_s};
    QString body;
    for (const PlannedScorer& each : plan.scorers) {
        classes << each.builtin;
        body += u'\n' + lines(each);
    }
    classes.removeDuplicates();
    classes.sort();
    const QStringList marks = plan.monitoringWarehouseId.isEmpty() ? QStringList() : QStringList{u"warehouse"_s};
    const QString head = filledTemplate(Head,
        {{"host"_L1, inDoubleQuotes(plan.host)}, {"classes"_L1, classes.join(u", "_s)},
            {"experimentName"_L1, inDoubleQuotes(plan.experimentName)},
            {"warehouseId"_L1, inDoubleQuotes(plan.monitoringWarehouseId)}},
        marks);
    return head + body;
}

} // namespace spanglass
