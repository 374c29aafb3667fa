#include "services/otlp/Decode.h"

#include "services/otlp/WireDecode.h"

namespace spanglass {

Decoded<SpanBatch> decodeTraces(std::string payload, PayloadFormat format) {
    if (format == PayloadFormat::Json)
        return std::unexpected(DecodeFailure{Refusal::NotJson, "OTLP/JSON is not read yet.", {}});
    return decodeTracesWire(std::move(payload), false);
}

Decoded<LogBatch> decodeLogs(std::string payload, PayloadFormat format) {
    if (format == PayloadFormat::Json)
        return std::unexpected(DecodeFailure{Refusal::NotJson, "OTLP/JSON is not read yet.", {}});
    return decodeLogsWire(std::move(payload));
}

Decoded<MetricBatch> decodeMetrics(std::string payload, PayloadFormat format) {
    if (format == PayloadFormat::Json)
        return std::unexpected(DecodeFailure{Refusal::NotJson, "OTLP/JSON is not read yet.", {}});
    return decodeMetricsWire(std::move(payload));
}

} // namespace spanglass
