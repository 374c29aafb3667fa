#pragma once

#include "services/formats/ForeignReader.h"

namespace spanglass {

/// MLflow's Trace.to_json (mlflow/entities/trace.py) in all its generations: ids in base64 (3.x), as plain `tr-` text
/// (3.5.0), and under `context` (2.x). Attribute values are JSON text: texts and numbers are unwrapped, lists and
/// objects stay JSON text, as MLflow's own OTLP export leaves them. Tags and metadata of the trace become attributes of
/// its root span.
class MlflowReader : public ForeignReader {
public:
    ItemFaults add(std::string_view json, BatchBuilder& out) override;
};

} // namespace spanglass
