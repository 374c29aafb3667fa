#include "models/setup/recipes/RecipeText.h"

#include <QtGlobal>

#include <array>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

// The endpoint takes one table a request, so each signal has an exporter of its own. Compression is off, because no
// source confirms that the endpoint takes it (databricks-api.md 4.1).
constexpr auto CollectorYaml = R"yaml([!server]extensions:
[!server]  oauth2client:
[!server]    client_id: ${env:DATABRICKS_CLIENT_ID}
[!server]    client_secret: ${env:DATABRICKS_CLIENT_SECRET}
[!server]    token_url: "{tokenUrl}"
[!server]    scopes: ["all-apis"]
[!server]
receivers:
  otlp:
    protocols:
      grpc:
        endpoint: 127.0.0.1:4317
      http:
        endpoint: 127.0.0.1:4318

processors:
  batch:
    send_batch_size: 512
    send_batch_max_size: 512

exporters:
[!server]  otlp_http/traces:
[!server]    traces_endpoint: "{tracesUrl}"
[!server]    compression: none
[!server]    auth: { authenticator: oauth2client }
[!server]    headers: { X-Databricks-UC-Table-Name: "{spansTable}" }
[!server]  otlp_http/logs:
[!server]    logs_endpoint: "{logsUrl}"
[!server]    compression: none
[!server]    auth: { authenticator: oauth2client }
[!server]    headers: { X-Databricks-UC-Table-Name: "{logsTable}" }
[!server]  otlp_http/metrics:
[!server]    metrics_endpoint: "{metricsUrl}"
[!server]    compression: none
[!server]    auth: { authenticator: oauth2client }
[!server]    headers: { X-Databricks-UC-Table-Name: "{metricsTable}" }
[?server]  otlp_http/traces:
[?server]    traces_endpoint: "{tracesUrl}"
[?server]    headers: { x-mlflow-experiment-id: "{experimentId}" }

service:
[!server]  extensions: [oauth2client]
  pipelines:
    traces: { receivers: [otlp], processors: [batch], exporters: [otlp_http/traces] }
[!server]    logs: { receivers: [otlp], processors: [batch], exporters: [otlp_http/logs] }
[!server]    metrics: { receivers: [otlp], processors: [batch], exporters: [otlp_http/metrics] }
)yaml"_L1;

constexpr auto CollectorNotes = QT_TRANSLATE_NOOP("ClientRecipes",
    "[!server]Needs the contrib distribution, which has oauth2client: it renews the token by itself. "
    "DATABRICKS_CLIENT_ID and DATABRICKS_CLIENT_SECRET of a service principal are in the collector's environment.\n"
    "Before version 0.144 otlp_http was called otlphttp.\n"
    "Apps send to the collector as they are: OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:4318.");

constexpr auto VariablesNotes = QT_TRANSLATE_NOOP("ClientRecipes",
    "[!server]For a try, a script or a test: the token is read when the app starts and is not renewed. An OAuth token "
    "lasts about an hour; then exports fail with 401. What runs longer takes a recipe that renews it.\n"
    "[!server]databricks auth token prints a token once databricks auth login has been done.\n"
    "[!server]A .env file refers to TRACES_TOKEN as ${TRACES_TOKEN}. Docker Compose and python-dotenv put the "
    "value in; docker run --env-file and node --env-file do not: give them the shell lines.\n"
    "[!server]The table in the header is for traces. Logs and metrics go to tables of their own, with headers of their "
    "own.\n"
    "The values of the headers variable are percent-encoded, as SDKs expect.");

constexpr std::array Texts{
    RecipeText{{"collector"_L1, "OpenTelemetry Collector"_L1,
                   "[!server]otelcol-contrib --config collector.yaml\n[?server]otelcol --config collector.yaml"_L1,
                   "collector.yaml"_L1, CollectorYaml},
        RecipeVariables::None, RecipeSignIn::ServicePrincipal, true, CollectorNotes},
    RecipeText{{"variables"_L1, "Environment variables"_L1, ""_L1, ""_L1, ""_L1}, RecipeVariables::OpenTelemetry,
        RecipeSignIn::None, true, VariablesNotes},
};

} // namespace

std::span<const RecipeText> relayRecipes() { return Texts; }

} // namespace spanglass
