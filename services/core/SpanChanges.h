#pragma once

#include "services/core/TraceComparison.h"

namespace spanglass {

/// What two versions of one span say differently, in the order of a span's fields.
std::vector<ChangedValue> spanChanges(const Span& left, const Span& right);

} // namespace spanglass
