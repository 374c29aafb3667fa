#include "services/diagnostics/app/rules/AppEndpoint.h"
#include "services/diagnostics/app/rules/AppRules.h"

#include <QRegularExpression>
#include <QVersionNumber>

#include <algorithm>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr QLatin1StringView Packages("app.packages");
constexpr QLatin1StringView Switch("app.switch");

bool needsMlflow(const AppBlock& block) {
    return std::ranges::any_of(block.settings, [](const AppSetting& s) { return s.key.startsWith("MLFLOW_"_L1); });
}

/// The newest version that a demand lets in, where it says so: "==2.9", "<3".
std::optional<QVersionNumber> newestOf(const QString& demand) {
    static const QRegularExpression form(u"(?:==|<=?|~=)\\s*([\\d.]+)"_s);
    const auto match = form.match(demand);
    return match.hasMatch() ? std::optional(QVersionNumber::fromString(match.captured(1))) : std::nullopt;
}

void exporterRule(AppJudge& judge) {
    const ProjectFacts& project = judge.facts().project;
    const AppSetting* endpoint = traceSetting(judge.block(), "ENDPOINT"_L1);
    const bool hasSdk = project.package("opentelemetry-sdk"_L1) || project.package("opentelemetry-api"_L1)
        || project.package("opentelemetry-distro"_L1);
    const bool isGrpc = traceProtocol(judge.block()) == AppProtocol::Grpc;
    const QLatin1StringView wanted
        = isGrpc ? "opentelemetry-exporter-otlp-proto-grpc"_L1 : "opentelemetry-exporter-otlp-proto-http"_L1;
    if (!endpoint || !hasSdk || project.package("opentelemetry-exporter-otlp"_L1) || project.package(wanted))
        return;
    judge.failed(Packages, "package-exporter-missing"_L1, endpoint, u"The package of the exporter is missing"_s,
        u"%1 asks for the OpenTelemetry SDK, but not for %2, so that nothing can send."_s.arg(
            project.packageFile, wanted),
        u"Add %1 to %2 and install it."_s.arg(wanted, project.packageFile));
}

void mlflowRule(AppJudge& judge) {
    const ProjectFacts& project = judge.facts().project;
    const NeededPackage* mlflow = project.package("mlflow"_L1);
    for (const auto name : {"mlflow-tracing"_L1, "mlflow-skinny"_L1})
        mlflow = mlflow ? mlflow : project.package(name);
    const AppSetting* destination = judge.block().find("MLFLOW_TRACING_DESTINATION"_L1);
    const auto newest = mlflow ? newestOf(mlflow->version) : std::nullopt;
    if (!mlflow) {
        judge.failed(Packages, "package-mlflow-missing"_L1, nullptr, u"MLflow is configured and not installed"_s,
            u"%1 does not ask for mlflow or mlflow-tracing."_s.arg(project.packageFile),
            u"Add mlflow[databricks]>=3.11 to %1 and install it."_s.arg(project.packageFile));
    } else if (newest && *newest < QVersionNumber(3, 5) && destination) {
        judge.failed(Packages, "package-mlflow-old"_L1, destination, u"This MLflow cannot write to Unity Catalog"_s,
            u"%1 asks for mlflow%2; tables of Unity Catalog need 3.5, with a prefix 3.11."_s.arg(
                project.packageFile, mlflow->version),
            u"Ask for mlflow[databricks]>=3.11 in %1."_s.arg(project.packageFile));
    } else if (newest && newest->majorVersion() < 3) {
        judge.warned(Packages, "package-mlflow-old"_L1, nullptr, u"This MLflow is of an old generation"_s,
            u"%1 asks for mlflow%2, whose spans can get lost outside of a run."_s.arg(
                project.packageFile, mlflow->version),
            u"Ask for mlflow[databricks]>=3.11 in %1."_s.arg(project.packageFile));
    }
}

/// A file of the app's own says that tracing is on; only its code can make it so.
void enablingRule(AppJudge& judge) {
    const ProjectFacts& project = judge.facts().project;
    const AppSetting* own = judge.block().find("tracing.enabled"_L1);
    if (!own || own->clean().compare("true"_L1, Qt::CaseInsensitive) != 0 || project.enablesTracing)
        return;
    const QString step
        = u"Call mlflow.<framework>.autolog() at start, or put @mlflow.trace on the functions of interest."_s;
    if (project.sources > 0)
        judge.failed(Switch, "nothing-enables"_L1, own, u"Tracing is configured, and nothing in the code enables it"_s,
            u"MLflow does not read this file, and none of %1 sources calls autolog() or its like%2."_s
                .arg(project.sources)
                .arg(project.bareSpans.isEmpty() ? QString()
                                                 : u"; spans are begun at %1 without it"_s.arg(project.bareSpans)),
            step);
    else
        judge.warned(Switch, "nothing-enables"_L1, own, u"The configuration alone does not enable tracing"_s,
            u"MLflow does not read this file: the app's code has to enable tracing, and it was not there to be looked at."_s,
            step);
}

} // namespace

void projectRules(AppJudge& judge) {
    enablingRule(judge);
    const ProjectFacts& project = judge.facts().project;
    if (!project.swallowedSetup.isEmpty() && judge.block().settings.size() > 0 && judge.config().telemetryCount() > 0)
        judge.warned(Switch, "setup-swallowed"_L1, nullptr, u"An error of setting up tracing goes unseen"_s,
            u"At %1 it is caught and the program goes on without tracing."_s.arg(project.swallowedSetup),
            u"Log it as an error and raise it again, at least while you look for traces."_s);
    if (project.packageFile.isEmpty() || project.packageFile == "package.json"_L1)
        return;
    exporterRule(judge);
    if (needsMlflow(judge.block()))
        mlflowRule(judge);
}

} // namespace spanglass
