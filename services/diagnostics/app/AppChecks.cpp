#include "services/diagnostics/app/AppChecks.h"

#include "services/diagnostics/CheckContext.h"
#include "services/diagnostics/app/AppOutcome.h"
#include "services/diagnostics/app/ExperimentOfApp.h"
#include "services/diagnostics/app/symptoms/ArrivalChecks.h"
#include "services/diagnostics/app/symptoms/StoreChecks.h"

#include <algorithm>
#include <iterator>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr int MostShown = 20;

CheckResult lookAtConfiguration(CheckContext& context) {
    const auto look = lookAtApp(context);
    if (!look)
        return notApplicable(u"No configuration of an app was given."_s);
    if (!look->config)
        return failed(u"The app's configuration cannot be read."_s, look->config.error());
    const AppConfig& config = *look->config;
    const int count = config.telemetryCount();
    if (count == 0 && config.blocks.isEmpty())
        return warned(u"%1 says nothing about telemetry."_s.arg(config.title),
            u"No variable of OpenTelemetry, MLflow or Databricks is in it, so that the app has to set everything itself."_s)
            .advise(u"Give the file or the process that holds the app's variables."_s);
    Outcome out = config.problems.isEmpty()
        ? fine(u"%1 can be read; it has %2 settings of telemetry."_s.arg(config.title).arg(count))
        : warned(u"Parts of %1 cannot be read."_s.arg(config.title),
            u"Line %1: %2."_s.arg(config.problems[0].first).arg(config.problems[0].second));
    int shown = 0;
    for (const AppBlock& block : config.blocks)
        for (const AppSetting& setting : block.settings)
            if (namesTelemetry(setting.key) && setting.style != ValueStyle::None && ++shown <= MostShown)
                out.see(block.title.isEmpty() ? u"Setting"_s : block.title, seenSetting(config, setting));
    return out.see(u"Also beside it"_s, look->others.join(u", "_s)).see(u"Packages"_s, look->facts.project.packageFile);
}

/// Of the rules alone.
CheckResult lookByRules(CheckContext& context, const QString& check, const QString& isFine) {
    const auto look = lookAtApp(context);
    if (!look || !look->config)
        return notApplicable(u"No configuration of an app was given."_s);
    return outcomeOf(*look->config, findingsFor(look->findings, check), isFine);
}

CheckResult lookAtPackages(CheckContext& context) {
    const auto look = lookAtApp(context);
    if (look && look->config && look->facts.project.packageFile.isEmpty())
        return notApplicable(u"No list of packages stands beside the configuration."_s);
    return lookByRules(context, u"app.packages"_s, u"The packages that send are asked for."_s);
}

/// The rules again, with what the workspace says of the experiment.
CheckResult lookAtMlflow(CheckContext& context) {
    const auto look = lookAtApp(context);
    if (!look || !look->config)
        return notApplicable(u"No configuration of an app was given."_s);
    AppFacts facts = look->facts;
    facts.linkedPath = linkedPathOf(context, *look);
    return outcomeOf(*look->config, findingsFor(judgeConfig(*look->config, facts), u"app.mlflow"_s),
        u"What MLflow is told fits together."_s);
}

Check byRules(const QString& id, const QString& title, const QString& looksAt, const QString& why,
    const QString& documentation, const QString& isFine) {
    return {{id, CheckStage::App, title, looksAt, why, documentation}, {u"app.configuration"_s},
        [id, isFine](CheckContext& context) { return lookByRules(context, id, isFine); }};
}

CheckList configurationChecks() {
    const QString environment = u"OpenTelemetry: Environment Variable Specification"_s;
    const QString exporter = u"OpenTelemetry: OpenTelemetry Protocol Exporter"_s;
    const QString unityCatalog = u"Databricks: Store OpenTelemetry traces in Unity Catalog"_s;
    return {
        {{u"app.configuration"_s, CheckStage::App, u"The app's configuration can be read"_s,
             u"Reads the configuration that was given, and what stands beside it."_s,
             u"Everything below depends on what the app is told."_s},
            {}, lookAtConfiguration},
        byRules(u"app.values"_s, u"Values are free of stray quotes, blanks and placeholders"_s,
            u"Looks at each value as the app gets it."_s,
            u"A quote or a placeholder in a value makes another value of it."_s, {}, u"Each value is plain."_s),
        byRules(u"app.switch"_s, u"Tracing is switched on, and no sampler drops everything"_s,
            u"Looks for a disabled SDK, exporters that send nowhere, samplers, and code that enables tracing."_s,
            u"Spans that are never made or are dropped at once leave no error behind."_s, environment,
            u"Nothing switches tracing off."_s),
        {{u"app.packages"_s, CheckStage::App, u"The packages that send are installed"_s,
             u"Reads requirements.txt or pyproject.toml beside the configuration."_s,
             u"Without an exporter's package the SDK has nothing to send with."_s},
            {u"app.configuration"_s}, lookAtPackages},
        byRules(u"app.endpoint"_s, u"The endpoint has the form that the SDK and the server want"_s,
            u"Looks at scheme, host, port and path of the endpoint for traces."_s,
            u"A path or scheme that is slightly off gives 404 or a failed handshake, which exporters hide in a log."_s,
            exporter, u"The endpoint has the right form, as far as it is configured here."_s),
        byRules(u"app.protocol"_s, u"The protocol fits the port and the server"_s,
            u"Compares gRPC and HTTP with the port and with what the server takes."_s,
            u"gRPC on an HTTP port, and the reverse, only ever times out or fails."_s, exporter,
            u"Protocol and endpoint fit together."_s),
        byRules(u"app.headers"_s, u"The headers are complete and well written"_s,
            u"Looks at the content type, the table's name and how the headers are written."_s,
            u"A workspace finds the table by a header alone, and SDKs pass over what they cannot read."_s, unityCatalog,
            u"The headers are well written, as far as they are configured here."_s),
        byRules(u"app.authorization"_s, u"The token is of the kind that the endpoint wants"_s,
            u"Looks at the Authorization header and the ways of signing in, not at the token itself."_s,
            u"The wrong kind of token is answered with 401."_s, unityCatalog,
            u"Nothing is wrong with how the app signs in, as far as it is configured here."_s),
        {{u"app.mlflow"_s, CheckStage::App, u"MLflow is told one place, in the form it reads"_s,
             u"Looks at tracking address, destination, experiment and warehouse, and at what the experiment is bound to."_s,
             u"A destination that shadows the experiment's own location sends traces into other tables."_s,
             unityCatalog},
            {u"app.configuration"_s}, lookAtMlflow},
        {{u"app.experiment"_s, CheckStage::App, u"The app's experiment is there, and its id and name agree"_s,
             u"Asks the workspace for the experiment by the app's id and name."_s,
             u"With an id of one experiment and the name of another, traces are looked for in the wrong place."_s,
             unityCatalog},
            {u"app.configuration"_s}, lookAtExperimentOfApp},
        byRules(u"app.delivery"_s, u"Queues, timeouts and limits lose nothing"_s,
            u"Looks at batches, timeouts, compression, limits of attributes and propagation."_s,
            u"Small queues and limits drop spans or cut messages without a word."_s, environment,
            u"Queues, timeouts and limits lose nothing."_s),
        byRules(u"app.agreement"_s, u"The configuration agrees with itself and with this connection"_s,
            u"Compares values that are given twice, in one file or in several, and the workspace with this connection."_s,
            u"Which of two values holds depends on how the app is started."_s, {},
            u"No two values contradict each other."_s),
    };
}

} // namespace

CheckList appChecks() {
    CheckList all = configurationChecks();
    for (const auto& group : {&arrivalChecks, &storeChecks})
        std::ranges::move(group(), std::back_inserter(all));
    return all;
}

} // namespace spanglass
