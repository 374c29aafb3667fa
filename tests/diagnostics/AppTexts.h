#pragma once

// Pieces of configurations; the tokens are obviously made up.
#define PERSONAL "dapi00planted00planted0"
#define OPAQUE "planted-opaque-token"
#define EXPIRED "eyJhbGciOiAibm9uZSJ9.eyJleHAiOiAxNzAwMDAwMDAwfQ.planted-signature"
#define TABLE "main.agent_traces.otel_spans"
#define WORKSPACE "https://dbc-demo.cloud.databricks.com"
#define ENDPOINT "OTEL_EXPORTER_OTLP_ENDPOINT=" WORKSPACE "/api/2.0/otel\n"
#define HEADERS "OTEL_EXPORTER_OTLP_HEADERS=Authorization=Bearer%20" OPAQUE ",X-Databricks-UC-Table-Name=" TABLE "\n"

namespace spanglass::test {

/// An app's own file about MLflow.
inline constexpr const char* OwnMlflow = "mlflow:\n  tracking_uri: \"databricks\"\n"
                                         "  experiment_name: \"/Workspace/Users/someone@example.com/slides\"\n"
                                         "tracing:\n  enabled: true\n  backend: \"databricks\"\n  sample_rate: 1.0\n";

} // namespace spanglass::test
