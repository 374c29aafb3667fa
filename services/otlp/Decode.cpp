#include "services/otlp/Decode.h"

#include "services/otlp/WireDecode.h"

namespace spanglass {

Decoded<SpanBatch> decodeTraces(std::string payload, PayloadFormat format) {
    if (format == PayloadFormat::Json)
        return std::unexpected(DecodeFailure{Refusal::NotJson, "OTLP/JSON is not read yet."});
    return decodeTracesWire(std::move(payload), false);
}

} // namespace spanglass
