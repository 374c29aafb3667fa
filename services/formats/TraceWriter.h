#pragma once

#include "services/core/TraceFiles.h"
#include "services/formats/TraceStream.h"

#include <memory>
#include <string>

namespace spanglass {

/// Writes traces in one format. Everything is appended to `out`, which the caller empties between the calls.
class TraceWriter {
public:
    virtual ~TraceWriter() = default;
    virtual void begin(std::string&) { }
    virtual void add(const TraceSpans& trace, std::string& out) = 0;
    virtual void end(std::string&) { }

    static std::unique_ptr<TraceWriter> forFormat(ExportFormat format);
};

} // namespace spanglass
