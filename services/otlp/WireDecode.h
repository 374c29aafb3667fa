#pragma once

#include "services/otlp/Decode.h"

namespace spanglass {

/// The protobuf half of Decode.h. In a payload that was transcoded from JSON an id that was not hex stands as its text
/// in double quotes, which no real id is; `fromJson` has that read as the mistake it is.
Decoded<SpanBatch> decodeTracesWire(std::string protobuf, bool fromJson);
Decoded<LogBatch> decodeLogsWire(std::string protobuf);
Decoded<MetricBatch> decodeMetricsWire(std::string protobuf);

} // namespace spanglass
