#pragma once

#include "services/formats/TraceWriter.h"

namespace spanglass {

/// One row a span (RFC 4180, CRLF, UTF-8), attributes, events and links as JSON in a cell. A cell of text that a
/// spreadsheet would take for a formula gets an apostrophe in front. Types of attributes are those of JSON; nothing
/// reads the file back.
class CsvWriter : public TraceWriter {
public:
    void begin(std::string& out) override;
    void add(const TraceSpans& trace, std::string& out) override;
};

} // namespace spanglass
