#include "app/setup/SetupProgram.h"

#include "app/Network.h"
#include "app/Paths.h"
#include "app/VerbProgram.h"
#include "app/setup/ApplyPlan.h"
#include "app/verbs/StandardIo.h"
#include "app/workspace/WorkspaceLink.h"
#include "models/common/Settings.h"
#include "services/auth/HostUrl.h"
#include "services/setup/PlanJson.h"
#include "services/setup/SetupEngine.h"

#include <QFile>
#include <QSettings>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

Result<SetupPlan> readPlan(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorCode::NotFound, u"The plan %1 cannot be read: %2."_s.arg(path, file.errorString()),
            u"Export one in Setup, or see the README for the format."_s);
    return planFromJson(file.read(2 << 20)); // which refuses more than half of that
}

int runSetup(const SetupCommand& command, Network& network, VerbIo& io) {
    const auto plan = readPlan(command.plan);
    if (!plan)
        return fail(io, plan.error());
    const QString profile = command.profile.isEmpty() ? plan->profile : command.profile;
    const auto link = profile.isEmpty() ? WorkspaceLink::openHost(plan->host, network, io)
                                        : WorkspaceLink::open(profile, network, io);
    if (!link)
        return fail(io, link.error());
    const QString reached = (*link)->api()->connection().host;
    if (command.profile.isEmpty() && !plan->host.isEmpty() && cleanEndpoint(plan->host) != cleanEndpoint(reached))
        return fail(io,
            Error{ErrorCode::Conflict,
                u"The plan is for %1, and its profile %2 leads to %3."_s.arg(plan->host, profile, reached),
                u"Name the profile that is meant with --profile."_s});
    SetupRecord record(stateFolder() + u"/setup-record.json"_s);
    SetupEngine engine({.thread = network.thread(), .record = record});
    SetupPlan wanted = *plan;
    wanted.collector.replacesSecret = command.replacesToken;
    return applyPlan({command.dryRun, command.proves, Secret(qgetenv("SPANGLASS_COLLECTOR_TOKEN"))}, wanted, engine,
        (*link)->api(), io);
}

} // namespace

int runSetupProgram(const SetupCommand& command) {
    StandardIo io;
    QSettings file(settingsFile(), QSettings::IniFormat);
    Settings settings(file);
    Network network(settings);
    return runUntilStopped(io, [&] { return runSetup(command, network, io); });
}

} // namespace spanglass
