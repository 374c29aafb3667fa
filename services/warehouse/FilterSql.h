#pragma once

#include "services/core/Filter.h"
#include "services/warehouse/BoundSql.h"
#include "services/warehouse/FilterValues.h"

namespace spanglass {

/// The filter as an SQL condition over one span `s` (store.spans) and its trace `t` (see TracesSql.h); every value a
/// bound parameter of `sql`. The condition is never NULL, so NOT means what it says: `NOT a = 1` holds for a span
/// without `a`, while `a != 1` asks for an `a` that is something else.
std::string filterCondition(const Filter& filter, BoundSql& sql);

} // namespace spanglass
