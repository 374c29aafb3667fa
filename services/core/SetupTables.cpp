#include "services/core/SetupTables.h"

using namespace Qt::StringLiterals;

namespace spanglass {

QStringList PlannedTables::all() const {
    QStringList out{spans, logs, metrics, annotations};
    out.removeAll(QString());
    return out;
}

PlannedTables plannedTables(const SetupPlan& plan) {
    const bool prefixed = plan.form == TraceTableForm::Newest || plan.form == TraceTableForm::TablePrefix;
    const QString prefix = !prefixed ? u"mlflow_experiment_trace"_s
        : plan.tablePrefix.isEmpty() ? plan.experimentId
                                     : plan.tablePrefix;
    if (plan.mlflowServer || plan.catalog.isEmpty() || plan.schema.isEmpty() || prefix.isEmpty())
        return {};
    const QString base = plan.catalog + u'.' + plan.schema + u'.' + prefix;
    PlannedTables out{base + "_otel_spans"_L1, base + "_otel_logs"_L1, base + "_otel_metrics"_L1};
    if (prefixed)
        out.annotations = base + "_otel_annotations"_L1;
    return out;
}

} // namespace spanglass
