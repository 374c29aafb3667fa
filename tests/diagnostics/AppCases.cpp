#include "tests/diagnostics/AppCases.h"
#include "tests/diagnostics/AppTexts.h"

namespace spanglass::test {

const QList<QByteArray>& plantedSecrets() {
    static const QList<QByteArray> all{
        PERSONAL, OPAQUE, EXPIRED, "planted-signature", "planted-password", "planted-old"};
    return all;
}

const QList<BrokenApp>& brokenApps() {
    static const QList<BrokenApp> all{
        // endpoints
        {"base address in the variable of the traces",
            {".env", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=http://localhost:4318\n"}, "app.endpoint", "used as it is",
            true},
        {"workspace's base in the variable of the traces",
            {".env", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=" WORKSPACE "/api/2.0/otel\n" HEADERS}, "app.endpoint",
            "used as it is", true},
        {"/v1/traces of a workspace", {".env", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=" WORKSPACE "/v1/traces\n" HEADERS},
            "app.endpoint", "/api/2.0/otel/v1/traces", true},
        {"MLflow's path of a workspace",
            {".env", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=" WORKSPACE "/api/2.0/mlflow/v1/traces\n" HEADERS},
            "app.endpoint", "404", true},
        {"path of the private preview",
            {".env", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=" WORKSPACE "/api/2.0/tracing/otel/v1/traces\n" HEADERS},
            "app.endpoint", "/api/2.0/otel now", true},
        {"a workspace without a path", {".env", "OTEL_EXPORTER_OTLP_ENDPOINT=" WORKSPACE "\n" HEADERS}, "app.endpoint",
            "404", true},
        {"path twice", {".env", "OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:4318/v1/traces\n"}, "app.endpoint",
            "appends", true},
        {"path twice at a workspace",
            {".env", "OTEL_EXPORTER_OTLP_ENDPOINT=" WORKSPACE "/api/2.0/otel/v1/traces\n" HEADERS}, "app.endpoint",
            "appends", true},
        {"two slashes", {".env", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=http://localhost:4318//v1/traces\n"},
            "app.endpoint", "//", true},
        {"path of the logs", {".env", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=http://localhost:4318/v1/logs\n"},
            "app.endpoint", "log records", true},
        {"https on a plain port", {".env", "OTEL_EXPORTER_OTLP_ENDPOINT=https://localhost:4318\n"}, "app.endpoint",
            "without TLS", true},
        {"http to a workspace",
            {".env", "OTEL_EXPORTER_OTLP_ENDPOINT=http://dbc-demo.cloud.databricks.com/api/2.0/otel\n" HEADERS},
            "app.endpoint", "TLS", true},
        {"no scheme", {".env", "OTEL_EXPORTER_OTLP_ENDPOINT=localhost:4318\n"}, "app.endpoint", "scheme", true},
        {"no port", {".env", "OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost\n"}, "app.endpoint", "port 80", true},
        {"an address with a password",
            {".env", "OTEL_EXPORTER_OTLP_ENDPOINT=http://me:planted-password@collector:4318\n"}, "app.endpoint",
            "user name"},
        {"collector app without a path",
            {".env", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=https://otel-1234.aws.databricksapps.com\n"}, "app.endpoint",
            "used as it is", true},
        {"an app that sends to itself",
            {"app.yaml",
                "command: [\"python\", \"app.py\"]\nenv:\n  - name: OTEL_EXPORTER_OTLP_ENDPOINT\n    value: "
                "http://localhost:4318\n"},
            "app.endpoint", "own container"},
        {"Java properties", {"otel.properties", "otel.exporter.otlp.traces.endpoint=http://localhost:4318\n"},
            "app.endpoint", "used as it is", true},
        {"a Collector with the path twice",
            {"collector.yaml",
                "receivers: {otlp: {}}\nexporters:\n  otlphttp/ws:\n    endpoint: " WORKSPACE
                "/api/2.0/otel/v1/traces # here\n"
                "    headers:\n      Authorization: Bearer " OPAQUE "\n      X-Databricks-UC-Table-Name: " TABLE "\n"
                "service:\n  pipelines:\n    traces:\n      exporters: [otlphttp/ws]\n"},
            "app.endpoint", "appends", true},
        // protocol
        {"gRPC to the HTTP port",
            {".env", "OTEL_EXPORTER_OTLP_PROTOCOL=grpc\nOTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:4318\n"},
            "app.protocol", "4317", true},
        {"HTTP to the gRPC port",
            {".env", "OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf\nOTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:4317\n"},
            "app.protocol", "4318", true},
        {"gRPC to a workspace", {".env", "OTEL_EXPORTER_OTLP_PROTOCOL=grpc\n" ENDPOINT HEADERS}, "app.protocol",
            "HTTP with protobuf", true},
        {"JSON to a workspace", {".env", "OTEL_EXPORTER_OTLP_PROTOCOL=http/json\n" ENDPOINT HEADERS}, "app.protocol",
            "x-protobuf", true},
        {"a protocol of another name",
            {".env", "OTEL_EXPORTER_OTLP_PROTOCOL=http\nOTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:4318\n"},
            "app.protocol", "http/protobuf", true},
        {"gRPC with a path",
            {".env",
                "OTEL_EXPORTER_OTLP_PROTOCOL=grpc\nOTEL_EXPORTER_OTLP_TRACES_ENDPOINT=http://localhost:4317/v1/"
                "traces\n"},
            "app.protocol", "methods", true},
        {"port 4317 and no protocol", {".env", "OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:4317"}, "app.protocol",
            "differs", true, true},
        {"a Collector that speaks TLS to this computer",
            {"collector.yaml",
                "receivers: {otlp: {}}\nexporters:\n  otlp:\n    endpoint: localhost:4317\n"
                "service:\n  pipelines:\n    traces:\n      exporters: [otlp]\n"},
            "app.protocol", "insecure"},
        // headers
        {"no table", {".env", ENDPOINT "OTEL_EXPORTER_OTLP_HEADERS=Authorization=Bearer%20" OPAQUE "\n"}, "app.headers",
            "does not know the table"},
        {"a table of two parts",
            {".env",
                ENDPOINT "OTEL_EXPORTER_OTLP_HEADERS=Authorization=Bearer%20" OPAQUE
                         ",X-Databricks-UC-Table-Name=agent_traces.otel_spans\n"},
            "app.headers", "catalog.schema.table"},
        {"a table with backticks",
            {".env",
                ENDPOINT "OTEL_EXPORTER_OTLP_HEADERS='Authorization=Bearer%20" OPAQUE
                         ",X-Databricks-UC-Table-Name=`main`.`agent_traces`.`otel_spans`'\n"},
            "app.headers", "SQL", true},
        {"the table of the logs",
            {".env",
                ENDPOINT "OTEL_EXPORTER_OTLP_HEADERS=Authorization=Bearer%20" OPAQUE
                         ",X-Databricks-UC-Table-Name=main.agent_traces.a_otel_logs\n"},
            "app.headers", "_otel_spans", true},
        {"a header of another name for the table",
            {".env",
                ENDPOINT "OTEL_EXPORTER_OTLP_HEADERS=Authorization=Bearer%20" OPAQUE ",X-Databricks-Table-Name=" TABLE
                         "\n"},
            "app.headers", "X-Databricks-UC-Table-Name", true},
        {"JSON as the content type",
            {".env",
                ENDPOINT "OTEL_EXPORTER_OTLP_HEADERS=content-type=application/json,Authorization=Bearer%20" OPAQUE
                         ",X-Databricks-UC-Table-Name=" TABLE "\n"},
            "app.headers", "protobuf", true},
        {"colons in place of =",
            {".env",
                "OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:4318\nOTEL_EXPORTER_OTLP_HEADERS=Authorization: "
                "Bearer " OPAQUE "\n"},
            "app.headers", "name=value", true},
        {"semicolons",
            {".env",
                ENDPOINT "OTEL_EXPORTER_OTLP_HEADERS=Authorization=Bearer%20" OPAQUE
                         ";X-Databricks-UC-Table-Name=" TABLE "\n"},
            "app.headers", "commas", true},
        {"a blank that is not encoded",
            {".env",
                ENDPOINT "OTEL_EXPORTER_OTLP_HEADERS=\"Authorization=Bearer " OPAQUE
                         ",X-Databricks-UC-Table-Name=" TABLE "\"\n"},
            "app.headers", "percent-encoded", true, true},
        {"encoded where nothing is decoded",
            {"collector.yaml",
                "receivers: {otlp: {}}\nexporters:\n  otlphttp:\n    endpoint: " WORKSPACE "/api/2.0/otel\n"
                "    headers:\n      Authorization: Bearer%20" OPAQUE "\n      X-Databricks-UC-Table-Name: " TABLE "\n"
                "service:\n  pipelines:\n    traces:\n      exporters: [otlphttp]\n"},
            "app.headers", "%20", true},
        {"a header twice",
            {".env",
                ENDPOINT "OTEL_EXPORTER_OTLP_HEADERS=Authorization=Bearer%20" OPAQUE
                         ",X-Databricks-UC-Table-Name=" TABLE ",x-databricks-uc-table-name=main.other.otel_spans\n"},
            "app.headers", "differ"},
        {"headers of the traces without the others",
            {".env", ENDPOINT HEADERS "OTEL_EXPORTER_OTLP_TRACES_HEADERS=X-Databricks-UC-Table-Name=" TABLE "\n"},
            "app.headers", "takes the place", false, true},
        {"an MLflow server without the experiment",
            {".env", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=http://mlflow:5000/v1/traces\n"}, "app.headers", "422"},
        // authorization
        {"a personal access token",
            {".env",
                ENDPOINT "OTEL_EXPORTER_OTLP_HEADERS=Authorization=Bearer%20" PERSONAL
                         ",X-Databricks-UC-Table-Name=" TABLE "\n"},
            "app.authorization", "401"},
        {"no \"Bearer\"",
            {".env",
                ENDPOINT "OTEL_EXPORTER_OTLP_HEADERS=Authorization=" OPAQUE ",X-Databricks-UC-Table-Name=" TABLE "\n"},
            "app.authorization", "no credential", true},
        {"no \"Bearer\" before a variable",
            {".env",
                "TOKEN=" OPAQUE "\n" ENDPOINT
                "OTEL_EXPORTER_OTLP_HEADERS=Authorization=${TOKEN},X-Databricks-UC-Table-Name=" TABLE "\n"},
            "app.authorization", "no credential", true},
        {"Basic",
            {".env",
                ENDPOINT "OTEL_EXPORTER_OTLP_HEADERS=Authorization=Basic%20" OPAQUE ",X-Databricks-UC-Table-Name=" TABLE
                         "\n"},
            "app.authorization", "Bearer"},
        {"an expired token",
            {".env",
                ENDPOINT "OTEL_EXPORTER_OTLP_HEADERS=Authorization=Bearer%20" EXPIRED
                         ",X-Databricks-UC-Table-Name=" TABLE "\n"},
            "app.authorization", "2023-11-14"},
        {"no authorization", {".env", ENDPOINT "OTEL_EXPORTER_OTLP_HEADERS=X-Databricks-UC-Table-Name=" TABLE "\n"},
            "app.authorization", "401"},
        {"two ways of signing in",
            {".env",
                "DATABRICKS_HOST=" WORKSPACE "\nDATABRICKS_TOKEN=" PERSONAL
                "\nDATABRICKS_CLIENT_ID=1\nDATABRICKS_CLIENT_SECRET=planted-password\n"},
            "app.authorization", "more than one"},
        // switched off, sampled away
        {"SDK disabled",
            {".env", "# off for now\nOTEL_SDK_DISABLED=true\nOTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:4318\n"},
            "app.switch", "no spans", true},
        {"no exporter", {".env", "OTEL_TRACES_EXPORTER=none\n"}, "app.switch", "drops", true},
        {"printed only", {".env", "export OTEL_TRACES_EXPORTER=\"console\"\n"}, "app.switch", "output", true},
        {"always_off", {".env", "OTEL_TRACES_SAMPLER=always_off\n"}, "app.switch", "none", true},
        {"parentbased_always_off", {".env", "OTEL_TRACES_SAMPLER=parentbased_always_off\n"}, "app.switch", "caller",
            true},
        {"a share of nothing", {".env", "OTEL_TRACES_SAMPLER=traceidratio\nOTEL_TRACES_SAMPLER_ARG=0\n"}, "app.switch",
            "share of 0", true},
        {"a tiny share", {".env", "OTEL_TRACES_SAMPLER=parentbased_traceidratio\nOTEL_TRACES_SAMPLER_ARG=0.001\n"},
            "app.switch", "1000", true, true},
        {"a percentage", {".env", "OTEL_TRACES_SAMPLER=traceidratio\nOTEL_TRACES_SAMPLER_ARG=25\n"}, "app.switch",
            "percentage", true, true},
        {"MLflow's share of nothing", {".env", "MLFLOW_TRACKING_URI=databricks\nMLFLOW_TRACE_SAMPLING_RATIO=0\n"},
            "app.switch", "MLflow keeps", true},
        {"declared off",
            {"otel.yaml",
                "file_format: \"1.0\"\ndisabled: true # for now\ntracer_provider:\n  processors:\n    - batch:\n       "
                " exporter:\n"
                "          otlp_http:\n            endpoint: http://localhost:4318/v1/traces\n"},
            "app.switch", "no spans", true},
        {"declared always_off",
            {"otel.yaml",
                "file_format: \"1.0\"\ntracer_provider:\n  processors:\n    - batch:\n        exporter:\n"
                "          otlp_http:\n            endpoint: http://localhost:4318/v1/traces\n  sampler:\n    "
                "always_off:\n"},
            "app.switch", "none"},
        {"a Collector's exporter in no pipeline",
            {"collector.yaml",
                "receivers: {otlp: {}}\nexporters:\n  otlphttp:\n    endpoint: http://localhost:4318\n  debug:\n"
                "service:\n  pipelines:\n    traces:\n      exporters: [debug]\n"},
            "app.switch", "pipeline"},
        {"nothing enables tracing", {"config/mlflow.yaml", OwnMlflow}, "app.switch", "autolog", false, false,
            {{"requirements.txt", "mlflow>=3.9\n"},
                {"src/agent.py",
                    "import mlflow\n\ndef generate():\n    with mlflow.start_span(name=\"generate\") as span:\n        "
                    "pass\n"}}},
        {"a configuration of the app's own alone", {"mlflow.yaml", OwnMlflow}, "app.switch", "code has to enable",
            false, true},
        {"an error of setting up that nobody sees", {".env", "MLFLOW_TRACKING_URI=databricks\n"}, "app.switch",
            "goes on without", false, true,
            {{"requirements.txt", "mlflow>=3.9\n"},
                {"agent.py",
                    "def setup():\n    try:\n        mlflow.set_experiment(\"/Shared/a\")\n        mlflow.autolog()\n"
                    "    except Exception as e:\n        logger.warning(e)\n        pass\n\nsetup()\n"}}},
        // packages
        {"no exporter package", {".env", "OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:4318\n"}, "app.packages",
            "nothing can send", false, false, {{"requirements.txt", "fastapi\nopentelemetry-sdk==1.30\n"}}},
        {"the exporter package of the other protocol",
            {".env", "OTEL_EXPORTER_OTLP_PROTOCOL=grpc\nOTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:4317\n"},
            "app.packages", "proto-grpc", false, false,
            {{"pyproject.toml",
                "[project]\ndependencies = [\"opentelemetry-sdk>=1.20\", "
                "\"opentelemetry-exporter-otlp-proto-http\"]\n"}}},
        {"MLflow not asked for", {".env", "MLFLOW_TRACKING_URI=databricks\n"}, "app.packages", "does not ask", false,
            false, {{"requirements.txt", "openai\n"}}},
        {"an MLflow that is too old",
            {".env", "MLFLOW_TRACKING_URI=databricks\nMLFLOW_TRACING_DESTINATION=main.agent_traces\n"}, "app.packages",
            "3.5", false, false, {{"requirements.txt", "mlflow[databricks]==2.20.1  # pinned\n"}}},
        // MLflow
        {"the workspace as the tracking address",
            {".env",
                "DATABRICKS_HOST=" WORKSPACE "\nDATABRICKS_TOKEN=" PERSONAL
                "\nMLFLOW_TRACKING_URI=${DATABRICKS_HOST}\n"},
            "app.mlflow", "MLFLOW_TRACKING_TOKEN", true},
        {"a tracking address in capitals", {".env", "MLFLOW_TRACKING_URI=Databricks\n"}, "app.mlflow", "folder", true},
        {"the registry's address", {".env", "MLFLOW_TRACKING_URI=databricks-uc\n"}, "app.mlflow",
            "databricks://profile", true},
        {"traces kept on disk", {".env", "DATABRICKS_HOST=" WORKSPACE "\nMLFLOW_TRACKING_URI=./mlruns\n"}, "app.mlflow",
            "folder", true},
        {"the tracking address of a receiver", {".env", "MLFLOW_TRACKING_URI=http://localhost:4318\n"}, "app.mlflow",
            "MLflow server"},
        {"a destination of three parts",
            {".env", "MLFLOW_TRACKING_URI=databricks\nMLFLOW_TRACING_DESTINATION=main.agent_traces.demo\n"},
            "app.mlflow", "prefix"},
        {"a destination beside an experiment",
            {".env", "MLFLOW_EXPERIMENT_ID=2610606164206831\nMLFLOW_TRACING_DESTINATION=main.agent_traces\n"},
            "app.mlflow", "shadows", false, true},
        {"a destination that is another experiment", {".env", "MLFLOW_EXPERIMENT_ID=1\nMLFLOW_TRACING_DESTINATION=2\n"},
            "app.mlflow", "experiment 2"},
        {"a name for an id", {".env", "MLFLOW_EXPERIMENT_ID=/Shared/agent\n"}, "app.mlflow", "id"},
        {"a name that is no path", {".env", "MLFLOW_TRACKING_URI=databricks\nMLFLOW_EXPERIMENT_NAME=agent\n"},
            "app.mlflow", "whole paths"},
        {"a warehouse by its path", {".env", "MLFLOW_TRACING_SQL_WAREHOUSE_ID=/sql/1.0/warehouses/abc123\n"},
            "app.mlflow", "id alone", true},
        {"MLflow and an OTLP endpoint",
            {".env", "MLFLOW_TRACKING_URI=databricks\nOTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:4318\n"},
            "app.mlflow", "in place of", true, true},
        // delivery
        {"a timeout in seconds", {".env", "OTEL_EXPORTER_OTLP_TIMEOUT=10\n"}, "app.delivery", "milliseconds", true,
            true},
        {"a long delay", {".env", "OTEL_BSP_SCHEDULE_DELAY=600000\n"}, "app.delivery", "loses", true, true},
        {"a batch above the queue", {".env", "OTEL_BSP_MAX_QUEUE_SIZE=512\nOTEL_BSP_MAX_EXPORT_BATCH_SIZE=1024\n"},
            "app.delivery", "queue", true},
        {"no queue", {".env", "OTEL_BSP_MAX_QUEUE_SIZE=0\n"}, "app.delivery", "dropped", true},
        {"values cut short", {".env", "OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT=256\n"}, "app.delivery", "JSON", true,
            true},
        {"a compression of another name", {".env", "OTEL_EXPORTER_OTLP_COMPRESSION=GZIP\n"}, "app.delivery", "gzip",
            true},
        {"no propagation", {".env", "OTEL_PROPAGATORS=none\n"}, "app.delivery", "trace of its own", false, true},
        {"an app behind the ingress",
            {"app.yaml",
                "env:\n  - name: OTEL_EXPORTER_OTLP_ENDPOINT\n    value: " WORKSPACE
                "/api/2.0/otel\n  - name: OTEL_EXPORTER_OTLP_HEADERS\n    valueFrom: headers\n"},
            "app.delivery", "traceparent", false, true},
        // values
        {"a blank at the end", {".env", "OTEL_EXPORTER_OTLP_ENDPOINT=\"http://localhost:4318 \"\n"}, "app.values",
            "blank", true},
        {"quotes within",
            {"compose.yaml",
                "services:\n  web:\n    environment:\n      - OTEL_EXPORTER_OTLP_ENDPOINT='http://collector:4318'\n"},
            "app.values", "quotes"},
        {"a placeholder", {".env", "DATABRICKS_HOST=https://your-workspace.cloud.databricks.com\n"}, "app.values",
            "placeholder"},
        {"a variable in app.yaml",
            {"app.yaml",
                "env:\n  - name: MLFLOW_TRACKING_URI\n    value: databricks\n  - name: MLFLOW_EXPERIMENT_NAME\n    "
                "value: /Shared/${APP_NAME}\n"},
            "app.values", "fill in"},
        // agreement
        {"one variable twice", {".env", "OTEL_SERVICE_NAME=a\nOTEL_SERVICE_NAME=b\n"}, "app.agreement",
            "later one holds", false, true},
        {"two workspaces", {".env", "DATABRICKS_HOST=https://adb-1.2.azuredatabricks.net\n" ENDPOINT HEADERS},
            "app.agreement", "refused"},
        {"two files that differ", {".env", "OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:4318\n"}, "app.agreement",
            "how the app is started", false, true,
            {{"docker-compose.yml",
                "services:\n  web:\n    environment:\n      OTEL_EXPORTER_OTLP_ENDPOINT: http://collector:4318\n"}}},
        // forms
        {"YAML that is none", {"app.yaml", "env:\n  - name: \"open\n"}, "app.configuration", "Line"},
        {"JSON of variables", {"env.json", "{\"OTEL_SDK_DISABLED\": \"true\", \"PORT\": 8000}\n"}, "app.switch",
            "no spans", true},
        {"Kubernetes",
            {"deployment.yaml",
                "apiVersion: apps/v1\nkind: Deployment\nspec:\n  template:\n    spec:\n      containers:\n        - "
                "name: web\n          env:\n"
                "            - name: OTEL_EXPORTER_OTLP_TRACES_ENDPOINT\n              value: "
                "\"http://collector:4318\" # base\n"},
            "app.endpoint", "used as it is", true},
    };
    return all;
}

} // namespace spanglass::test
