#include "services/auth/FixedToken.h"
#include "services/setup/proof/ProofRun.h"
#include "tests/auth/AuthFixture.h"

#include <QCoreApplication>
#include <QTextStream>

// proof_probe URL EXPERIMENT: proves a setup on an MLflow server and prints each hop with its evidence. Exit status 1
// when it is not proved.

using namespace spanglass;
using namespace spanglass::test;
using namespace Qt::StringLiterals;

int main(int argc, char** argv) {
    const QCoreApplication application(argc, argv);
    const QStringList arguments = application.arguments();
    if (arguments.size() != 3)
        return 2;
    AuthFixture auth;
    ConnectionSettings settings;
    settings.kind = ConnectionKind::MlflowServer;
    settings.host = arguments[1];
    settings.credential = CredentialKind::None;
    const auto api = std::make_shared<ApiClient>(
        settings, std::make_shared<FixedToken>(FixedToken::none(), settings.host), auth.realPorts());
    SetupPlan plan;
    plan.host = settings.host;
    plan.mlflowServer = true;
    plan.experimentName = arguments[2];
    SetupSession session({.api = api, .thread = auth.thread, .warehouse = [](const QString&) {
                              return std::shared_ptr<SqlWarehouse>();
                          }});
    ProofReport last;
    ProofRun(plan, session, [&last](const ProofReport& report) { last = report; }).run();
    QTextStream out(stdout);
    out << last.traceId << '\n';
    for (const ProofHopReport& each : last.hops)
        out << static_cast<int>(each.hop) << ' ' << static_cast<int>(each.state) << ' ' << each.evidence << ' '
            << (each.problem ? each.problem->oneLine() : QString()) << '\n';
    return last.isProved() ? 0 : 1;
}
