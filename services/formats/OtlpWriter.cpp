#include "services/formats/OtlpWriter.h"

#include "services/otlp/Encode.h"

namespace spanglass {

void OtlpWriter::add(const TraceSpans& trace, std::string& out) {
    const std::string message = encodeTraces(trace.spans);
    // Protobuf messages that stand one behind the other are one message with the lists joined.
    if (m_format == PayloadFormat::Protobuf)
        out += message;
    else
        out += requestJson(message, Signal::Traces) + '\n';
}

} // namespace spanglass
