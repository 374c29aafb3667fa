#include "services/otlp/Decode.h"

#include "services/otlp/JsonTranscoder.h"
#include "services/otlp/SignalGuess.h"
#include "services/otlp/WireDecode.h"

namespace spanglass {

namespace {

template <class Batch>
Decoded<Batch> decode(
    std::string payload, PayloadFormat format, Signal signal, Decoded<Batch> (*fromWire)(std::string, WireOrigin)) {
    if (format == PayloadFormat::Protobuf)
        return fromWire(std::move(payload), {});
    JsonTranscoder transcoder(payload, signal);
    auto protobuf = transcoder.run();
    if (protobuf)
        return fromWire(std::move(*protobuf), {.json = true, .notes = transcoder.notes()});
    if (guessSignal(payload))
        return std::unexpected(DecodeFailure{Refusal::ProtobufAsJson,
            "The body is protobuf but is labelled as JSON; send Content-Type: application/x-protobuf.", {}});
    return std::unexpected(std::move(protobuf.error()));
}

} // namespace

Decoded<SpanBatch> decodeTraces(std::string payload, PayloadFormat format) {
    return decode(std::move(payload), format, Signal::Traces, decodeTracesWire);
}

Decoded<LogBatch> decodeLogs(std::string payload, PayloadFormat format) {
    return decode(std::move(payload), format, Signal::Logs, decodeLogsWire);
}

Decoded<MetricBatch> decodeMetrics(std::string payload, PayloadFormat format) {
    return decode(std::move(payload), format, Signal::Metrics, decodeMetricsWire);
}

} // namespace spanglass
