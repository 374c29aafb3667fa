#include "models/setup/recipes/RecipeEnvironment.h"

#include <QUrl>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

QString encoded(const QString& value) { return QString::fromLatin1(QUrl::toPercentEncoding(value, "<>")); }

EnvLine workspaceLine(const SetupPlan& plan) {
    return plan.profile.isEmpty() ? EnvLine{u"DATABRICKS_HOST"_s, plan.host}
                                  : EnvLine{u"DATABRICKS_CONFIG_PROFILE"_s, plan.profile};
}

/// A name of its own: Databricks' libraries refuse a DATABRICKS_TOKEN beside a client id. Confirmed: databricks auth
/// token prints the bare token with -o text (databricks-api.md 1.5).
EnvLine tokenLine(const SetupPlan& plan) {
    QStringList command{u"databricks"_s, u"auth"_s, u"token"_s};
    if (plan.profile.isEmpty())
        command << u"--host"_s << plan.host;
    else
        command << u"--profile"_s << plan.profile;
    command << u"-o"_s << u"text"_s;
    return {u"TRACES_TOKEN"_s, {}, EnvValue::Printed, command};
}

std::vector<EnvLine> openTelemetryLines(const SetupPlan& plan) {
    const RecipeDestination to(plan);
    const QString header = to.header + u'=' + to.headerValue;
    std::vector<EnvLine> lines;
    if (!plan.mlflowServer)
        lines.push_back(tokenLine(plan));
    lines.push_back({u"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"_s, to.otlp + "/v1/traces"_L1});
    lines.push_back({u"OTEL_EXPORTER_OTLP_TRACES_PROTOCOL"_s, u"http/protobuf"_s});
    if (plan.mlflowServer)
        lines.push_back({u"OTEL_EXPORTER_OTLP_TRACES_HEADERS"_s, header});
    else
        lines.push_back({u"OTEL_EXPORTER_OTLP_TRACES_HEADERS"_s, u"authorization=Bearer%20${TRACES_TOKEN},"_s + header,
            EnvValue::References});
    lines.push_back({u"OTEL_SERVICE_NAME"_s, u"my-app"_s});
    return lines;
}

/// MLFLOW_TRACING_DESTINATION takes "catalog.schema" only; with a prefix it would lead to other tables
/// (databricks-api.md 3.3).
std::vector<EnvLine> mlflowLines(const SetupPlan& plan) {
    std::vector<EnvLine> lines{{u"MLFLOW_TRACKING_URI"_s, plan.mlflowServer ? plan.host : u"databricks"_s},
        {u"MLFLOW_EXPERIMENT_ID"_s, plan.experimentId}};
    if (plan.mlflowServer)
        return lines;
    lines.push_back(workspaceLine(plan));
    lines.push_back({u"MLFLOW_TRACING_SQL_WAREHOUSE_ID"_s, plan.warehouseId});
    if (!isNamedByPrefix(plan))
        lines.push_back({u"MLFLOW_TRACING_DESTINATION"_s, plan.catalog + u'.' + plan.schema});
    return lines;
}

} // namespace

RecipeDestination::RecipeDestination(const SetupPlan& plan)
    : otlp(plan.mlflowServer ? plan.host : QString(plan.host + "/api/2.0/otel"_L1))
    , tables(plannedTables(plan))
    , header(plan.mlflowServer ? u"x-mlflow-experiment-id"_s : u"X-Databricks-UC-Table-Name"_s)
    , headerValue(encoded(plan.mlflowServer ? plan.experimentId : tables.spans)) { }

bool isNamedByPrefix(const SetupPlan& plan) {
    return plan.form == TraceTableForm::Newest || plan.form == TraceTableForm::TablePrefix;
}

QString senderOf(const SetupPlan& plan) {
    for (const PlannedGrant& each : plan.grants) {
        if (each.writes && each.principal.kind == PrincipalKind::ServicePrincipal)
            return each.principal.id;
    }
    return u"<client-id>"_s;
}

QString recipeVariables(RecipeVariables variables, const SetupPlan& plan, EnvStyle style) {
    switch (variables) {
    case RecipeVariables::None:
        return {};
    case RecipeVariables::OpenTelemetry:
        return environmentText(openTelemetryLines(plan), style);
    case RecipeVariables::MLflow:
        return environmentText(mlflowLines(plan), style);
    }
    Q_UNREACHABLE();
}

QString recipeSignIn(const RecipeText& recipe, const SetupPlan& plan, EnvStyle style) {
    if (plan.mlflowServer || recipe.signIn == RecipeSignIn::None)
        return {};
    if (recipe.signIn == RecipeSignIn::SecretScope)
        return environmentText({workspaceLine(plan)}, style == EnvStyle::DotEnv ? EnvStyle::Posix : style);
    if (recipe.signIn == RecipeSignIn::AnyOfDatabricks && !plan.profile.isEmpty()) {
        const bool isSaidAlready = recipe.variables == RecipeVariables::MLflow;
        return isSaidAlready ? QString() : environmentText({workspaceLine(plan)}, style);
    }
    return environmentText(
        {{u"DATABRICKS_CLIENT_ID"_s, senderOf(plan)}, {u"DATABRICKS_CLIENT_SECRET"_s, {}, EnvValue::Typed}}, style);
}

} // namespace spanglass
