#include "services/auth/FixedToken.h"
#include "services/setup/Scorers.h"
#include "services/setup/StepRunner.h"
#include "tests/auth/AuthFixture.h"

#include <QCoreApplication>
#include <QTextStream>

// scorer_probe URL EXPERIMENT_ID: adds the scorer "brief" as the Monitoring step does, stops the scorer "polite", and
// prints a line for each that is there then. The token comes on standard input. Exit status 1 when it cannot.

using namespace spanglass;
using namespace spanglass::test;
using namespace Qt::StringLiterals;

namespace {

int fail(const Error& error) {
    QTextStream(stderr) << error.oneLine() << '\n';
    return 1;
}

} // namespace

int main(int argc, char** argv) {
    const QCoreApplication application(argc, argv);
    const QStringList arguments = application.arguments();
    if (arguments.size() != 3)
        return 2;
    const QByteArray token = QTextStream(stdin).readAll().trimmed().toLatin1();
    AuthFixture auth;
    ConnectionSettings settings;
    settings.kind = ConnectionKind::Practice;
    settings.host = arguments[1];
    settings.credential = CredentialKind::AccessToken;
    const auto api = std::make_shared<ApiClient>(
        settings, std::make_shared<FixedToken>(FixedToken::bearer(Secret(token)), settings.host), auth.realPorts());
    SetupSession session({.api = api, .thread = auth.thread, .warehouse = [](const QString&) {
                              return std::shared_ptr<SqlWarehouse>();
                          }});
    SetupPlan plan;
    plan.experimentId = arguments[2];
    plan.scorers
        = {{.name = u"brief"_s, .builtin = u"Guidelines"_s, .guidelines = {u"Be brief."_s}, .sampleRate = 0.25}};
    const SetupStepReport report = applyStep(*workOf(SetupStep::Monitoring), plan, session);
    if (report.problem)
        return fail(*report.problem);
    const auto scorers = changeScorer(plan.experimentId, {.name = u"polite"_s, .sampleRate = 0.0}, session);
    if (!scorers)
        return fail(scorers.error());
    for (const MonitoredScorer& each : *scorers)
        QTextStream(stdout) << each.name << ' ' << each.kind << ' ' << each.sampleRate << '\n';
    return 0;
}
