#pragma once

#include "services/core/Trace.h"

#include <string>
#include <unordered_map>
#include <vector>

namespace spanglass {

/// Turns spans in any order into a Trace: folds identical copies, keeps shared ids, gives missing parents a placeholder
/// row, cuts cycles, marks times that cannot be, and works out self time, critical path and assumed clock skew. One
/// thread; use once.
class TraceBuilder {
public:
    explicit TraceBuilder(TraceId id);

    void reserve(std::size_t spans);
    /// Returns false for an identical copy of a span added before; its markers must then be left out.
    bool add(const SpanRecord& span);
    /// For the span added last.
    void addMarker(UnixNanos time, std::string_view name);
    TracePtr build() &&;
};

} // namespace spanglass
