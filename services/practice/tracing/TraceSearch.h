#pragma once

#include "services/practice/sql/Engine.h"

#include <nlohmann/json.hpp>

namespace spanglass::practice {

/// Traces that can be searched together: a query with the columns trace_id, client_request_id, request_time, state,
/// execution_duration_ms, request, response, trace_metadata, tags, spans, assessments (JSON) and info (JSON: the
/// TraceInfo as it was given, or NULL).
struct TraceSource {
    std::string sql;
    nlohmann::json location; ///< trace_location of what is in it
};

struct TraceAsk {
    std::string filter;
    std::vector<std::string> order;
    std::int64_t count = 100;
    std::int64_t first = 0;
};

struct TracePage {
    std::vector<nlohmann::json> infos; ///< each a TraceInfo (C: mlflow databricks_tracing.proto)
    bool more = false;
};

/// Throws ApiFailure: a filter that cannot be read, sources that cannot.
TracePage searchTraces(const std::vector<TraceSource>& sources, const TraceAsk& ask, Engine& engine);

} // namespace spanglass::practice
