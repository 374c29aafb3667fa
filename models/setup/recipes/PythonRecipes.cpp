#include "models/setup/recipes/RecipeText.h"

#include <QtGlobal>

#include <array>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

constexpr auto MLflow = R"py(import os

[!server]os.environ.setdefault("DATABRICKS_HOST", "{host}")
[!server]os.environ.setdefault("MLFLOW_TRACKING_URI", "databricks")
[!server]os.environ.setdefault("MLFLOW_TRACING_SQL_WAREHOUSE_ID", "{warehouseId}")
[?server]os.environ.setdefault("MLFLOW_TRACKING_URI", "{host}")

import mlflow
[+bound]


[+look-up]


[+answer]


print(answer("Does it arrive?"))
mlflow.flush_trace_async_logging()  # sends what is still waiting
)py"_L1;

constexpr auto MLflowNotes = QT_TRANSLATE_NOOP("ClientRecipes",
    "[+any-sign-in]\n"
    "[!server][?prefix]Leave MLFLOW_TRACING_DESTINATION unset: it takes a catalog and a schema only, and the spans "
    "would go to other tables.\n"
    "An app that is traced already, by autolog or @mlflow.trace, needs only the lines before the first function.\n"
    "A failed export is a line in the app's log, not an exception: keep the log level at WARNING or lower.");

constexpr auto OpenTelemetry = R"py([+signed-session]
exporter = OTLPSpanExporter(
    endpoint="{tracesUrl}",
[!server]    headers={"X-Databricks-UC-Table-Name": "{spansTable}"},
[!server]    session=session,
[?server]    headers={"x-mlflow-experiment-id": "{experimentId}"},
)
[+two-spans]
)py"_L1;

constexpr auto OpenTelemetryNotes = QT_TRANSLATE_NOOP("ClientRecipes", "[+any-sign-in]\n[+try-lines]\n[+root]");

constexpr std::array Texts{
    RecipeText{{"python-mlflow"_L1, "Python with MLflow"_L1,
                   "[!server]pip install \"mlflow[databricks]>=3.11\"\n[?server]pip install \"mlflow>=3.6\""_L1,
                   "hello_mlflow.py"_L1, MLflow},
        RecipeVariables::MLflow, RecipeSignIn::AnyOfDatabricks, true, MLflowNotes},
    RecipeText{
        {"python"_L1, "Python with OpenTelemetry"_L1,
            "[!server]pip install databricks-sdk requests opentelemetry-sdk opentelemetry-exporter-otlp-proto-http\n"
            "[?server]pip install opentelemetry-sdk opentelemetry-exporter-otlp-proto-http"_L1,
            "hello.py"_L1, OpenTelemetry},
        RecipeVariables::OpenTelemetry, RecipeSignIn::AnyOfDatabricks, true, OpenTelemetryNotes},
};

} // namespace

std::span<const RecipeText> pythonRecipes() { return Texts; }

} // namespace spanglass
