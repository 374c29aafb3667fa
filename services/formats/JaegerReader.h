#pragma once

#include "services/formats/ForeignReader.h"

namespace spanglass {

/// Jaeger's UI and API download (jaeger internal/uimodel): one item is one trace with its processes. Microseconds only.
class JaegerReader : public ForeignReader {
public:
    ItemFaults add(std::string_view json, BatchBuilder& out) override;
};

} // namespace spanglass
