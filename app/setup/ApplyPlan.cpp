#include "app/setup/ApplyPlan.h"

#include "app/setup/StepText.h"
#include "services/auth/WhenDone.h"
#include "services/setup/proof/ProofRun.h"

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr int ToDo = 3;

/// One run of the verb.
class Run {
public:
    Run(const PlanRun& how, SetupPlan plan, SetupEngine& engine, std::shared_ptr<ApiClient> api, VerbIo& io)
        : m_how(how)
        , m_plan(std::move(plan))
        , m_engine(engine)
        , m_api(std::move(api))
        , m_io(io) { }

    int go() {
        int status = m_how.dryRun ? 0 : lookAhead();
        if (status != 0)
            return status;
        for (std::size_t i = 0; i < SetupStepCount; ++i) {
            const int one = step(static_cast<SetupStep>(i));
            if (one == 1)
                return one;
            status = std::max(status, one);
        }
        if (status == 0 && !m_how.dryRun && m_how.proves)
            status = prove();
        return status;
    }

private:
    QFuture<SetupEngine::Client> client() const { return readyFuture(SetupEngine::Client(m_api)); }
    void print(const QString& text) { m_io.write(text.toUtf8()); }

    /// A later step that cannot be done is found before an earlier one has changed something for good.
    int lookAhead() {
        SetupPlan plan = m_plan;
        for (std::size_t i = 0; i < SetupStepCount; ++i) {
            const auto seen = m_io.wait(m_engine.probe(client(), plan, static_cast<SetupStep>(i)));
            if (!seen)
                return fail(m_io, seen.error());
            if (seen->state == SetupState::Blocked) {
                print(stepText(*seen, false));
                return statusOf(*seen);
            }
            plan = seen->learned;
        }
        return 0;
    }

    int step(SetupStep step) {
        const auto seen = m_io.wait(m_engine.probe(client(), m_plan, step));
        if (!seen)
            return fail(m_io, seen.error());
        SetupStepReport report = *seen;
        const bool sends = !m_how.dryRun && !report.calls.isEmpty();
        print(stepText(report, sends || m_how.dryRun));
        if (sends) {
            const auto done = m_io.wait(
                m_engine.apply(client(), m_plan, step, step == SetupStep::Collector ? m_how.collectorToken : Secret()));
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
        if (report.problem || report.state == SetupState::Blocked || (open && !m_how.dryRun)) {
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

    const PlanRun& m_how;
    SetupPlan m_plan;
    SetupEngine& m_engine;
    const std::shared_ptr<ApiClient> m_api;
    VerbIo& m_io;
};

} // namespace

int applyPlan(
    const PlanRun& how, const SetupPlan& plan, SetupEngine& engine, std::shared_ptr<ApiClient> api, VerbIo& io) {
    return Run(how, plan, engine, std::move(api), io).go();
}

} // namespace spanglass
