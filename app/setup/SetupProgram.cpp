#include "app/setup/SetupProgram.h"

#include "app/Network.h"
#include "app/Paths.h"
#include "app/VerbProgram.h"
#include "app/setup/StepText.h"
#include "app/verbs/StandardIo.h"
#include "app/workspace/WorkspaceLink.h"
#include "models/common/Settings.h"
#include "services/auth/WhenDone.h"
#include "services/setup/PlanJson.h"
#include "services/setup/SetupEngine.h"
#include "services/setup/proof/ProofRun.h"

#include <QFile>
#include <QSettings>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr int ToDo = 3;

Result<SetupPlan> readPlan(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorCode::NotFound, u"The plan %1 cannot be read: %2."_s.arg(path, file.errorString()),
            u"Export one in Setup, or see the README for the format."_s);
    return planFromJson(file.read(2 << 20)); // which refuses more than half of that
}

/// One run of the verb.
class Run {
public:
    Run(const SetupCommand& command, SetupPlan plan, SetupEngine& engine, std::shared_ptr<ApiClient> api, VerbIo& io)
        : m_command(command)
        , m_plan(std::move(plan))
        , m_engine(engine)
        , m_api(std::move(api))
        , m_io(io) { }

    int go() {
        int status = 0;
        for (std::size_t i = 0; i < SetupStepCount && status != 1; ++i)
            status = std::max(status == 1 ? 0 : status, step(static_cast<SetupStep>(i)));
        if (status == 0 && !m_command.dryRun && m_command.proves)
            status = prove();
        return status;
    }

private:
    QFuture<SetupEngine::Client> client() const { return readyFuture(SetupEngine::Client(m_api)); }
    void print(const QString& text) { m_io.write(text.toUtf8()); }

    int step(SetupStep step) {
        const auto seen = m_io.wait(m_engine.probe(client(), m_plan, step));
        if (!seen)
            return fail(m_io, seen.error());
        SetupStepReport report = *seen;
        const bool sends = !m_command.dryRun && !report.calls.isEmpty();
        print(stepText(report, sends || m_command.dryRun));
        if (sends) {
            const Secret secret(qgetenv("SPANGLASS_COLLECTOR_TOKEN"));
            const auto done = m_io.wait(m_engine.apply(client(), m_plan, step, secret));
            if (!done)
                return fail(m_io, done.error());
            report = *done;
            print(stepText(report, false));
        }
        m_plan = report.learned;
        return statusOf(report);
    }

    int statusOf(const SetupStepReport& report) {
        const bool open = report.state == SetupState::ToDo || report.state == SetupState::Unknown;
        if (report.state == SetupState::Blocked || (open && !m_command.dryRun)) {
            const Error unknown{ErrorCode::Conflict, report.summary, {}};
            return fail(m_io, report.problem.value_or(unknown));
        }
        return open ? ToDo : 0;
    }

    int prove() {
        print(u"proof\n"_s);
        const auto report = m_io.wait(m_engine.run<ProofReport>(client(), [plan = m_plan](SetupSession& session) {
            ProofReport last;
            ProofRun(plan, session, [&last](const ProofReport& now) { last = now; }).run();
            return Result<ProofReport>(last);
        }));
        if (!report)
            return fail(m_io, report.error());
        print(proofText(*report));
        if (report->isProved())
            return 0;
        const ProofHopReport* failed = report->firstFailure();
        const Error unknown{ErrorCode::Bug, u"The test trace was not followed to its end."_s, {}};
        return fail(m_io, failed && failed->problem ? *failed->problem : unknown);
    }

    const SetupCommand& m_command;
    SetupPlan m_plan;
    SetupEngine& m_engine;
    const std::shared_ptr<ApiClient> m_api;
    VerbIo& m_io;
};

int runSetup(const SetupCommand& command, Network& network, VerbIo& io) {
    const auto plan = readPlan(command.plan);
    if (!plan)
        return fail(io, plan.error());
    const QString profile = command.profile.isEmpty() ? plan->profile : command.profile;
    const auto link = profile.isEmpty() ? WorkspaceLink::openHost(plan->host, network, io)
                                        : WorkspaceLink::open(profile, network, io);
    if (!link)
        return fail(io, link.error());
    SetupRecord record(stateFolder() + u"/setup-record.json"_s);
    SetupEngine engine({.thread = network.thread(), .record = record});
    return Run(command, *plan, engine, (*link)->api(), io).go();
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
