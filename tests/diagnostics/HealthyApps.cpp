#include "tests/diagnostics/AppCases.h"
#include "tests/diagnostics/AppTexts.h"

namespace spanglass::test {

const QList<HealthyApp>& healthyApps() {
    static const QList<HealthyApp> all{
        {"receiver over HTTP",
            {".env", "# the receiver on this computer\nOTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:4318\n"}},
        {"receiver over gRPC",
            {".env", "OTEL_EXPORTER_OTLP_PROTOCOL=grpc\nOTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:4317\n"}},
        {"whole address of the traces",
            {".env",
                "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=http://localhost:4318/v1/traces\nOTEL_EXPORTER_OTLP_PROTOCOL=http/"
                "protobuf\n"}},
        {"workspace", {".env", ENDPOINT HEADERS "OTEL_TRACES_SAMPLER=parentbased_always_on\n"}},
        {"workspace, whole address",
            {".env",
                "DATABRICKS_HOST=" WORKSPACE
                "\nOTEL_EXPORTER_OTLP_TRACES_ENDPOINT=${DATABRICKS_HOST}/api/2.0/otel/v1/traces\n" HEADERS}},
        {"MLflow on Databricks",
            {".env",
                "DATABRICKS_HOST=" WORKSPACE "\nDATABRICKS_CONFIG_PROFILE=DEFAULT\nMLFLOW_TRACKING_URI=databricks\n"
                "MLFLOW_EXPERIMENT_ID=2610606164206831\nOTEL_UC_TABLE_NAME=" TABLE "\n"},
            {{"requirements.txt", "mlflow[databricks]>=3.11\n"},
                {"agent.py", "import mlflow\nmlflow.openai.autolog()\n"}}},
        {"MLflow with a destination",
            {".env", "DATABRICKS_TOKEN=" PERSONAL "\nMLFLOW_TRACING_DESTINATION=my_cat.my_sch\n"}},
        {"MLflow server", {".env", "MLFLOW_TRACKING_URI=http://localhost:5000\nMLFLOW_EXPERIMENT_NAME=agent\n"}},
        {"Databricks App",
            {"app.yaml",
                "command: [\n  \"uvicorn\",\n  \"app:app\",\n]\nenv:\n  - name: DATABRICKS_TOKEN\n    valueFrom: "
                "databricks-token\n"
                "  - name: DATABRICKS_HOST\n    value: \"" WORKSPACE
                "\"\n  - name: MLFLOW_EXPERIMENT_NAME\n    value: \"/Shared/opentelemetry-traces\"\n"
                "  - name: UC_CATALOG_NAME\n    value: \"main\"\n"}},
        {"Compose",
            {"compose.yaml",
                "services:\n  web:\n    image: web\n    environment:\n      OTEL_EXPORTER_OTLP_ENDPOINT: "
                "http://collector:4318\n"
                "      OTEL_SERVICE_NAME: web\n  worker:\n    environment:\n      - "
                "OTEL_EXPORTER_OTLP_ENDPOINT=http://collector:4318\n      - OTEL_SERVICE_NAME=worker\n"}},
        {"Collector",
            {"collector.yaml",
                "receivers:\n  otlp:\n    protocols:\n      grpc:\n      http:\nexporters:\n  otlphttp/ws:\n    "
                "endpoint: " WORKSPACE "/api/2.0/otel\n    compression: zstd\n    headers:\n      Authorization: "
                "Bearer ${env:DATABRICKS_TOKEN}\n      X-Databricks-UC-Table-Name: " TABLE
                "\n  otlp:\n    endpoint: localhost:4317\n    tls:\n      insecure: true\nservice:\n  pipelines:\n    "
                "traces:\n      receivers: [otlp]\n"
                "      exporters: [otlphttp/ws, otlp]\n"}},
        {"declarative",
            {"otel.yaml",
                "file_format: \"1.0\"\ntracer_provider:\n  processors:\n    - batch:\n        schedule_delay: 5000\n   "
                "     exporter:\n"
                "          otlp_http:\n            endpoint: http://localhost:4318/v1/traces\n            compression: "
                "gzip\n  sampler:\n    parent_based:\n"
                "      root:\n        always_on:\n"}},
        {"an app's own file, with code that enables tracing", {"config/mlflow.yaml", OwnMlflow},
            {{"requirements.txt", "mlflow>=3.9\n"}, {"src/agent.py", "mlflow.langchain.autolog()\n"}}},
        {"a sampled service",
            {".env",
                "OTEL_TRACES_SAMPLER=parentbased_traceidratio\nOTEL_TRACES_SAMPLER_ARG=0.25\nOTEL_BSP_SCHEDULE_DELAY="
                "1000\n"}},
        {"JSON of variables",
            {"env.json",
                "{\n\t\"OTEL_EXPORTER_OTLP_ENDPOINT\": \"http://localhost:4318\",\n\t\"DATABRICKS_TOKEN\": \"" PERSONAL
                "\"\n}\n"}},
    };
    return all;
}

} // namespace spanglass::test
