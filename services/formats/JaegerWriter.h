#pragma once

#include "services/formats/TraceWriter.h"

namespace spanglass {

/// Jaeger's JSON, as its UI uploads it. What the format cannot carry is lost: nanoseconds below a microsecond, the
/// types of lists and maps (they become JSON text) and of NaN and infinities, dropped counts, scope attributes, schema
/// URLs, attributes and trace states of links.
class JaegerWriter : public TraceWriter {
public:
    void begin(std::string& out) override;
    void add(const TraceSpans& trace, std::string& out) override;
    void end(std::string& out) override;

private:
    bool m_first = true;
};

} // namespace spanglass
