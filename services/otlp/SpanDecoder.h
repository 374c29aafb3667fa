#pragma once

#include "services/core/Batch.h"
#include "services/otlp/ValueDecoder.h"

namespace spanglass {

/// A span as the wire has it: the ids are not judged yet.
struct RawSpan {
    Span span;
    std::string_view traceId;
    std::string_view spanId;
    std::string_view parentId;
    bool strange = false; ///< a known field came with another wire type: perhaps a message of another signal
};

/// Decodes Span messages (trace.proto) into views.
class SpanDecoder {
public:
    SpanDecoder(BatchMemory& memory, ValueDecoder& values, WireFault& fault)
        : m_memory(memory)
        , m_values(values)
        , m_fault(fault) { }

    void read(std::string_view message, RawSpan& out);

private:
    void readEvent(std::string_view message);
    void readLink(std::string_view message);
    void readStatus(std::string_view message, Span& span);

    BatchMemory& m_memory;
    ValueDecoder& m_values;
    WireFault& m_fault;
    std::vector<SpanEvent> m_events;
    std::vector<SpanLink> m_links;
};

} // namespace spanglass
