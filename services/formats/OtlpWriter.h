#pragma once

#include "services/core/Ingest.h"
#include "services/formats/TraceWriter.h"

namespace spanglass {

/// OTLP with nothing lost that the program reads: JSON lines with a trace a line (the collector's file format), or one
/// protobuf message for the whole file, which is a request as it goes over the wire.
class OtlpWriter : public TraceWriter {
public:
    explicit OtlpWriter(PayloadFormat format)
        : m_format(format) { }

    void add(const TraceSpans& trace, std::string& out) override;

private:
    PayloadFormat m_format;
};

} // namespace spanglass
