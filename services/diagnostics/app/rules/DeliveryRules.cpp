#include "services/diagnostics/app/rules/AppEndpoint.h"
#include "services/diagnostics/app/rules/AppRules.h"

#include <array>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr QLatin1StringView Check("app.delivery");

/// A number that loses spans, or parts of them, when it is too small or too large.
struct Bound {
    QLatin1StringView key;
    qint64 least;
    qint64 most;
    QLatin1StringView what;
    QLatin1StringView cause;
    qint64 right; ///< the default of the OpenTelemetry specification, or of MLflow
};

constexpr qint64 Any = 1'000'000'000;

constexpr std::array Bounds{
    Bound{"OTEL_BSP_SCHEDULE_DELAY"_L1, 0, 60'000, "Spans are held back for long"_L1,
        "Milliseconds between two exports; a program that ends or is killed meanwhile loses them."_L1, 5000},
    Bound{"OTEL_BSP_MAX_QUEUE_SIZE"_L1, 512, Any, "The queue of spans is small"_L1,
        "When it is full, further spans are dropped without a word."_L1, 2048},
    Bound{"OTEL_BSP_EXPORT_TIMEOUT"_L1, 1000, Any, "Exports are given up soon"_L1,
        "Milliseconds; what is not sent within them is lost."_L1, 30'000},
    Bound{"OTEL_EXPORTER_OTLP_TIMEOUT"_L1, 1000, Any, "The exporter gives up soon"_L1,
        "The specification counts milliseconds (Python's SDK seconds); what is not answered by then is sent again or lost."_L1,
        10'000},
    Bound{"OTEL_EXPORTER_OTLP_TRACES_TIMEOUT"_L1, 1000, Any, "The exporter gives up soon"_L1,
        "The specification counts milliseconds (Python's SDK seconds); what is not answered by then is sent again or lost."_L1,
        10'000},
    Bound{"OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT"_L1, 4096, Any, "Long attribute values are cut"_L1,
        "Inputs and outputs of models are attribute values; cut in the middle their JSON cannot be read."_L1, 65'536},
    Bound{"OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT"_L1, 4096, Any, "Long attribute values are cut"_L1,
        "Inputs and outputs of models are attribute values; cut in the middle their JSON cannot be read."_L1, 65'536},
    Bound{"OTEL_ATTRIBUTE_COUNT_LIMIT"_L1, 32, Any, "Spans lose attributes"_L1,
        "What comes after that many is dropped."_L1, 128},
    Bound{"OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT"_L1, 32, Any, "Spans lose attributes"_L1,
        "What comes after that many is dropped."_L1, 128},
    Bound{"OTEL_SPAN_EVENT_COUNT_LIMIT"_L1, 8, Any, "Spans lose events"_L1,
        "Messages and exceptions are events; what comes after that many is dropped."_L1, 128},
    Bound{"MLFLOW_ASYNC_TRACE_LOGGING_MAX_QUEUE_SIZE"_L1, 100, Any, "MLflow's queue of traces is small"_L1,
        "When it is full, further traces are dropped."_L1, 1000},
    Bound{"MLFLOW_TRACE_TIMEOUT_SECONDS"_L1, 60, Any, "MLflow ends traces soon"_L1,
        "A trace that takes longer is ended with an error, and what follows is lost."_L1, 3600},
};

void boundRule(AppJudge& judge, const Bound& bound) {
    const AppSetting* setting = judge.block().find(bound.key);
    if (!setting || setting->elsewhere || setting->clean().isEmpty())
        return;
    bool isNumber = false;
    const qint64 value = setting->clean().toLongLong(&isNumber);
    if (!isNumber) {
        judge.warned(Check, "number-unreadable"_L1, setting, u"%1 is no whole number"_s.arg(setting->name),
            u"SDKs pass over what they cannot read, or stop at it."_s, u"Write a number without a unit."_s);
        judge.offer(setting, QString::number(bound.right));
    } else if (value < bound.least || value > bound.most) {
        judge
            .failed(Check, "number-loses"_L1, setting, bound.what, bound.cause,
                u"Set %1 to %2, or leave it out."_s.arg(setting->name).arg(bound.right))
            .fails
            = value <= 0;
        judge.offer(setting, QString::number(bound.right));
    }
}

void batchRule(AppJudge& judge) {
    bool hasQueue = false;
    bool hasBatch = false;
    const int queue = judge.block().value("OTEL_BSP_MAX_QUEUE_SIZE"_L1).toInt(&hasQueue);
    const int batch = judge.block().value("OTEL_BSP_MAX_EXPORT_BATCH_SIZE"_L1).toInt(&hasBatch);
    if (!hasBatch || batch <= (hasQueue ? queue : 2048))
        return;
    const AppSetting* setting = judge.block().find("OTEL_BSP_MAX_EXPORT_BATCH_SIZE"_L1);
    judge.failed(Check, "batch-above-queue"_L1, setting, u"A batch is larger than the queue"_s,
        u"SDKs refuse such a pair, or never fill a batch and drop spans from the full queue."_s,
        u"Set %1 to 512."_s.arg(setting->name));
    judge.offer(setting, u"512"_s);
}

void compressionRule(AppJudge& judge) {
    const AppSetting* setting = traceSetting(judge.block(), "COMPRESSION"_L1);
    const QString value = setting && !setting->elsewhere ? setting->clean() : QString();
    if (value.isEmpty() || value == "gzip"_L1 || value == "none"_L1 || value == "deflate"_L1)
        return;
    judge.failed(Check, "compression-unknown"_L1, setting, u"\"%1\" is no compression that SDKs know"_s.arg(value),
        u"The specification knows gzip and none; SDKs stop at other words or send plain."_s, u"Set it to gzip."_s);
    judge.offer(setting, u"gzip"_s);
}

/// The ingress of Databricks Apps adds a parent of its own to each request.
void propagatorRule(AppJudge& judge) {
    const auto endpoint = traceEndpoint(judge.block(), judge.facts());
    const AppSetting* propagators = judge.block().find("OTEL_PROPAGATORS"_L1);
    const bool isNone = propagators && propagators->clean() == "none"_L1;
    const bool isApp = judge.block().form == AppBlock::Form::DatabricksApp;
    if (isApp && !isNone && endpoint && endpoint->kind == AppEndpoint::Kind::Workspace)
        judge.warned(Check, "foreign-parent"_L1, endpoint->setting,
            u"Requests to the app bring a parent that is in no table"_s,
            u"The ingress of Databricks Apps adds a traceparent, so that the app's traces have no root span, and the experiment does not show them."_s,
            u"Add the variable OTEL_PROPAGATORS with the value none."_s);
    if (!isApp && isNone)
        judge.warned(Check, "propagators-none"_L1, propagators, u"No context is passed on between services"_s,
            u"With OTEL_PROPAGATORS=none each service begins a trace of its own."_s,
            u"Set it to tracecontext,baggage."_s);
}

} // namespace

void deliveryRules(AppJudge& judge) {
    for (const Bound& bound : Bounds)
        boundRule(judge, bound);
    batchRule(judge);
    if (judge.block().form != AppBlock::Form::Collector)
        compressionRule(judge);
    propagatorRule(judge);
}

} // namespace spanglass
