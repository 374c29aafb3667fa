#pragma once

#include "services/core/SpanSource.h"

#include <chrono>
#include <functional>

namespace spanglass {

/// A span by both of its ids.
struct SpanName {
    TraceId trace;
    SpanId span;

    auto operator<=>(const SpanName&) const = default;
};

/// Where a target keeps what it took, as an arrival check asks it. Calls block; worker threads only.
class ArrivalSource {
public:
    using Cancelled = std::function<bool()>;

    virtual ~ArrivalSource() = default;
    /// How many traces may be asked for in one question.
    virtual std::size_t tracesAtOnce() const = 0;
    /// The spans of these traces that are there, in any order. `time` is where they start.
    virtual Result<std::vector<SpanName>> present(
        const std::vector<TraceId>& traces, const TimeRange& time, const Cancelled& cancelled)
        = 0;
    /// NotFound when nothing of it is there.
    virtual Result<WholeTracePtr> wholeTrace(TraceId trace, const Cancelled& cancelled) = 0;
    /// Whether a value of a span, named as in ChangedValue::path, can come back from there at all.
    virtual bool keeps(const QString& path) const { return !path.isEmpty(); }
    /// How long after its answer a row may take to show up.
    virtual std::chrono::milliseconds patience() const = 0;
    /// For people: "main.agents.orders_otel_spans through Main".
    virtual QString where() const = 0;
};

} // namespace spanglass
