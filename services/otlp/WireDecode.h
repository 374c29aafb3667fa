#pragma once

#include "services/otlp/Decode.h"

namespace spanglass {

/// What is known of the bytes before they are decoded.
struct WireOrigin {
    /// Transcoded from JSON. An id that was not hex then stands as its text in double quotes, which no real id is, and
    /// is read as the mistake it was.
    bool json = false;
    std::vector<RefusalNote> notes; ///< made so far
};

/// The protobuf half of Decode.h.
Decoded<SpanBatch> decodeTracesWire(std::string protobuf, WireOrigin origin);
Decoded<LogBatch> decodeLogsWire(std::string protobuf, WireOrigin origin);
Decoded<MetricBatch> decodeMetricsWire(std::string protobuf, WireOrigin origin);

} // namespace spanglass
