#pragma once

#include "services/core/Filter.h"
#include "services/warehouse/BoundSql.h"

namespace spanglass {

/// What a filter needs to see. Span conditions speak of `s` (store.spans), trace conditions of `t` (see TracesSql.h).
struct FilterNeeds {
    bool spans = false;
    bool traces = false;
};
FilterNeeds filterNeeds(const Filter& filter);

/// The filter as an SQL condition over one span `s` and its trace `t`; every value a bound parameter of `sql`. The
/// condition is never NULL, so NOT means what it says: `NOT a = 1` holds for a span without `a`, while `a != 1` asks
/// for an `a` that is something else.
std::string filterCondition(const Filter& filter, BoundSql& sql);

} // namespace spanglass
