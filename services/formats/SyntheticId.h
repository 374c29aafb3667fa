#pragma once

#include "services/core/Ids.h"

namespace spanglass {

/// Ids for things that have none, out of what names them: the same name always gives the same id, so that a file that
/// is opened twice is not there twice. Never invalid.
TraceId syntheticTraceId(std::string_view name);
SpanId syntheticSpanId(std::string_view name);

} // namespace spanglass
