#pragma once

#include <nlohmann/json.hpp>

namespace spanglass::practice {

/// A row of a spans table as the protobuf JSON of an OTLP span: ids in base64, 64-bit numbers as text (C: mlflow
/// databricks_tracing.proto Trace.spans; protobuf's JSON mapping). Attributes that the table holds as text get back
/// the types that their JSON shows.
nlohmann::json spanProtoJson(const nlohmann::json& row);

} // namespace spanglass::practice
