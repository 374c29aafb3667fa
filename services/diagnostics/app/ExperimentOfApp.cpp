#include "services/diagnostics/app/ExperimentOfApp.h"

#include "services/diagnostics/CheckContext.h"
#include "services/diagnostics/Outcome.h"
#include "services/mlflow/ExperimentClient.h"

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

using Answer = ApiOutcome<Experiment>;

/// By id where it is a number, by name otherwise; each asked once in a run.
Answer ask(CheckContext& context, const QString& idOrName) {
    return context.once<Answer>(u"experiment of the app "_s + idOrName, [&]() -> Answer {
        const auto api = context.api();
        if (!api)
            return std::unexpected(ApiError{api.error(), {}});
        ExperimentClient client(**api, context.ports().auth.thread);
        return context.wait(idOrName.startsWith(u'/') ? client.byName(idOrName) : client.byId(idOrName));
    });
}

/// The block that names an experiment; null when none does.
const AppBlock* blockWithExperiment(const AppConfig& config) {
    for (const AppBlock& block : config.blocks)
        if (!block.value("MLFLOW_EXPERIMENT_ID"_L1).isEmpty() || !block.value("MLFLOW_EXPERIMENT_NAME"_L1).isEmpty())
            return &block;
    return nullptr;
}

bool isId(const QString& text) {
    return !text.isEmpty() && std::ranges::all_of(text, [](QChar c) { return c.isDigit(); });
}

CheckResult missing(const AppConfig& config, const AppSetting& setting, const Error& error) {
    if (error.code != ErrorCode::NotFound)
        return couldNotLook(error);
    return failed(
        u"The app's experiment is not there."_s, u"The workspace knows no experiment \"%1\"."_s.arg(setting.shown))
        .see(u"Configuration"_s, seenSetting(config, setting))
        .advise(u"Make the experiment, or name one that is there."_s);
}

CheckResult compare(CheckContext& context, const AppConfig& config, const AppBlock& block) {
    const AppSetting* id = block.find("MLFLOW_EXPERIMENT_ID"_L1);
    const AppSetting* name = block.find("MLFLOW_EXPERIMENT_NAME"_L1);
    const bool hasId = id && isId(id->clean());
    const bool hasName = name && name->clean().startsWith(u'/');
    if (!hasId && !hasName)
        return notApplicable(u"The app names no experiment that could be asked for."_s);
    const AppSetting& first = hasId ? *id : *name;
    const Answer found = ask(context, first.clean());
    if (!found)
        return missing(config, first, found.error());
    const auto described = [&](Outcome out) {
        return std::move(out.see(u"Experiment %1"_s.arg(found->id), found->name)
                             .see(u"Configuration"_s, seenSetting(config, first)));
    };
    if (found->deleted)
        return described(failed(u"The app's experiment has been deleted."_s, u"A deleted experiment takes no traces."_s)
                             .advise(u"Restore it, or name another."_s));
    if (hasId && hasName && !sameExperimentName(found->name, name->clean()))
        return described(std::move(failed(u"The experiment's id and name do not agree."_s,
            u"The id belongs to \"%1\", and the configuration names \"%2\"; MLflow goes by the id."_s.arg(
                found->name, name->clean()))
                                       .see(u"Configuration"_s, seenSetting(config, *name))
                                       .advise(u"Keep the one that is meant, and remove the other."_s)));
    const QString& wanted = context.subject().plan.experimentId;
    if (!wanted.isEmpty() && wanted != found->id)
        return described(warned(u"The app uses another experiment than the one in question."_s,
            u"The app's is %1, the one in question %2."_s.arg(found->id, wanted))
                             .advise(u"Choose the app's experiment here, or mend the app."_s));
    return described(fine(u"The app's experiment is there."_s));
}

} // namespace

QString linkedPathOf(CheckContext& context, const AppLook& look) {
    const AppBlock* block = blockWithExperiment(*look.config);
    if (!block || !block->has("MLFLOW_TRACING_DESTINATION"_L1) || !context.ports().connection)
        return {};
    const QString id = block->value("MLFLOW_EXPERIMENT_ID"_L1);
    const QString name = block->value("MLFLOW_EXPERIMENT_NAME"_L1);
    if (!isId(id) && !name.startsWith(u'/'))
        return {};
    const Answer found = ask(context, isId(id) ? id : name);
    return found && found->traceLocation ? found->traceLocation->path() : QString();
}

CheckResult lookAtExperimentOfApp(CheckContext& context) {
    const auto look = lookAtApp(context);
    if (!look || !look->config)
        return notApplicable(u"No configuration of an app was given."_s);
    const AppBlock* block = blockWithExperiment(*look->config);
    if (!block)
        return notApplicable(u"The app names no experiment."_s);
    if (!context.ports().connection)
        return couldNotLook(u"No connection is chosen whose workspace could be asked for the app's experiment."_s);
    return compare(context, *look->config, *block);
}

} // namespace spanglass
