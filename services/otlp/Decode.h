#pragma once

#include "services/core/Ingest.h"

#include <expected>

namespace spanglass {

/// Why a whole request cannot be taken. `message` is one English sentence for the sender, with the place of the fault
/// (byte offset, and the field's path in JSON); it never quotes more than a few characters of the payload.
struct DecodeFailure {
    Refusal refusal{};
    std::string message;
    std::string field; ///< path of the field at fault, JSON names; empty when there is none to name
};

template <class Batch> using Decoded = std::expected<std::shared_ptr<const Batch>, DecodeFailure>;

/// Decodes one Export request (opentelemetry-proto 1.x, collector services; OTLP/JSON as the OTLP specification maps
/// it). Any thread; never throws but for lack of memory; time is linear in the payload's size.
///
/// Whole-request failures: NotProtobuf, NotJson, JsonAsProtobuf, ProtobufAsJson, FieldInvalid, WrongSignal. Single
/// items are left out and counted in `rejected` with a note: TraceIdInvalid, SpanIdInvalid, ParentIdInvalid,
/// IdInBase64. What was accepted in spite of a flaw is noted too (Severity::Remark). An empty protobuf payload is a
/// valid empty request, an empty JSON payload is not.
Decoded<SpanBatch> decodeTraces(std::string payload, PayloadFormat format);
Decoded<LogBatch> decodeLogs(std::string payload, PayloadFormat format);
Decoded<MetricBatch> decodeMetrics(std::string payload, PayloadFormat format);

} // namespace spanglass
