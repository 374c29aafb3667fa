#pragma once

#include "services/core/Batch.h"

#include <QString>

#include <optional>

namespace spanglass {

/// A span on one side of a comparison, and when it got there where that is known.
struct ComparedSpan {
    const Span* span = nullptr;
    UnixNanos arrival; ///< not set: not known
};

/// A value that is another on the other side.
struct ChangedValue {
    enum class How : std::uint8_t {
        Lost, ///< only on the left
        Added, ///< only on the right
        Value, ///< another value
        Type, ///< the same value as another type, such as 200 and "200"
    };

    How how = How::Value;
    QString path; ///< "attributes.http.status_code", "events[0].name", "status.message"
    QString left; ///< plain text; empty when it is lost or added there
    QString right;
    QString leftType = {}; ///< "int", "string"; only of attributes
    QString rightType = {};
};

struct SpanDifference {
    SpanId id;
    QString name;
    std::vector<ChangedValue> changes = {}; ///< in the order of the span's fields
    std::optional<Nanos> delay = {}; ///< right arrival minus left arrival
};

/// The same trace from two places, such as what a receiver took and what a table holds: the left side is what was sent.
struct TraceComparison {
    std::vector<SpanDifference> lost; ///< only on the left, in its order
    std::vector<SpanDifference> extra; ///< only on the right
    std::vector<SpanDifference> differing; ///< on both sides, with changes
    std::vector<SpanDifference> same; ///< spans that say the same on both sides
    std::uint64_t repeated = 0; ///< further copies of spans on the right
    std::optional<Nanos> medianDelay;
    std::optional<Nanos> longestDelay;

    bool isEqual() const { return lost.empty() && extra.empty() && differing.empty(); }
    std::uint64_t changed(ChangedValue::How how) const;
};

/// Pairs spans by id and compares everything they say, resource and scope included. Attributes are compared by key, in
/// any order; spans that share an id are compared in their order. Pure; any thread.
TraceComparison compareTraces(const std::vector<ComparedSpan>& left, const std::vector<ComparedSpan>& right);

} // namespace spanglass
