#pragma once

#include "services/core/Batch.h"

#include <cstdint>
#include <span>

namespace spanglass {

struct WireShape;

/// A field of an OTLP message that says when, which trace, or has attributes, or leads to such a field.
struct WirePart {
    enum class Role : std::uint8_t {
        Time, ///< fixed64, nanoseconds since 1970; 0: not set
        TraceId, ///< of the item itself
        LinkedTraceId, ///< of another: a link's, a log record's, an exemplar's
        Attribute, ///< KeyValue, repeated
        Message,
    };
    std::uint32_t tag = 0; ///< number and wire type
    Role role = Role::Message;
    const WireShape* shape = nullptr; ///< of Message
};

/// What is to be known of one message to change times, ids and attributes in it and nothing else
/// (opentelemetry-proto 1.x).
struct WireShape {
    enum class Kind : std::uint8_t { Other, ResourceGroup, Span };

    std::span<const WirePart> parts;
    Kind kind = Kind::Other;

    const WirePart* find(std::uint32_t tag) const;
};

/// The Export request of a signal.
const WireShape& wireShape(Signal signal);

} // namespace spanglass
