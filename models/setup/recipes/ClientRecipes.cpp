#include "models/setup/recipes/ClientRecipes.h"

#include "models/common/TextTemplate.h"
#include "models/setup/recipes/RecipeText.h"
#include "services/core/SetupTables.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

/// Where spans are posted to, and how it is told which table or experiment they are for (databricks-api.md 4.1
/// and 4.5).
struct Destination {
    explicit Destination(const SetupPlan& plan)
        : otlp(plan.mlflowServer ? plan.host : QString(plan.host + "/api/2.0/otel"_L1))
        , tables(plannedTables(plan))
        , header(plan.mlflowServer ? u"x-mlflow-experiment-id"_s : u"X-Databricks-UC-Table-Name"_s)
        , headerValue(encoded(plan.mlflowServer ? plan.experimentId : tables.spans)) { }

    static QString encoded(const QString& value) { return QString::fromLatin1(QUrl::toPercentEncoding(value, "<>")); }

    QString otlp;
    PlannedTables tables;
    QString header;
    QString headerValue; ///< percent-encoded
};

/// For a shell, in single quotes where it has to be.
QString shellWord(const QString& text) {
    static const QRegularExpression plain(u"^[A-Za-z0-9_./:@%+=-]+$"_s);
    return plain.match(text).hasMatch() ? text : u'\'' + QString(text).replace(u'\'', "'\\''"_L1) + u'\'';
}

QString prefixOf(const SetupPlan& plan) { return plan.tablePrefix.isEmpty() ? plan.experimentId : plan.tablePrefix; }

QList<TemplateValue> valuesOf(const SetupPlan& plan) {
    const Destination to(plan);
    QList<TemplateValue> values{{"host"_L1, plan.host}, {"tracesUrl"_L1, to.otlp + "/v1/traces"_L1},
        {"logsUrl"_L1, to.otlp + "/v1/logs"_L1}, {"metricsUrl"_L1, to.otlp + "/v1/metrics"_L1},
        {"tokenUrl"_L1, plan.host + "/oidc/v1/token"_L1}, {"spansTable"_L1, to.tables.spans},
        {"spansTableHeader"_L1, to.headerValue}, {"logsTable"_L1, to.tables.logs},
        {"metricsTable"_L1, to.tables.metrics}, {"experimentName"_L1, plan.experimentName},
        {"experimentId"_L1, plan.experimentId}, {"warehouseId"_L1, plan.warehouseId}, {"catalog"_L1, plan.catalog},
        {"schema"_L1, plan.schema}, {"prefix"_L1, prefixOf(plan)}, {"collectorUrl"_L1, plan.collector.url},
        {"secretScope"_L1, plan.collector.secretScope.isEmpty() ? u"traces"_s : plan.collector.secretScope}};
    for (TemplateValue& each : values)
        each.value = inDoubleQuotes(each.value);
    values << TemplateValue{"profileWord"_L1, shellWord(plan.profile)}
           << TemplateValue{"hostWord"_L1, shellWord(plan.host)};
    return values;
}

QStringList marksOf(const SetupPlan& plan) {
    QStringList marks;
    if (plan.mlflowServer)
        marks << u"server"_s;
    if (plan.form == TraceTableForm::Newest || plan.form == TraceTableForm::TablePrefix)
        marks << u"prefix"_s;
    if (!plan.collector.url.isEmpty())
        marks << u"url"_s;
    if (!plan.profile.isEmpty())
        marks << u"profile"_s;
    return marks;
}

std::vector<EnvLine> openTelemetryLines(const SetupPlan& plan) {
    const Destination to(plan);
    const QString header = to.header + u'=' + to.headerValue;
    const EnvLine headers = plan.mlflowServer ? EnvLine{u"OTEL_EXPORTER_OTLP_TRACES_HEADERS"_s, header}
                                              : EnvLine{u"OTEL_EXPORTER_OTLP_TRACES_HEADERS"_s,
                                                  u"authorization=Bearer%20${DATABRICKS_TOKEN},"_s + header, true};
    return {{u"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"_s, to.otlp + "/v1/traces"_L1},
        {u"OTEL_EXPORTER_OTLP_TRACES_PROTOCOL"_s, u"http/protobuf"_s}, headers, {u"OTEL_SERVICE_NAME"_s, u"my-app"_s}};
}

/// MLFLOW_TRACING_DESTINATION takes "catalog.schema" only; with a prefix it would lead to other tables
/// (databricks-api.md 3.3).
std::vector<EnvLine> mlflowLines(const SetupPlan& plan) {
    std::vector<EnvLine> lines{{u"MLFLOW_TRACKING_URI"_s, plan.mlflowServer ? plan.host : u"databricks"_s},
        {u"MLFLOW_EXPERIMENT_ID"_s, plan.experimentId}};
    if (plan.mlflowServer)
        return lines;
    if (plan.profile.isEmpty())
        lines.push_back({u"DATABRICKS_HOST"_s, plan.host});
    else
        lines.push_back({u"DATABRICKS_CONFIG_PROFILE"_s, plan.profile});
    lines.push_back({u"MLFLOW_TRACING_SQL_WAREHOUSE_ID"_s, plan.warehouseId});
    if (!marksOf(plan).contains(u"prefix"_s))
        lines.push_back({u"MLFLOW_TRACING_DESTINATION"_s, plan.catalog + u'.' + plan.schema});
    return lines;
}

QString environmentOf(const RecipeText& text, const SetupPlan& plan, EnvStyle style) {
    switch (text.variables) {
    case RecipeVariables::None:
        return {};
    case RecipeVariables::OpenTelemetry:
        return environmentText(openTelemetryLines(plan), style);
    case RecipeVariables::MLflow:
        return environmentText(mlflowLines(plan), style);
    }
    Q_UNREACHABLE();
}

/// A plan that says in words what it does not know yet.
struct SpeakingPlan {
    explicit SpeakingPlan(const SetupPlan& given)
        : plan(given) {
        fill(plan.host, u"<host>"_s);
        fill(plan.experimentName, u"<experiment>"_s);
        fill(plan.experimentId, u"<experiment-id>"_s);
        if (plan.mlflowServer)
            return;
        fill(plan.warehouseId, u"<warehouse-id>"_s);
        fill(plan.catalog, u"<catalog>"_s);
        fill(plan.schema, u"<schema>"_s);
    }

    SetupPlan plan;
    bool isOpen = false; ///< something is not known

private:
    void fill(QString& value, const QString& mark) {
        if (!value.isEmpty())
            return;
        value = mark;
        isOpen = true;
    }
};

bool fits(const RecipeText& text, const SetupPlan& plan) {
    if (text.id == "collector-app"_L1)
        return plan.collector.isWanted();
    return text.fitsServers || !plan.mlflowServer;
}

} // namespace

std::vector<Snippet> clientRecipes(const SetupPlan& given, EnvStyle style) {
    const SpeakingPlan speaking(given);
    const SetupPlan& plan = speaking.plan;
    const QList<TemplateValue> values = valuesOf(plan);
    const QStringList marks = marksOf(plan);
    std::vector<Snippet> recipes;
    for (const auto texts : {pythonRecipes(), managedRecipes(), nativeRecipes(), relayRecipes(), hostedRecipes()}) {
        for (const RecipeText& text : texts) {
            if (!fits(text, plan))
                continue;
            QString notes = QCoreApplication::translate("ClientRecipes", text.notes);
            if (speaking.isOpen)
                notes.prepend(
                    QCoreApplication::translate("ClientRecipes",
                        "What stands in <...> is known once the experiment and its tables are made: apply the "
                        "setup first.")
                    + u'\n');
            recipes.push_back({QString(text.id), QString(text.title), filledTemplate(text.install, values, marks),
                environmentOf(text, plan, style), filledTemplate(text.code, values, marks), QString(text.codeFile),
                QString(text.installFile), filledTemplate(notes, values, marks).split(u'\n', Qt::SkipEmptyParts)});
        }
    }
    return recipes;
}

} // namespace spanglass
