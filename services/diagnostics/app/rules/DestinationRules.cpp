#include "services/diagnostics/app/rules/AppHeaders.h"
#include "services/diagnostics/app/rules/AppRules.h"

#include <QRegularExpression>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr QLatin1StringView Check("app.mlflow");

/// "catalog.schema" makes MLflow write to the tables with the fixed names, whatever the experiment is bound to.
void twoPartRule(AppJudge& judge, const AppSetting* destination, const QString& value) {
    const QString& linked = judge.facts().linkedPath;
    const AppBlock& block = judge.block();
    const bool namesExperiment = block.has("MLFLOW_EXPERIMENT_ID"_L1) || block.has("MLFLOW_EXPERIMENT_NAME"_L1);
    const QString step = u"Remove MLFLOW_TRACING_DESTINATION: the experiment's own location then holds."_s;
    if (!linked.isEmpty() && value.compare(linked, Qt::CaseInsensitive) != 0)
        judge.failed(Check, "destination-shadows"_L1, destination,
            u"The destination shadows where the experiment is bound to"_s,
            u"The experiment is bound to %1; with %2 MLflow writes to %2.mlflow_experiment_trace_otel_spans instead."_s
                .arg(linked, value),
            step);
    else if (linked.isEmpty() && namesExperiment)
        judge.warned(Check, "destination-beside-experiment"_L1, destination,
            u"A destination is set beside an experiment"_s,
            u"If the experiment is bound to tables of its own, this shadows them: MLflow writes to %1.mlflow_experiment_trace_otel_spans."_s
                .arg(value),
            step);
}

} // namespace

void destinationRules(AppJudge& judge) {
    static const QRegularExpression digits(u"^\\d+$"_s);
    const AppSetting* destination = judge.block().find("MLFLOW_TRACING_DESTINATION"_L1);
    if (!destination || destination->elsewhere || destination->clean().isEmpty())
        return;
    const QString value = destination->clean();
    const QString clean = cleanTable(value);
    const QString experiment = judge.block().value("MLFLOW_EXPERIMENT_ID"_L1);
    const qsizetype parts = value.split(u'.').size();
    if (digits.match(value).hasMatch()) {
        if (!experiment.isEmpty() && experiment != value)
            judge.failed(Check, "destination-other-experiment"_L1, destination,
                u"Traces go to another experiment than the configured one"_s,
                u"MLFLOW_TRACING_DESTINATION names experiment %1, MLFLOW_EXPERIMENT_ID %2."_s.arg(value, experiment),
                u"Keep one of them."_s);
    } else if (clean != value) {
        judge.failed(Check, "destination-quoted"_L1, destination, u"The destination has quotes or blanks in it"_s,
            u"MLflow wants the plain names; backticks belong to SQL."_s, u"Write %1."_s.arg(clean));
        judge.offer(destination, clean);
    } else if (parts == 3) {
        judge.failed(Check, "destination-three-parts"_L1, destination, u"The destination has three parts"_s,
            u"MLFLOW_TRACING_DESTINATION takes an experiment's id or catalog.schema; tables with a prefix are bound to the experiment instead."_s,
            u"Remove it, and bind the experiment to the location (trace_location of set_experiment)."_s);
    } else if (parts != 2) {
        judge.failed(Check, "destination-form"_L1, destination,
            u"The destination is neither an experiment nor a schema"_s,
            u"MLFLOW_TRACING_DESTINATION takes an experiment's id or catalog.schema."_s, u"Write catalog.schema."_s);
    } else {
        twoPartRule(judge, destination, value);
    }
}

} // namespace spanglass
