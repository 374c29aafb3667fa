#pragma once

#include "services/core/Ingest.h"

#include <optional>

namespace spanglass {

/// A protobuf ExportTraceServiceRequest with these spans, of any batches. Spans of equal resources and scopes stand
/// together, in the order given.
std::string encodeTraces(std::span<const Span* const> spans);

enum class JsonStyle : std::uint8_t { OneLine, Pretty };

/// A protobuf Export request as OTLP/JSON: hex ids, 64-bit numbers as strings, enums as numbers. Unknown fields are
/// left out, as is what cannot be read.
std::string requestJson(std::string_view protobuf, Signal signal, JsonStyle style = JsonStyle::OneLine);

/// One span of a captured traces request as pretty OTLP/JSON, in a request of its own with its resource and scope. From
/// JSON everything is as it was sent; from protobuf the fields this program does not know are listed under
/// "unknownFields" with their number, wire type and content. Nothing when the request has no span of this ordinal.
std::optional<std::string> rawSpanJson(std::string_view payload, PayloadFormat format, std::uint32_t ordinal);

} // namespace spanglass
