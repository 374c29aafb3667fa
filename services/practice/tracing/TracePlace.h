#pragma once

#include "services/practice/tracing/TraceTables.h"

#include <nlohmann/json_fwd.hpp>

#include <optional>

namespace spanglass::practice {

/// The views that the service makes beside the tables (databricks-api.md section 5.3, C).
enum class TraceView : std::uint8_t { Unified, Metadata };

/// Where traces lie: a schema (first generation), or a table prefix in a schema (second).
struct TracePlace {
    Generation generation = Generation::V1;
    std::string catalog;
    std::string schema;
    std::string prefix;

    /// Out of an object with uc_schema or uc_table_prefix; throws ApiFailure.
    static TracePlace read(const nlohmann::json& object);
    /// "main.default" or "main.default.p".
    static std::optional<TracePlace> parse(const std::string& path);

    std::string path() const;
    std::string table(TraceTable table) const; ///< "main.default.p_otel_spans"
    std::string view(TraceView view) const; ///< "main.default.p_trace_unified"
    nlohmann::json location() const; ///< as TraceInfo has it: {type, uc_schema or uc_table_prefix}
};

/// Letters, digits and underscores, 238 at most (C: sdk-py service/ml.py).
bool isTracePrefix(const std::string& text);

} // namespace spanglass::practice
