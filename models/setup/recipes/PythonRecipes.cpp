#include "models/setup/recipes/RecipeText.h"

#include <QtGlobal>

#include <array>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

// set_experiment and set_destination: confirmed, MLflow's own client against the practice workspace (tests/interop).
constexpr auto MLflow = R"py(import os

[!server]os.environ.setdefault("DATABRICKS_HOST", "{host}")
[!server]os.environ.setdefault("MLFLOW_TRACKING_URI", "databricks")
[!server]os.environ.setdefault("MLFLOW_TRACING_SQL_WAREHOUSE_ID", "{warehouseId}")
[?server]os.environ.setdefault("MLFLOW_TRACKING_URI", "{host}")

import mlflow
[!server][?prefix]from mlflow.entities.trace_location import UnityCatalog
[!server][!prefix]from mlflow.entities.trace_location import UCSchemaLocation

[!server][?prefix]mlflow.set_experiment(
[!server][?prefix]    "{experimentName}",
[!server][?prefix]    trace_location=UnityCatalog("{catalog}", "{schema}", "{prefix}"),
[!server][?prefix])
[!server][!prefix]mlflow.set_experiment("{experimentName}")
[!server][!prefix]mlflow.tracing.set_destination(UCSchemaLocation("{catalog}", "{schema}"))
[?server]mlflow.set_experiment("{experimentName}")


@mlflow.trace(span_type="TOOL")
def look_up(topic):
    return f"what is known about {topic}"


@mlflow.trace(span_type="AGENT")
def answer(question):
    return f"{question}: {look_up('traces')}"


print(answer("Does it arrive?"))
mlflow.flush_trace_async_logging()  # sends what is still waiting
)py"_L1;

constexpr auto MLflowNotes = QT_TRANSLATE_NOOP("ClientRecipes",
    "[!server]Signs in with DATABRICKS_CLIENT_ID and DATABRICKS_CLIENT_SECRET, with DATABRICKS_TOKEN, or with a "
    "profile, "
    "and renews OAuth tokens by itself.\n"
    "[!server][?prefix]Leave MLFLOW_TRACING_DESTINATION unset: it takes a catalog and a schema only, and the spans "
    "would "
    "go to other tables.\n"
    "An app that is traced already, by autolog or @mlflow.trace, needs only the lines before the first function.\n"
    "A failed export is a line in the app's log, not an exception: keep the log level at WARNING or lower.");

constexpr auto OpenTelemetry = R"py([!server]import requests
[!server]from databricks.sdk.core import Config
from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor

[!server]workspace = Config(host="{host}")
[!server]
[!server]
[!server]def signed(request):
[!server]    request.headers.update(workspace.authenticate())  # the token of now: renewed when it ends
[!server]    return request
[!server]
[!server]
[!server]session = requests.Session()
[!server]session.auth = signed
exporter = OTLPSpanExporter(
    endpoint="{tracesUrl}",
[!server]    headers={"X-Databricks-UC-Table-Name": "{spansTable}"},
[!server]    session=session,
[?server]    headers={"x-mlflow-experiment-id": "{experimentId}"},
)
provider = TracerProvider(resource=Resource.create({"service.name": "my-app"}))
provider.add_span_processor(BatchSpanProcessor(exporter))
trace.set_tracer_provider(provider)

tracer = trace.get_tracer("my-app")
with tracer.start_as_current_span("answer"):
    with tracer.start_as_current_span("look up"):
        print("two spans made")

provider.shutdown()  # sends what is still waiting
)py"_L1;

constexpr auto OpenTelemetryNotes = QT_TRANSLATE_NOOP("ClientRecipes",
    "[!server]Signs in with DATABRICKS_CLIENT_ID and DATABRICKS_CLIENT_SECRET, or with a profile, and renews the token "
    "for "
    "each request that needs it.\n"
    "A trace shows in the experiment once its root span has arrived.");

constexpr std::array Texts{
    RecipeText{{"python-mlflow"_L1, "Python with MLflow"_L1,
                   "[!server]pip install \"mlflow[databricks]>=3.11\"\n[?server]pip install \"mlflow>=3.6\""_L1,
                   "hello_mlflow.py"_L1, MLflow},
        RecipeVariables::MLflow, true, MLflowNotes},
    RecipeText{
        {"python"_L1, "Python with OpenTelemetry"_L1,
            "[!server]pip install databricks-sdk requests opentelemetry-sdk opentelemetry-exporter-otlp-proto-http\n"
            "[?server]pip install opentelemetry-sdk opentelemetry-exporter-otlp-proto-http"_L1,
            "hello.py"_L1, OpenTelemetry},
        RecipeVariables::OpenTelemetry, true, OpenTelemetryNotes},
};

} // namespace

std::span<const RecipeText> pythonRecipes() { return Texts; }

} // namespace spanglass
