#include "app/replay/ReplayVerb.h"

#include "app/replay/ReplayDesk.h"
#include "app/replay/ReplaySummary.h"
#include "app/replay/TargetText.h"
#include "app/verbs/VerbIo.h"
#include "app/workspace/Relay.h"
#include "services/auth/WhenDone.h"
#include "services/core/KnownFailures.h"
#include "services/core/Waited.h"

#include <QDeadlineTimer>
#include <QThread>

#include <algorithm>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr unsigned long LookEveryMs = 100;
constexpr std::chrono::seconds LeavePatience{10};
constexpr int NotEverything = 3;

bool isOver(ReplayState state) {
    return state == ReplayState::Done || state == ReplayState::Cancelled || state == ReplayState::Stopped
        || state == ReplayState::Interrupted;
}

/// One run of the verb.
class Run {
public:
    Run(ReplayCommand command, ReplayDesk& desk, VerbIo& io)
        : m_command(std::move(command))
        , m_desk(desk)
        , m_io(io) { }

    int go() {
        const auto headers = headerValues(m_command.headers);
        if (!headers)
            return fail(m_io, headers.error());
        m_headers = *headers;
        if (const auto ready = asked<void>([](ReplayDesk& desk) { return desk.ready(); }); !ready)
            return fail(m_io, ready.error());
        if (const auto prepared = prepare(); !prepared)
            return fail(m_io, prepared.error());
        if (m_command.dryRun)
            return dryRun();
        const auto id = m_command.resume ? resume() : start();
        return id ? follow(*id) : fail(m_io, id.error());
    }

private:
    /// What the desk gives, in its own thread.
    template <class T, class Call> Result<T> asked(Call call) {
        const auto promise = startedPromise<T>();
        const QFuture<Result<T>> future = promise->future();
        QMetaObject::invokeMethod(
            &m_desk, [desk = &m_desk, promise, call = std::move(call)] { relay(desk, call(*desk), promise); },
            Qt::QueuedConnection);
        return waited(future, [this, future] {
            if (const QString text = future.progressText(); !text.isEmpty())
                m_io.progress(text);
            return !m_isLeaving && m_io.isCancelled();
        });
    }

    Result<> prepare() {
        ReplayPlan& plan = m_command.plan;
        if (m_command.to && !m_command.to->profile.isEmpty()) {
            plan.target.connectionId = m_command.to->profile;
            const auto target
                = asked<ReplayTarget>([target = plan.target](ReplayDesk& desk) { return desk.placed(target); });
            if (!target)
                return std::unexpected(target.error());
            plan.target = *target;
        }
        return m_command.session > 0 || !m_command.file.isEmpty() ? chooseSession() : Result<>();
    }

    Result<> chooseSession() {
        const auto sessions = asked<QList<CaptureSession>>([](ReplayDesk& desk) { return desk.sessions(); });
        if (!sessions)
            return std::unexpected(sessions.error());
        for (qsizetype i = 0; i < sessions->size(); ++i) {
            const CaptureSession& session = sessions->at(i);
            if (i + 1 != m_command.session && (m_command.file.isEmpty() || session.file != m_command.file))
                continue;
            m_command.plan.selection.importedFile = session.file;
            if (session.file.isEmpty()) {
                m_command.plan.selection.firstRequest = session.firstRequest;
                m_command.plan.selection.lastRequest = session.lastRequest;
            }
            return {};
        }
        if (!m_command.file.isEmpty())
            return failure(ErrorCode::NotFound, u"Nothing in the store was imported from %1."_s.arg(m_command.file),
                u"Import it first, with \"spanglass import\"."_s);
        return failure(ErrorCode::NotFound, u"The store has %1 capture sessions."_s.arg(sessions->size()),
            u"Name one of them with --session, from 1 for the latest."_s);
    }

    int dryRun() {
        m_io.progress(u"Counting what would be sent"_s);
        const auto estimate
            = asked<ReplayEstimate>([plan = m_command.plan](ReplayDesk& desk) { return desk.estimate(plan); });
        if (!estimate)
            return fail(m_io, estimate.error());
        m_io.progress(u"Looking at the target"_s);
        const auto findings = asked<QList<ReplayFinding>>(
            [plan = m_command.plan, headers = m_headers](ReplayDesk& desk) { return desk.dryRun(plan, headers); });
        if (!findings)
            return fail(m_io, findings.error());
        int status = 0;
        for (const ReplayFinding& finding : *findings) {
            if (finding.state == ReplayFinding::State::Failed)
                status = 1;
            else if (finding.state == ReplayFinding::State::Doubtful && status == 0)
                status = NotEverything;
            if (finding.state == ReplayFinding::State::Failed || finding.state == ReplayFinding::State::Doubtful)
                m_io.complain(
                    u"spanglass: %1: %2 %3"_s.arg(finding.subject, finding.evidence, finding.remedy).trimmed());
        }
        m_io.write(dryRunSummary(m_command.plan, *estimate, *findings));
        return status;
    }

    /// What a paused replay to the same target has still to send is not sent by another one.
    Result<> tellOfPaused() {
        const auto all = asked<QList<ReplayStatus>>(
            [](ReplayDesk& desk) { return readyFuture(Result<QList<ReplayStatus>>(desk.replays())); });
        if (!all)
            return std::unexpected(all.error());
        for (const ReplayStatus& each : *all) {
            if (each.state != ReplayState::Paused || each.count(ParcelState::Waiting) == 0
                || each.plan.target.key() != m_command.plan.target.key())
                continue;
            m_leavesOut = true;
            m_io.complain(
                u"spanglass: Replay %1 to this target is paused, with %2 requests to send, which are left out here. Go on with it with --resume --replay %1."_s
                    .arg(each.id)
                    .arg(each.count(ParcelState::Waiting)));
        }
        return {};
    }

    Result<QString> start() {
        if (const bool sendsAll = m_command.plan.repeat || m_command.plan.target.kind == TargetKind::File; !sendsAll) {
            if (const auto told = tellOfPaused(); !told)
                return std::unexpected(told.error());
        }
        return asked<QString>(
            [plan = m_command.plan, headers = m_headers](ReplayDesk& desk) { return desk.start(plan, headers); });
    }

    Result<QString> resume() {
        const auto all = asked<QList<ReplayStatus>>(
            [](ReplayDesk& desk) { return readyFuture(Result<QList<ReplayStatus>>(desk.replays())); });
        if (!all)
            return std::unexpected(all.error());
        const auto found = std::ranges::find_if(*all, [this](const ReplayStatus& each) { return isMeant(each); });
        if (found == all->end())
            return m_command.replay.isEmpty()
                ? failure(ErrorCode::NotFound, u"There is no unfinished replay in this store."_s,
                    u"Start one without --resume."_s)
                : failure(ErrorCode::NotFound, u"There is no replay %1 in this store."_s.arg(m_command.replay),
                    u"The summary of each replay says its number."_s);
        const auto resumed
            = asked<void>([id = found->id, mends = hasToMend(*found), headers = m_headers](ReplayDesk& desk) {
                  return mends ? desk.mend(id, ReplayMending::SendUncertain, headers) : desk.resume(id, headers);
              });
        return resumed ? Result<QString>(found->id) : std::unexpected(resumed.error());
    }

    bool hasToMend(const ReplayStatus& replay) const {
        return m_command.plan.uncertain == UncertainRule::SendAgain && replay.count(ParcelState::Uncertain) > 0;
    }

    /// Whether it is the one to go on with. A cancelled one only by its number.
    bool isMeant(const ReplayStatus& replay) const {
        if (!m_command.replay.isEmpty())
            return replay.id == m_command.replay;
        if (replay.state == ReplayState::Cancelled || (replay.state == ReplayState::Done && !hasToMend(replay)))
            return false;
        return !m_command.to || replay.plan.target.key() == m_command.plan.target.key();
    }

    Result<ReplayStatus> statusOf(const QString& id) {
        return asked<ReplayStatus>([id](ReplayDesk& desk) {
            const QList<ReplayStatus> all = desk.replays();
            const auto found = std::ranges::find(all, id, &ReplayStatus::id);
            return readyFuture(found == all.end()
                    ? Result<ReplayStatus>(failure(ErrorCode::NotFound, u"The replay was removed."_s))
                    : Result<ReplayStatus>(*found));
        });
    }

    int follow(const QString& id) {
        while (true) {
            const auto status = statusOf(id);
            if (!status && status.error().code == ErrorCode::Cancelled)
                return leave(id);
            if (!status)
                return fail(m_io, status.error());
            m_io.progress(replayProgress(*status));
            if (isOver(status->state) || status->state == ReplayState::Paused)
                return finish(*status);
            QThread::msleep(LookEveryMs);
        }
    }

    /// Nobody waits any longer: requests under way have their answers first, as far as they come soon.
    int leave(const QString& id) {
        QMetaObject::invokeMethod(
            &m_desk, [desk = &m_desk, id] { desk->pause(id); }, Qt::QueuedConnection);
        m_isLeaving = true;
        Result<ReplayStatus> status = statusOf(id);
        for (QDeadlineTimer patience(LeavePatience);
             status && !isOver(status->state) && status->state != ReplayState::Paused && !patience.hasExpired();
             status = statusOf(id))
            QThread::msleep(LookEveryMs);
        if (!status)
            return fail(m_io, status.error());
        m_command.verify = false;
        if (isOver(status->state))
            return finish(*status);
        status->state = ReplayState::Paused; // at the latest when this process or its desk ends
        m_io.write(replaySummary(*status, std::nullopt));
        return fail(m_io,
            Error{ErrorCode::Cancelled, u"Replay %1 is paused; what was taken is in the ledger."_s.arg(id),
                u"Go on with --resume --replay %1."_s.arg(id)});
    }

    int finish(const ReplayStatus& status) {
        std::optional<ArrivalReport> arrival;
        std::optional<Error> unchecked;
        if (m_command.verify && status.state == ReplayState::Done) {
            m_io.progress(u"Asking the target which spans are there"_s);
            auto report = asked<ArrivalReport>([id = status.id](ReplayDesk& desk) { return desk.checkArrival(id); });
            if (report)
                arrival = *std::move(report);
            else
                unchecked = report.error();
        }
        // What was uncertain may be known now.
        const ReplayStatus last = arrival ? statusOf(status.id).value_or(status) : status;
        m_io.write(replaySummary(last, arrival));
        if (unchecked)
            return fail(m_io, *unchecked);
        if (last.state != ReplayState::Done) {
            const Error stopped{ErrorCode::Cancelled, u"The replay is not finished."_s, u"Go on with --resume."_s};
            return fail(m_io, last.problem.value_or(stopped));
        }
        const int code = outcome(last, arrival);
        return code == 0 && m_leavesOut && last.spans == 0 ? NotEverything : code;
    }

    int outcome(const ReplayStatus& status, const std::optional<ArrivalReport>& arrival) {
        QStringList open;
        const auto add = [&open](std::uint64_t count, const QString& what) {
            if (count > 0)
                open << u"%1 %2"_s.arg(count).arg(what);
        };
        add(status.count(ParcelState::Refused), u"requests were refused"_s);
        add(status.count(ParcelState::Waiting) + status.count(ParcelState::Sending),
            u"requests were not sent (go on with --resume)"_s);
        add(status.count(ParcelState::Uncertain),
            u"requests are uncertain (send them again with --resume --replay %1 --send-uncertain)"_s.arg(status.id));
        add(status.spansRejected, u"spans were rejected"_s);
        add(arrival ? arrival->missing : 0, u"spans did not arrive"_s);
        add(arrival ? arrival->different : 0, u"spans arrived otherwise than they were sent"_s);
        if (open.isEmpty())
            return 0;
        m_io.complain(u"spanglass: %1.%2"_s.arg(
            open.join(u", "_s), status.problem ? u' ' + explained(*status.problem).oneLine() : QString()));
        return NotEverything;
    }

    ReplayCommand m_command;
    ReplayDesk& m_desk;
    VerbIo& m_io;
    TargetHeaders m_headers;
    bool m_leavesOut = false; ///< what a paused replay has to send
    bool m_isLeaving = false; ///< cancelled, and on its way out
};

} // namespace

int runReplay(const ReplayCommand& command, ReplayDesk& desk, VerbIo& io) { return Run(command, desk, io).go(); }

} // namespace spanglass
