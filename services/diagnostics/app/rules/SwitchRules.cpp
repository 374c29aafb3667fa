#include "services/diagnostics/app/rules/AppRules.h"

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr QLatin1StringView Check("app.switch");

void exporterRule(AppJudge& judge) {
    const AppSetting* exporter = judge.block().find("OTEL_TRACES_EXPORTER"_L1);
    const QString value = exporter ? exporter->clean().toLower() : QString();
    if (value.isEmpty() || value.contains("otlp"_L1))
        return;
    if (value == "none"_L1 && judge.block().form == AppBlock::Form::Collector) {
        judge.failed(Check, "exporter-unused"_L1, exporter, u"No pipeline of traces names this exporter"_s,
            u"A Collector runs only the exporters that a pipeline names."_s,
            u"Name it under service.pipelines.traces.exporters."_s);
    } else if (value == "none"_L1) {
        judge.failed(Check, "exporter-none"_L1, exporter, u"Traces are exported nowhere"_s,
            u"With the exporter \"none\" the SDK makes spans and drops them."_s,
            u"Set OTEL_TRACES_EXPORTER to otlp."_s);
        judge.offer(exporter, u"otlp"_s);
    } else if (value == "console"_L1 || value == "logging"_L1) {
        judge.failed(Check, "exporter-console"_L1, exporter, u"Traces are printed, not sent"_s,
            u"The exporter \"%1\" writes spans to the program's own output."_s.arg(value),
            u"Set OTEL_TRACES_EXPORTER to otlp, or to otlp,console for both."_s);
        judge.offer(exporter, value == "console"_L1 ? u"otlp,console"_s : u"otlp"_s);
    } else {
        judge.warned(Check, "exporter-unknown"_L1, exporter, u"Traces are exported in another form than OTLP"_s,
            u"The exporter \"%1\" does not speak OTLP, which is what the receiver and Databricks take."_s.arg(value),
            u"Set OTEL_TRACES_EXPORTER to otlp."_s);
        judge.offer(exporter, u"otlp"_s);
    }
}

} // namespace

void switchRules(AppJudge& judge) {
    const AppSetting* disabled = judge.block().find("OTEL_SDK_DISABLED"_L1);
    if (disabled && disabled->clean().compare("true"_L1, Qt::CaseInsensitive) == 0) {
        judge.failed(Check, "sdk-disabled"_L1, disabled, u"The OpenTelemetry SDK is switched off"_s,
            u"With OTEL_SDK_DISABLED=true the SDK makes no spans at all."_s, u"Set it to false, or remove it."_s);
        judge.offer(disabled, u"false"_s);
    }
    exporterRule(judge);
    const AppSetting* own = judge.block().find("tracing.enabled"_L1);
    if (own && own->clean().compare("false"_L1, Qt::CaseInsensitive) == 0) {
        judge.failed(Check, "tracing-disabled"_L1, own, u"Tracing is switched off in the app's own configuration"_s,
            u"%1 is false."_s.arg(own->name), u"Set it to true."_s);
        judge.offer(own, u"true"_s);
    }
}

} // namespace spanglass
