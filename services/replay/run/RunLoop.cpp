#include "services/replay/run/RunLoop.h"

#include "services/replay/ReplayResult.h"
#include "services/replay/run/PlanningTurn.h"
#include "services/replay/run/ReplayEdit.h"
#include "services/replay/run/TakenSince.h"
#include "services/replay/select/ReplayPlanner.h"

#include <QThread>

#include <algorithm>

namespace spanglass {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto PublishEvery = 100ms;
constexpr auto PatienceAtCancel = 5s; ///< for the answers of what is under way
constexpr auto PatienceAtEnd = 2s;
constexpr int CommitTries = 5;
constexpr unsigned long CommitPause = 300; // ms

int atOnceOf(const ReplayPlan& plan) {
    // A file is written in order.
    return plan.target.kind == TargetKind::File ? 1 : std::clamp(plan.pace.atOnce, 1, 64);
}

} // namespace

RunLoop::RunLoop(JobNumber job, const ReplayPorts& ports, std::shared_ptr<RunInbox> inbox)
    : m_number(job)
    , m_ports(ports)
    , m_inbox(std::move(inbox))
    , m_ledger(ports.connect()) { }

RunLoop::~RunLoop() = default;

void RunLoop::run() {
    Result<> done = begin();
    while (done && !m_isOver)
        done = turn();
    if (!done)
        fail(done.error());
    publish();
}

void RunLoop::fail(const Error& error) {
    m_isOver = true;
    const RunWish wish = m_inbox->wish();
    if (wish == RunWish::Cancel) {
        m_job.state = ReplayState::Cancelled;
    } else if (wish == RunWish::End) {
        m_job.state = ReplayState::Interrupted;
    } else {
        m_job.state = ReplayState::Stopped;
        m_stop = error;
    }
    if (m_exporter)
        m_exporter->abandon();
    (void)m_ledger.commit(m_number, {{}, {}, {}, LedgerChange{m_job.state, m_stop}});
    if (!settleLost())
        return; // it is tried again when the replay goes on
    if (const auto totals = m_ledger.totals(m_number))
        m_tally.begin(*totals, Clock::now());
}

/// What the ledger has as being sent without a run that waits for its answer.
Result<> RunLoop::settleLost() {
    const auto moved = m_ledger.move(
        m_number, ParcelState::Sending, ParcelState::Uncertain, u"Its answer could not be noted in the store.");
    return moved ? Result<>() : std::unexpected(moved.error());
}

Result<> RunLoop::begin() {
    auto job = m_ledger.job(m_number);
    if (!job)
        return std::unexpected(job.error());
    m_job = *std::move(job);
    m_job.problem.reset();
    if (auto forgotten = m_ledger.forgetMissing(m_number); !forgotten)
        return forgotten;
    if (auto planned = plan(); !planned)
        return planned;
    const auto end = m_ledger.end(m_number);
    if (!end)
        return std::unexpected(end.error());
    m_end = *end;
    const auto totals = m_ledger.totals(m_number);
    if (!totals)
        return std::unexpected(totals.error());
    m_tally.begin(*totals, Clock::now());
    auto edit = editOf(m_ledger, m_job);
    if (!edit)
        return std::unexpected(edit.error());
    m_reader = std::make_unique<ParcelReader>(m_ledger, m_number, *std::move(edit));
    m_backlog = std::make_unique<Backlog>(m_ledger, *m_reader, m_number, m_end.parcel);
    m_pace = m_ports.paces->of(m_job.plan);
    auto exporter = m_ports.exporter(m_job, *totals);
    if (!exporter)
        return std::unexpected(exporter.error());
    m_exporter = *std::move(exporter);
    m_job.state = ReplayState::Running;
    publish();
    return {};
}

Result<> RunLoop::plan() {
    const PlanningTurn planning(m_ledger, [this] {
        const RunWish wish = m_inbox->wish();
        return wish == RunWish::Cancel || wish == RunWish::End;
    });
    if (auto begun = planning.begun(); !begun)
        return begun;
    const auto end = m_ledger.end(m_number);
    if (!end)
        return std::unexpected(end.error());
    if (end->parcel > 0)
        return goOn();
    m_job.state = ReplayState::Preparing;
    publish();
    const auto takenBefore = planParcels(m_ledger, m_job);
    if (!takenBefore)
        return std::unexpected(takenBefore.error());
    m_takenBefore = *takenBefore;
    auto job = m_ledger.job(m_number);
    if (!job)
        return std::unexpected(job.error());
    m_job = *std::move(job);
    return {};
}

Result<> RunLoop::goOn() {
    if (auto settled = settleLost(); !settled)
        return settled;
    const bool isFile = m_job.plan.target.kind == TargetKind::File;
    if (isFile || m_job.plan.uncertain == UncertainRule::SendAgain) {
        // What is left of a file is cut back to the requests that are known to be in it.
        const auto moved = m_ledger.move(m_number, ParcelState::Uncertain, ParcelState::Waiting, u"It is sent again.");
        if (!moved)
            return std::unexpected(moved.error());
    }
    if (auto leftOut = leaveOutTaken(m_ledger, m_job); !leftOut)
        return leftOut;
    // What waits in a job that runs is left out by those that are planned after it.
    return m_ledger.commit(m_number, {{}, {}, {}, LedgerChange{ReplayState::Running, std::nullopt}});
}

Result<> RunLoop::turn() {
    const RunInbox::News news = m_inbox->take(wakeAt());
    if (news.wish != m_wish) {
        m_wish = news.wish;
        m_anchor.reset();
    }
    LedgerTurn turn;
    for (const RunInbox::Answer& answer : news.answers) {
        if (auto settled = settle(answer, turn); !settled)
            return settled;
    }
    // New pieces must be in the ledger before they are read.
    if (!turn.parcels.empty()) {
        if (auto written = commit(turn); !written)
            return written;
        turn = {};
    }
    std::vector<Parcel> leaving;
    m_next = {};
    if (m_wish == RunWish::Go && !m_stop) {
        if (auto issued = issue(turn, leaving); !issued)
            return issued;
    }
    hurry();
    if (auto advanced = advance(turn, m_underWay.empty()); !advanced)
        return advanced;
    const bool isNews = turn.change.has_value();
    if (auto written = commit(turn); !written)
        return written;
    for (Parcel& parcel : leaving)
        send(std::move(parcel));
    if (!m_isOver && (isNews || Clock::now() >= m_published + PublishEvery))
        publish();
    return {};
}

Result<> RunLoop::issue(LedgerTurn& turn, std::vector<Parcel>& leaving) {
    auto unfit = m_backlog->fill();
    if (!unfit)
        return std::unexpected(unfit.error());
    for (ParcelReader::Loaded& each : *unfit) {
        ExportAnswer answer;
        answer.problem = each.problem;
        answer.words = each.problem->message;
        refuse(each.held, ParcelState::Waiting, answer, turn);
    }
    const auto atOnce = static_cast<std::size_t>(atOnceOf(m_job.plan));
    const Moment now = Clock::now();
    while (m_underWay.size() < atOnce) {
        const HeldParcel* next = m_backlog->next(now);
        // While the target is away the same few are tried, and memory stays small.
        if (next == nullptr || (next->setbacks == 0 && m_backlog->retries() >= atOnce))
            break;
        if (!m_exporter->takes(next->parcel.signal)) {
            HeldParcel held = m_backlog->take(now);
            m_tally.move(held.parcel, ParcelState::Waiting, ParcelState::Skipped);
            note(held, ParcelState::Skipped, nullptr, turn);
            continue;
        }
        m_next = dueAt(next->parcel, now);
        if (m_next <= now)
            m_next = m_pace->take(now, next->parcel.traces, next->parcel.bytes);
        if (m_next > now)
            break;
        HeldParcel held = m_backlog->take(now);
        ++held.parcel.attempts;
        m_tally.addAttempt();
        m_tally.move(held.parcel, ParcelState::Waiting, ParcelState::Sending);
        note(held, ParcelState::Sending, nullptr, turn);
        leaving.push_back(held.content);
        m_underWay.emplace(held.parcel.number, std::move(held));
    }
    if (m_next <= now)
        m_next = {};
    return {};
}

void RunLoop::hurry() {
    if ((m_wish != RunWish::Cancel && m_wish != RunWish::End) || m_underWay.empty())
        return;
    const Moment now = Clock::now();
    if (!m_hurryAt)
        m_hurryAt = now + (m_wish == RunWish::End ? PatienceAtEnd : PatienceAtCancel);
    else if (now >= *m_hurryAt && m_hurryAt != Moment::max()) {
        m_hurryAt = Moment::max();
        m_exporter->abandon();
    }
}

Result<> RunLoop::advance(LedgerTurn& turn, bool isIdle) {
    if (m_wish == RunWish::Go && m_job.state == ReplayState::Paused && !m_stop)
        enter(ReplayState::Running, turn);
    if (!isIdle)
        return {};
    if (m_wish == RunWish::Cancel) {
        enter(ReplayState::Cancelled, turn);
    } else if (m_stop) {
        enter(ReplayState::Stopped, turn);
    } else if (m_wish == RunWish::End) {
        enter(m_job.state == ReplayState::Paused ? ReplayState::Paused : ReplayState::Interrupted, turn);
        m_isOver = true;
    } else if (m_wish == RunWish::Pause && m_job.state != ReplayState::Paused) {
        enter(ReplayState::Paused, turn);
    } else if (m_wish == RunWish::Go && m_backlog->isEmpty()) {
        // What was answered must be in the ledger before a file shows itself.
        if (auto written = commit(turn); !written)
            return written;
        turn = {};
        if (auto finished = m_exporter->finish(); !finished)
            m_stop = finished.error();
        enter(m_stop ? ReplayState::Stopped : ReplayState::Done, turn);
    }
    return {};
}

void RunLoop::enter(ReplayState state, LedgerTurn& turn) {
    m_job.state = state;
    m_waitsFor.clear();
    m_isOver = state != ReplayState::Running && state != ReplayState::Paused;
    turn.change = LedgerChange{state, m_stop ? m_stop : m_firstRefusal};
}

Result<> RunLoop::commit(const LedgerTurn& turn) {
    Result<> written = m_ledger.commit(m_number, turn);
    // A disk that was full may have room again; until it is written nothing leaves.
    for (int tries = 1; !written && tries < CommitTries && m_wish == RunWish::Go; ++tries) {
        QThread::msleep(CommitPause);
        written = m_ledger.commit(m_number, turn);
    }
    return written;
}

void RunLoop::send(Parcel parcel) {
    const std::int64_t number = parcel.number;
    m_exporter->send(
        std::move(parcel), [inbox = m_inbox, number](ExportAnswer answer) { inbox->add(number, std::move(answer)); });
}

RunLoop::Moment RunLoop::dueAt(const LedgerParcel& parcel, Moment now) {
    const double speed = m_job.plan.pace.speed;
    if (speed <= 0)
        return now;
    if (!m_anchor)
        m_anchor = Anchor{now, parcel.arrival};
    const double nanos = static_cast<double>((parcel.arrival - m_anchor->arrival).value) / speed;
    return m_anchor->moment + std::chrono::nanoseconds(static_cast<std::int64_t>(nanos));
}

RunLoop::Moment RunLoop::wakeAt() const {
    const Moment now = Clock::now();
    if (m_wish == RunWish::Pause && m_underWay.empty())
        return m_job.state == ReplayState::Paused ? now + 24h : now;
    Moment wake = m_published + 5 * PublishEvery;
    if (m_wish == RunWish::Go && m_underWay.size() < static_cast<std::size_t>(atOnceOf(m_job.plan))) {
        if (m_next != Moment())
            wake = std::min(wake, m_next);
        // One that is due already is what m_next is about.
        if (const auto retry = m_backlog->nextRetry(); retry && (*retry > now || m_next == Moment()))
            wake = std::min(wake, *retry);
        else if (!retry && m_underWay.empty() && m_next == Moment())
            wake = now;
    }
    return std::max(wake, now);
}

void RunLoop::publish() {
    ReplayStatus status = statusOf(m_job, m_tally.totals());
    if (m_isOver)
        status.ended = QDateTime::currentDateTimeUtc();
    m_tally.describe(status, Clock::now());
    status.spansTakenBefore = m_takenBefore;
    status.note = m_waitsFor;
    status.problem = m_stop ? m_stop : m_firstRefusal;
    m_published = Clock::now();
    m_ports.publish(std::move(status));
}

} // namespace spanglass
