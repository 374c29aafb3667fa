#pragma once

#include "services/practice/sql/Engine.h"
#include "services/practice/tracing/TracePlace.h"

namespace spanglass::practice {

/// Makes the views of a place that are not there yet, owned by `owner`. Tables that lack columns get none.
void makeTraceViews(const TracePlace& place, const std::string& owner, Engine& engine, Metastore& metastore);

} // namespace spanglass::practice
