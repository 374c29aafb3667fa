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

constexpr auto App = R"py(import os
import signal
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import mlflow
[+bound]


[+look-up]


[+answer]


class Page(BaseHTTPRequestHandler):
    def do_GET(self):
        text = answer("Does it arrive?").encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)


signal.signal(signal.SIGTERM, lambda *_: sys.exit())  # ends in order, which sends what is still waiting
ThreadingHTTPServer(("0.0.0.0", int(os.environ["DATABRICKS_APP_PORT"])), Page).serve_forever()
)py"_L1;

// OTEL_PROPAGATORS: the ingress adds a traceparent, and a root with a foreign parent does not show (databricks-api.md
// 4.2, confirmed by a third party).
constexpr auto AppNotes = QT_TRANSLATE_NOOP("ClientRecipes",
    "The app signs in as its own service principal, whose DATABRICKS_HOST, DATABRICKS_CLIENT_ID and "
    "DATABRICKS_CLIENT_SECRET it is given by the workspace; tokens are renewed by themselves.\n"
    "Give that service principal its rights on the page “Grants”: look it up by the app's name.\n"
    "OTEL_PROPAGATORS is none, because the way into an app adds a parent to each request, and a trace whose root has a "
    "parent does not show in the experiment.\n"
    "requirements.txt beside app.yaml and app.py has one line: mlflow[databricks]>=3.11\n"
    "Each request for the app's page makes a trace.");

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

// A ResponsesAgent's predict is traced by itself.
constexpr auto Serving = R"py(import mlflow
from mlflow.pyfunc import ResponsesAgent
[+bound]


[+look-up]


class Agent(ResponsesAgent):
    def predict(self, request):
        return {"output": [self.create_text_output_item(look_up("traces"), "msg_1")]}


mlflow.models.set_model(Agent())
)py"_L1;

constexpr auto ServingNotes = QT_TRANSLATE_NOOP("ClientRecipes",
    "The variables are the environment_vars of the served entity, in the endpoint's configuration; the secrets are "
    "read from a scope of the workspace when the endpoint starts, and the tokens made of them are renewed by "
    "themselves.\n"
    "The client id is the application id of a service principal, which needs its rights on the page “Grants”. A "
    "personal access token as DATABRICKS_TOKEN is what older instructions show: it ends, and some workspaces refuse it "
    "for traces.\n"
    "Log the agent with mlflow.pyfunc.log_model(name=\"agent\", python_model=\"agent.py\", "
    "pip_requirements=[\"mlflow[databricks]>=3.11\"]), then serve that model.");

constexpr auto CollectorClient = R"py([!url]import os
[!url]
[+signed-session]
exporter = OTLPSpanExporter(
[?url]    endpoint="{collectorUrl}/v1/traces",
[!url]    endpoint=os.environ["COLLECTOR_APP_URL"] + "/v1/traces",
    session=session,
)
[+two-spans]
)py"_L1;

constexpr auto CollectorClientNotes = QT_TRANSLATE_NOOP("ClientRecipes",
    "Senders need CAN_USE on the app and nothing in Unity Catalog: the app writes with its own credentials.\n"
    "[+any-sign-in]\n"
    "[!url]The app's address is known once the collector app of the page “Send from your app” is applied.\n"
    "In a browser the app's address shows an error page. That is as it should be: it takes spans and has no pages.\n"
    "It cannot be reached where the workspace lets in listed addresses only, by IP access lists.");

constexpr std::array Texts{
    RecipeText{{"databricks-apps"_L1, "Databricks Apps"_L1, AppYaml, "app.py"_L1, App, "app.yaml"_L1},
        RecipeVariables::None, RecipeSignIn::None, false, AppNotes},
    RecipeText{
        {"model-serving"_L1, "Model Serving"_L1, ServingVariables, "agent.py"_L1, Serving, "environment_vars.json"_L1},
        RecipeVariables::None, RecipeSignIn::SecretScope, false, ServingNotes},
    RecipeText{{"collector-app"_L1, "Collector app"_L1,
                   "pip install databricks-sdk requests opentelemetry-sdk opentelemetry-exporter-otlp-proto-http"_L1,
                   "hello_collector.py"_L1, CollectorClient},
        RecipeVariables::None, RecipeSignIn::AnyOfDatabricks, false, CollectorClientNotes},
};

} // namespace

std::span<const RecipeText> hostedRecipes() { return Texts; }

} // namespace spanglass
