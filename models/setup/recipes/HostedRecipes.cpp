#include "models/setup/recipes/RecipeText.h"

#include <QtGlobal>

#include <array>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

constexpr auto AppYaml = R"yaml(command: ["python", "app.py"]
env:
  - name: MLFLOW_TRACKING_URI
    value: "databricks"
  - name: MLFLOW_EXPERIMENT_ID
    value: "{experimentId}"
  - name: MLFLOW_TRACING_SQL_WAREHOUSE_ID
    value: "{warehouseId}"
[!prefix]  - name: MLFLOW_TRACING_DESTINATION
[!prefix]    value: "{catalog}.{schema}"
  - name: OTEL_PROPAGATORS
    value: "none")yaml"_L1;

constexpr auto App = R"py(import mlflow
[?prefix]from mlflow.entities.trace_location import UnityCatalog
[!prefix]from mlflow.entities.trace_location import UCSchemaLocation

[?prefix]mlflow.set_experiment(
[?prefix]    "{experimentName}",
[?prefix]    trace_location=UnityCatalog("{catalog}", "{schema}", "{prefix}"),
[?prefix])
[!prefix]mlflow.set_experiment("{experimentName}")
[!prefix]mlflow.tracing.set_destination(UCSchemaLocation("{catalog}", "{schema}"))


@mlflow.trace(span_type="AGENT")
def handle_request(question):
    return f"{question}: an answer"
)py"_L1;

// OTEL_PROPAGATORS: the ingress adds a traceparent, and a root with a foreign parent does not show (databricks-api.md
// 4.2, confirmed by a third party).
constexpr auto AppNotes = QT_TRANSLATE_NOOP("ClientRecipes",
    "The app signs in as its own service principal, whose DATABRICKS_HOST, DATABRICKS_CLIENT_ID and "
    "DATABRICKS_CLIENT_SECRET it is given by the workspace; tokens are renewed by themselves.\n"
    "Give that service principal its rights on the page Grants: look it up by the app's name.\n"
    "OTEL_PROPAGATORS is none, because the way into an app adds a parent to each request, and a trace whose root has a "
    "parent does not show in the experiment.\n"
    "requirements.txt needs mlflow[databricks]>=3.11.");

constexpr auto ServingVariables = R"json({
  "DATABRICKS_HOST": "{host}",
  "DATABRICKS_CLIENT_ID": "{{secrets/{secretScope}/client-id}}",
  "DATABRICKS_CLIENT_SECRET": "{{secrets/{secretScope}/client-secret}}",
  "MLFLOW_TRACKING_URI": "databricks",
  "MLFLOW_EXPERIMENT_ID": "{experimentId}",
  "MLFLOW_TRACING_SQL_WAREHOUSE_ID": "{warehouseId}",
[!prefix]  "MLFLOW_TRACING_DESTINATION": "{catalog}.{schema}",
  "ENABLE_MLFLOW_TRACING": "true"
})json"_L1;

constexpr auto Serving = R"py(import mlflow
from mlflow.pyfunc import ResponsesAgent
[?prefix]from mlflow.entities.trace_location import UnityCatalog
[!prefix]from mlflow.entities.trace_location import UCSchemaLocation

[?prefix]mlflow.set_experiment(
[?prefix]    "{experimentName}",
[?prefix]    trace_location=UnityCatalog("{catalog}", "{schema}", "{prefix}"),
[?prefix])
[!prefix]mlflow.set_experiment("{experimentName}")
[!prefix]mlflow.tracing.set_destination(UCSchemaLocation("{catalog}", "{schema}"))


class Agent(ResponsesAgent):
    @mlflow.trace(span_type="AGENT")
    def predict(self, request):
        item = self.create_text_output_item("an answer", "msg_1")
        return {"output": [item]}


mlflow.models.set_model(Agent())
)py"_L1;

constexpr auto ServingNotes = QT_TRANSLATE_NOOP("ClientRecipes",
    "The variables are the environment_vars of the served entity, in the endpoint's configuration; the secrets are "
    "read "
    "from a scope of the workspace when the endpoint starts.\n"
    "Put the service principal's client id and secret there: databricks secrets put-secret {secretScope} client-id.\n"
    "That service principal needs its rights on the page Grants. A personal access token as DATABRICKS_TOKEN is what "
    "older "
    "instructions show: it ends, and some workspaces refuse it for traces.");

constexpr auto CollectorClient = R"py(import os

import requests
from databricks.sdk.core import Config
from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor

[?url]APP = "{collectorUrl}"
[!url]APP = os.environ["COLLECTOR_APP_URL"]
workspace = Config(host="{host}")


def signed(request):
    request.headers.update(workspace.authenticate())  # an OAuth token: apps refuse any other
    return request


session = requests.Session()
session.auth = signed
exporter = OTLPSpanExporter(endpoint=APP + "/v1/traces", session=session)
provider = TracerProvider(resource=Resource.create({"service.name": "my-app"}))
provider.add_span_processor(BatchSpanProcessor(exporter))
trace.set_tracer_provider(provider)

tracer = trace.get_tracer("my-app")
with tracer.start_as_current_span("answer"):
    with tracer.start_as_current_span("look up"):
        print("two spans made")

provider.shutdown()  # sends what is still waiting
)py"_L1;

constexpr auto CollectorClientNotes = QT_TRANSLATE_NOOP("ClientRecipes",
    "Senders need CAN_USE on the app and nothing in Unity Catalog: the app writes with its own credentials.\n"
    "Signs in with DATABRICKS_CLIENT_ID and DATABRICKS_CLIENT_SECRET, or with a profile of databricks auth login. A "
    "personal "
    "access token is refused.\n"
    "[!url]The app's address is known once the step Collector is done.\n"
    "In a browser the app's address shows an error page. That is as it should be: it takes spans and has no pages.\n"
    "It cannot be reached where the workspace lets in listed addresses only, by IP access lists.");

constexpr std::array Texts{
    RecipeText{{"databricks-apps"_L1, "Databricks Apps"_L1, AppYaml, "app.py"_L1, App, "app.yaml"_L1},
        RecipeVariables::None, false, AppNotes},
    RecipeText{
        {"model-serving"_L1, "Model Serving"_L1, ServingVariables, "agent.py"_L1, Serving, "environment_vars.json"_L1},
        RecipeVariables::None, false, ServingNotes},
    RecipeText{{"collector-app"_L1, "Collector app"_L1,
                   "pip install databricks-sdk requests opentelemetry-sdk opentelemetry-exporter-otlp-proto-http"_L1,
                   "hello_collector.py"_L1, CollectorClient},
        RecipeVariables::None, false, CollectorClientNotes},
};

} // namespace

std::span<const RecipeText> hostedRecipes() { return Texts; }

} // namespace spanglass
