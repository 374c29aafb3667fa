#pragma once

#include "services/formats/ForeignReader.h"

namespace spanglass {

/// Zipkin v2 JSON (openzipkin/zipkin-api zipkin2-api.yaml): an item is a span, or a list of spans. Spans that client
/// and server share under one id stay two spans.
class ZipkinReader : public ForeignReader {
public:
    ItemFaults add(std::string_view json, BatchBuilder& out) override;
};

} // namespace spanglass
