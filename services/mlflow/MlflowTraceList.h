#pragma once

#include "services/core/SpanSource.h"
#include "services/mlflow/MlflowTraces.h"

namespace spanglass {

/// What a search of an MLflow server tells of its traces, as a trace list.

/// "trace.timestamp_ms >= 1771232400000 AND ..." in MLflow's own grammar; empty for all time.
QString mlflowFilter(const TimeRange& range);

/// Spans are counted where the server tells their number (metadata mlflow.trace.sizeStats), otherwise 0.
TraceSummary summaryOf(const MlflowTraceInfo& info);

/// Whether a filter asks only what a search tells: names, status, durations, tags and metadata by key, and free text in
/// names and previews. BadInput with what is not told otherwise.
Result<> checkMlflowFilter(const FilterPtr& filter);
/// Precondition: checkMlflowFilter() is content.
bool matchesMlflow(const FilterPtr& filter, const MlflowTraceInfo& info);

/// Puts them into the order of a query.
void orderTraces(std::vector<TraceSummary>& traces, TraceSort sort, bool descending);

} // namespace spanglass
