#include "services/diagnostics/app/rules/AppEndpoint.h"
#include "services/diagnostics/app/rules/AppRules.h"

#include <QRegularExpression>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr QLatin1StringView Check("app.mlflow");

bool speaksOfDatabricks(const AppBlock& block) {
    return block.has("DATABRICKS_HOST"_L1) || block.has("DATABRICKS_CONFIG_PROFILE"_L1)
        || block.value("tracing.backend"_L1) == "databricks"_L1 || block.form == AppBlock::Form::DatabricksApp;
}

void trackingFault(AppJudge& judge, const AppSetting* uri, QLatin1StringView rule, const QString& what,
    const QString& cause, bool isCertain) {
    judge.failed(
        Check, rule, uri, what, cause, u"Set %1 to databricks, or to databricks://<profile>."_s.arg(uri->name));
    if (isCertain)
        judge.offer(uri, u"databricks"_s);
}

void trackingRule(AppJudge& judge) {
    const AppSetting* uri = judge.block().find("MLFLOW_TRACKING_URI"_L1);
    if (!uri || uri->elsewhere || uri->clean().isEmpty())
        return;
    static const QRegularExpression address(u"^(?:(https?)://)?([\\w.-]+)(?::(\\d+))?(?:/.*)?$"_s);
    const QString value = uri->clean();
    const auto match = address.match(value);
    if (value == "databricks"_L1 || value.startsWith("databricks://"_L1))
        return;
    if (value.startsWith("databricks"_L1, Qt::CaseInsensitive))
        return trackingFault(judge, uri, "tracking-spelling"_L1,
            u"The tracking address is not spelt as MLflow reads it"_s,
            u"MLflow knows \"databricks\" and \"databricks://profile\"; it takes \"%1\" for a folder or another store."_s
                .arg(value),
            true);
    if (isWorkspaceName(match.captured(2).toLower())) {
        const bool hasScheme = !match.captured(1).isEmpty();
        if (hasScheme && judge.block().has("MLFLOW_TRACKING_TOKEN"_L1))
            return;
        return trackingFault(judge, uri, "tracking-workspace-address"_L1,
            u"The tracking address is the workspace's own address"_s,
            hasScheme
                ? u"MLflow then signs in with MLFLOW_TRACKING_TOKEN alone, not as DATABRICKS_TOKEN or a profile says, and knows nothing of Unity Catalog."_s
                : u"Without a scheme MLflow takes it for a folder, and keeps traces there."_s,
            judge.block().has("DATABRICKS_HOST"_L1));
    }
    if (match.captured(3) == "4317"_L1 || match.captured(3) == "4318"_L1)
        return trackingFault(judge, uri, "tracking-otlp-port"_L1, u"The tracking address is that of an OTLP receiver"_s,
            u"MLFLOW_TRACKING_URI wants an MLflow server; OTLP goes by OTEL_EXPORTER_OTLP_ENDPOINT."_s, false);
    if (match.captured(1).isEmpty() && speaksOfDatabricks(judge.block()))
        trackingFault(judge, uri, "tracking-local"_L1, u"MLflow keeps its traces on the app's own disk"_s,
            u"\"%1\" is a folder or a file, and a workspace is configured beside it."_s.arg(value), true);
}

void experimentRules(AppJudge& judge) {
    static const QRegularExpression digits(u"^\\d+$"_s);
    const AppSetting* id = judge.block().find("MLFLOW_EXPERIMENT_ID"_L1);
    const AppSetting* name = judge.block().find("MLFLOW_EXPERIMENT_NAME"_L1);
    const bool isDatabricks = judge.block().value("MLFLOW_TRACKING_URI"_L1).startsWith("databricks"_L1)
        || speaksOfDatabricks(judge.block());
    if (id && !id->elsewhere && !id->clean().isEmpty() && !digits.match(id->clean()).hasMatch())
        judge.failed(Check, "experiment-id"_L1, id, u"The experiment's id is no number"_s,
            u"A name or an address stands where MLflow wants the id."_s,
            u"Put the number from the experiment's address there, or use MLFLOW_EXPERIMENT_NAME."_s);
    if (name && !name->elsewhere && isDatabricks && !name->clean().isEmpty() && !name->clean().startsWith(u'/'))
        judge.failed(Check, "experiment-name"_L1, name, u"The experiment's name is no path"_s,
            u"In a workspace experiments have whole paths; MLflow fails on \"%1\"."_s.arg(name->clean()),
            u"Write it as /Users/<you>/%1 or /Shared/%1."_s.arg(name->clean()));
}

void warehouseRule(AppJudge& judge) {
    const AppSetting* warehouse = judge.block().find("MLFLOW_TRACING_SQL_WAREHOUSE_ID"_L1);
    if (!warehouse || warehouse->elsewhere || !warehouse->clean().contains(u'/'))
        return;
    judge.failed(Check, "warehouse-path"_L1, warehouse, u"The SQL warehouse is given by its path"_s,
        u"MLflow wants the id alone, not the HTTP path or the address."_s, u"Keep what follows the last slash."_s);
    judge.offer(warehouse, warehouse->clean().section(u'/', -1, -1, QString::SectionSkipEmpty));
}

void hostRule(AppJudge& judge) {
    const AppSetting* host = judge.block().find("DATABRICKS_HOST"_L1);
    if (!host || host->elsewhere || !host->clean().startsWith("http://"_L1)
        || !isWorkspaceName(host->clean().mid(7).section(u'/', 0, 0).toLower()))
        return;
    judge.failed(Check, "host-http"_L1, host, u"The workspace is addressed over http://"_s,
        u"Databricks answers over TLS only, and a token must not travel in the clear."_s, u"Write https://."_s);
    judge.offer(host, QString(host->clean()).replace(0, 7, u"https://"_s));
}

/// With an OTLP endpoint set, MLflow sends its traces there in place of its own server.
void dualRule(AppJudge& judge) {
    const auto endpoint = traceEndpoint(judge.block(), judge.facts());
    const AppSetting* uri = judge.block().find("MLFLOW_TRACKING_URI"_L1);
    if (endpoint && uri && endpoint->kind != AppEndpoint::Kind::Workspace
        && !judge.block().has("MLFLOW_TRACE_ENABLE_OTLP_DUAL_EXPORT"_L1)) {
        judge.warned(Check, "otlp-in-place-of-mlflow"_L1, endpoint->setting,
            u"MLflow sends its traces to the OTLP endpoint alone"_s,
            u"When an OTLP endpoint is set, MLflow exports there in place of its tracking server."_s,
            u"Set MLFLOW_TRACE_ENABLE_OTLP_DUAL_EXPORT to true for both, or remove the endpoint."_s);
        judge.offerLine(u"MLFLOW_TRACE_ENABLE_OTLP_DUAL_EXPORT"_s, u"true"_s);
    }
}

} // namespace

void mlflowRules(AppJudge& judge) {
    trackingRule(judge);
    experimentRules(judge);
    warehouseRule(judge);
    hostRule(judge);
    dualRule(judge);
}

} // namespace spanglass
