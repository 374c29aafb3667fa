#include "services/setup/CollectorCalls.h"

#include "services/setup/CallText.h"
#include "services/setup/CollectorApp.h"

#include <nlohmann/json.hpp>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

using Json = nlohmann::json;

std::string utf8(const QString& text) { return text.toStdString(); }

/// What the app of seed 002 reads from its environment; app.yaml may say otherwise for what is not here.
Json environmentOf(const SetupPlan& plan, const QString& secretResource) {
    const auto value = [](const char* name, const QString& text) {
        return Json{{"name", name}, {"value", utf8(text)}};
    };
    return Json::array({Json{{"name", "DATABRICKS_TOKEN"}, {"value_from", utf8(secretResource)}},
        value("DATABRICKS_HOST", plan.host), value("MLFLOW_EXPERIMENT_NAME", plan.experimentName),
        value("UC_CATALOG_NAME", plan.catalog), value("UC_SCHEMA_NAME", plan.schema),
        value("UC_TABLE_PREFIX_NAME",
            !plan.tablePrefix.isEmpty()       ? plan.tablePrefix
                : plan.experimentId.isEmpty() ? ExperimentIdMark
                                              : plan.experimentId)});
}

} // namespace

SetupCall makeScopeCall(const PlannedCollector& wanted) {
    return restCall(u"Make the secret scope"_s, "POST", u"/api/2.0/secrets/scopes/create"_s,
        Json{{"scope", utf8(wanted.secretScope)}});
}

SetupCall putSecretCall(const PlannedCollector& wanted) {
    return restCall(u"Keep the token as a secret"_s, "POST", u"/api/2.0/secrets/put"_s,
        Json{{"scope", utf8(wanted.secretScope)}, {"key", utf8(wanted.secretKey)}, {"string_value", utf8(SecretMark)}});
}

SetupCall makeAppCall(const PlannedCollector& wanted) {
    const Json resources
        = Json::parse(CollectorApp().resourcesWith(wanted.secretScope, wanted.secretKey).toStdString());
    return restCall(u"Make the app"_s, "POST", u"/api/2.0/apps"_s,
        Json{{"name", utf8(wanted.appName)}, {"description", "Takes OpenTelemetry spans for Unity Catalog"},
            {"resources", resources}});
}

SetupCall deployCall(const SetupPlan& plan, const QString& secretResource) {
    return restCall(u"Deploy the app"_s, "POST", appPath(plan.collector) + "/deployments"_L1,
        Json{{"source_code_path", utf8(plan.collector.sourceFolder)}, {"mode", "SNAPSHOT"},
            {"env_vars", environmentOf(plan, secretResource)}});
}

QString appPath(const PlannedCollector& wanted) { return u"/api/2.0/apps/"_s + wanted.appName; }

} // namespace spanglass
