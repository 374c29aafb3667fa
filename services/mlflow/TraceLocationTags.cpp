#include "services/mlflow/TraceLocationTags.h"

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

const auto Prefix = "mlflow.experiment.databricksTrace"_L1;

/// The schema-linked tables have these names in every schema (databricks-api.md 3.0).
const auto FixedSpans = "mlflow_experiment_trace_otel_spans"_L1;
const auto FixedLogs = "mlflow_experiment_trace_otel_logs"_L1;

} // namespace

std::optional<TraceLocation> traceLocationOfTags(const QMap<QString, QString>& tags) {
    const QStringList path = tags.value(Prefix + "DestinationPath"_L1).split(u'.');
    if (path.size() < 2 || path.size() > 3 || path.contains(QString()))
        return std::nullopt;
    TraceLocation out;
    out.catalog = path[0];
    out.schema = path[1];
    out.prefix = path.value(2);
    out.spansTable = tags.value(Prefix + "SpanStorageTable"_L1);
    out.logsTable = tags.value(Prefix + "LogStorageTable"_L1);
    out.annotationsTable = tags.value(Prefix + "AnnotationsTable"_L1);
    if (!out.spansTable.isEmpty())
        return out;
    const QString base = out.catalog + u'.' + out.schema + u'.';
    if (out.prefix.isEmpty()) {
        out.spansTable = base + FixedSpans;
        out.logsTable = base + FixedLogs;
    } else {
        out.spansTable = base + out.prefix + "_otel_spans"_L1;
        out.logsTable = base + out.prefix + "_otel_logs"_L1;
        out.annotationsTable = base + out.prefix + "_otel_annotations"_L1;
    }
    return out;
}

} // namespace spanglass
