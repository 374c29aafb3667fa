#pragma once

#include "services/core/Ids.h"
#include "services/core/Nanos.h"
#include "services/core/Value.h"

#include <cstdint>
#include <span>
#include <string_view>

namespace spanglass {

/// The open enums of trace.proto: numbers beyond these are kept and shown as they are.
enum class SpanKind : std::int32_t {
    Unspecified = 0,
    Internal = 1,
    Server = 2,
    Client = 3,
    Producer = 4,
    Consumer = 5
};
enum class StatusCode : std::int32_t { Unset = 0, Ok = 1, Error = 2 };

/// "SPAN_KIND_SERVER", "STATUS_CODE_ERROR": the spelling of the Unity Catalog tables; "99" for an unknown number.
std::string_view spanKindName(SpanKind kind);
std::string_view statusCodeName(StatusCode code);
/// The inverse; a number in text is taken as that number, anything else as Unspecified / Unset.
SpanKind spanKindFromName(std::string_view name);
StatusCode statusCodeFromName(std::string_view name);

/// What the decoder noticed about one span; kept with it and shown. Bits of Span::notices.
enum class Notice : std::uint8_t {
    InvalidUtf8 = 1 << 0, ///< bad UTF-8 was replaced by U+FFFD
    DuplicateKeys = 1 << 1, ///< an attribute key came twice; the last value holds
    NestingCut = 1 << 2, ///< a value nested too deep was cut off
    StringIndexField = 1 << 3, ///< strindex fields (profiles signal) were ignored
};

struct Resource {
    Attributes attributes;
    std::uint32_t droppedAttributes = 0;
    std::string_view schemaUrl;
    /// service.name, empty when absent.
    std::string_view serviceName;
};

struct Scope {
    std::string_view name;
    std::string_view version;
    Attributes attributes;
    std::uint32_t droppedAttributes = 0;
    std::string_view schemaUrl;
};

struct SpanEvent {
    UnixNanos time;
    std::string_view name;
    Attributes attributes;
    std::uint32_t droppedAttributes = 0;
};

struct SpanLink {
    TraceId traceId;
    SpanId spanId;
    std::string_view traceState;
    Attributes attributes;
    std::uint32_t droppedAttributes = 0;
    std::uint32_t flags = 0;
};

/// One decoded span, whole. A view into the SpanBatch that owns it: keep the batch alive.
struct Span {
    TraceId traceId;
    SpanId spanId;
    SpanId parentSpanId; ///< invalid (zero) at a root
    std::string_view traceState;
    std::string_view name;
    std::uint32_t flags = 0; ///< W3C bits 0-7, has-is-remote 8, is-remote 9, the rest kept as received
    SpanKind kind = SpanKind::Unspecified;
    UnixNanos start;
    UnixNanos end;
    Attributes attributes;
    std::span<const SpanEvent> events;
    std::span<const SpanLink> links;
    std::uint32_t droppedAttributes = 0;
    std::uint32_t droppedEvents = 0;
    std::uint32_t droppedLinks = 0;
    StatusCode status = StatusCode::Unset;
    std::string_view statusMessage;
    const Resource* resource = nullptr; ///< never null in a decoded batch
    const Scope* scope = nullptr; ///< never null in a decoded batch
    std::uint32_t ordinal = 0; ///< position among all spans of its request, rejected ones counted
    std::uint8_t notices = 0; ///< bits of Notice

    bool has(Notice n) const { return (notices & static_cast<std::uint8_t>(n)) != 0; }
    Nanos duration() const { return end - start; }
};

} // namespace spanglass
