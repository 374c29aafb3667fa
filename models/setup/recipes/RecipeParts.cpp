#include "models/setup/recipes/RecipeParts.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <span>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

struct RecipePart {
    QLatin1StringView name;
    const char* text;
};

// set_experiment and set_destination: confirmed, MLflow's own client against the practice workspace (tests/interop).
constexpr auto Bound = R"py([!server][?prefix]from mlflow.entities.trace_location import UnityCatalog
[!server][!prefix]from mlflow.entities.trace_location import UCSchemaLocation

[!server][?prefix]mlflow.set_experiment(
[!server][?prefix]    "{experimentName}",
[!server][?prefix]    trace_location=UnityCatalog("{catalog}", "{schema}", "{prefix}"),
[!server][?prefix])
[!server][!prefix]mlflow.set_experiment("{experimentName}")
[!server][!prefix]mlflow.tracing.set_destination(UCSchemaLocation("{catalog}", "{schema}"))
[?server]mlflow.set_experiment("{experimentName}"))py";

constexpr auto LookUp = R"py(@mlflow.trace(span_type="TOOL")
def look_up(topic):
    return f"what is known about {topic}")py";

constexpr auto Answer = R"py(@mlflow.trace(span_type="AGENT")
def answer(question):
    return f"{question}: {look_up('traces')}")py";

constexpr auto SignedSession = R"py([!server]import requests
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
[!server]session.auth = signed)py";

constexpr auto TwoSpans = R"py(provider = TracerProvider(resource=Resource.create({"service.name": "my-app"}))
provider.add_span_processor(BatchSpanProcessor(exporter))
trace.set_tracer_provider(provider)

tracer = trace.get_tracer("my-app")
with tracer.start_as_current_span("answer"):
    with tracer.start_as_current_span("look up"):
        print("two spans made")

provider.shutdown()  # sends what is still waiting)py";

constexpr std::array CodeParts{RecipePart{"bound"_L1, Bound}, RecipePart{"look-up"_L1, LookUp},
    RecipePart{"answer"_L1, Answer}, RecipePart{"signed-session"_L1, SignedSession},
    RecipePart{"two-spans"_L1, TwoSpans}};

constexpr std::array NoteParts{
    RecipePart{"try-lines"_L1,
        QT_TRANSLATE_NOOP("ClientRecipes",
            "[!server]The environment lines are for a try: their token is read when the app starts, lasts about an "
            "hour "
            "and is not renewed. What runs longer signs in as the example does.")},
    RecipePart{"service-principal"_L1,
        QT_TRANSLATE_NOOP("ClientRecipes",
            "[!server]Signs in as a service principal: DATABRICKS_CLIENT_ID is its application id, "
            "DATABRICKS_CLIENT_SECRET an OAuth secret of it, and the page “Grants” gives it its rights. The token is "
            "renewed before it ends.")},
    RecipePart{"any-sign-in"_L1,
        QT_TRANSLATE_NOOP("ClientRecipes",
            "[!server]Signs in as a service principal, with its application id as DATABRICKS_CLIENT_ID and an OAuth "
            "secret of it as DATABRICKS_CLIENT_SECRET, or with a profile of databricks auth login, and renews the "
            "token by itself. Some workspaces refuse a personal access token for traces.")},
    RecipePart{"root"_L1,
        QT_TRANSLATE_NOOP("ClientRecipes", "A trace shows in the experiment once its root span has arrived.")},
};

QString replaced(const QString& text, std::span<const RecipePart> parts, QString (*shown)(const char*)) {
    QStringList lines = text.split(u'\n');
    for (QString& line : lines) {
        if (!line.startsWith("[+"_L1))
            continue;
        const QStringView name = QStringView(line).sliced(2).chopped(1);
        const auto part = std::ranges::find_if(parts, [&](const RecipePart& each) { return name == each.name; });
        Q_ASSERT(part != parts.end());
        line = shown(part->text);
    }
    return lines.join(u'\n');
}

} // namespace

QString withRecipeParts(const QString& text) {
    return replaced(text, CodeParts, [](const char* part) { return QString::fromUtf8(part); });
}

QString withNoteParts(const QString& text) {
    return replaced(
        text, NoteParts, [](const char* part) { return QCoreApplication::translate("ClientRecipes", part); });
}

} // namespace spanglass
