#pragma once

#include "services/core/Batch.h"
#include "services/practice/catalog/Metastore.h"

#include <span>

namespace spanglass::practice {

/// The two shapes of the trace tables: v1 with MAP attributes, v2 with VARIANT (databricks-api.md 5.1 and 5.2, C).
enum class Generation : std::uint8_t { V1, V2 };
enum class TraceTable : std::uint8_t { Spans, Logs, Metrics, Annotations };

/// Its columns; v1 has no annotations.
std::vector<ColumnFact> traceColumns(TraceTable table, Generation generation);
/// The columns that every OTLP request fills, whatever the generation: what ingest wants to find in a table.
std::vector<std::string> protoFields(Signal signal);
std::map<std::string, std::string> traceProperties(Generation generation);
/// "mlflow_experiment_trace_otel_spans", "<prefix>_otel_spans".
std::string traceTableName(TraceTable table, Generation generation, const std::string& prefix);

} // namespace spanglass::practice
