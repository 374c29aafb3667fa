#pragma once

#include "services/practice/sql/Engine.h"
#include "services/practice/tracing/TracePlace.h"

#include <nlohmann/json.hpp>

namespace spanglass::practice {

/// One thing that was written about a trace: a row of the annotations table (databricks-api.md 5.2, C), or in the first
/// generation a record in the logs table (C: its event_name; A: its attributes).
struct TraceNote {
    std::string id; ///< of the annotation; a later row with the same one replaces it
    std::string trace; ///< 32 hex digits
    std::string span; ///< 16 hex digits; empty: of the whole trace
    std::string kind; ///< "METADATA", "TAG", "FEEDBACK", "EXPECTATION", "RUN_LINK"
    std::string name;
    nlohmann::json value;
    std::string comment;
    nlohmann::json metadata = nlohmann::json::object();
    std::string author;
    std::int64_t created = 0; ///< Unix microseconds; 0: now
    bool deleted = false;
};

/// Appends it. Throws ApiFailure.
void writeTraceNote(const TracePlace& place, const TraceNote& note, Engine& engine);

} // namespace spanglass::practice
