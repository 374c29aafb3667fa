#include "models/setup/recipes/ClientRecipes.h"
#include "models/setup/recipes/MonitoringScript.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTextStream>

// recipe_probe: reads a plan's facts as a JSON object on standard input and prints the recipes that the window shows
// for it, as a JSON object by id. Environment lines are written for a POSIX shell, and for a .env file as "dotEnv".

using namespace spanglass;
using namespace Qt::StringLiterals;

namespace {

SetupPlan planOf(const QJsonObject& facts) {
    SetupPlan plan;
    const auto text = [&](const char* key) { return facts.value(QLatin1StringView(key)).toString(); };
    plan.host = text("host");
    plan.mlflowServer = facts.value("mlflow_server"_L1).toBool();
    plan.warehouseId = text("warehouse");
    plan.experimentName = text("experiment");
    plan.experimentId = text("experiment_id");
    plan.catalog = text("catalog");
    plan.schema = text("schema");
    plan.tablePrefix = text("prefix");
    plan.form = facts.contains("prefix"_L1) ? TraceTableForm::TablePrefix : TraceTableForm::SchemaLinked;
    if (facts.contains("sender"_L1))
        plan.grants = {{.principal = {PrincipalKind::ServicePrincipal, text("sender")}}};
    plan.collector.appName = text("app");
    plan.collector.url = text("app_url");
    plan.monitoringWarehouseId = plan.warehouseId;
    plan.scorers = {{.name = u"harmless"_s, .builtin = u"Safety"_s},
        {.name = u"polite"_s,
            .builtin = u"Guidelines"_s,
            .guidelines = {u"Be polite."_s},
            .sampleRate = 0.5,
            .filter = u"attributes.status = 'OK'"_s}};
    return plan;
}

} // namespace

int main() {
    QTextStream in(stdin);
    const SetupPlan plan = planOf(QJsonDocument::fromJson(in.readAll().toUtf8()).object());
    QJsonObject out;
    const std::vector<Snippet> inFiles = clientRecipes(plan, EnvStyle::DotEnv);
    std::size_t at = 0;
    for (const Snippet& each : clientRecipes(plan, EnvStyle::Posix)) {
        out[each.id] = QJsonObject{{u"code"_s, each.code}, {u"codeFile"_s, each.codeFile},
            {u"environment"_s, each.environment}, {u"dotEnv"_s, inFiles.at(at++).environment},
            {u"signIn"_s, each.signIn}, {u"install"_s, each.install}, {u"installFile"_s, each.installFile}};
    }
    out[u"monitoring"_s] = QJsonObject{{u"code"_s, monitoringScript(plan)}, {u"codeFile"_s, u"monitoring.py"_s}};
    QTextStream(stdout) << QJsonDocument(out).toJson();
    return 0;
}
