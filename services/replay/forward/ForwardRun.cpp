#include "services/replay/forward/ForwardRun.h"

#include "services/replay/Exporter.h"
#include "services/replay/forward/ForwardBody.h"
#include "services/replay/forward/ForwardFold.h"
#include "services/replay/ledger/Taken.h"

#include <algorithm>
#include <functional>

namespace spanglass {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int AtOnce = 16; // as many connections are served side by side
constexpr std::uint32_t MostListed = 512;
constexpr std::uint64_t MostListedBytes = 32u << 20;
constexpr auto RetryStore = 1s;
constexpr auto Idle = 1s; // then the age of what waits is told anew, and what is under way at the end is given up

ForwardMeasure measureOf(const ReplayPlan& plan) { return {plan.mostSpans, plan.mostBytes}; }

} // namespace

ForwardRun::ForwardRun(LedgerJob job, ForwardPorts ports)
    : m_ports(std::move(ports))
    , m_job(std::move(job))
    , m_gate(AtOnce)
    , m_thread([this] { run(); }) { }

ForwardRun::~ForwardRun() {
    leave();
    m_thread.join();
}

void ForwardRun::leave() {
    {
        const std::scoped_lock lock(m_mutex);
        m_asked.leave = true;
    }
    m_changed.notify_all();
}

void ForwardRun::wake() {
    {
        const std::scoped_lock lock(m_mutex);
        m_asked.news = true;
    }
    m_changed.notify_all();
}

void ForwardRun::stop(ForwardStop how) {
    {
        const std::scoped_lock lock(m_mutex);
        m_asked.stop = how;
    }
    m_changed.notify_all();
}

void ForwardRun::run() {
    m_ledger = std::make_unique<Ledger>(m_ports.connect());
    if (auto begun = begin(); !begun) {
        m_blocked = begun.error();
        heed(takeAsked());
    }
    while (!isDone()) {
        Asked asked = takeAsked();
        heed(asked);
        LedgerTurn turn;
        for (Answered& each : asked.answers)
            settle(std::move(each), turn);
        const Result<> listed = list();
        m_storeProblem = listed ? std::nullopt : std::optional(listed.error());
        std::vector<ForwardParcel> leaving;
        choose(turn, leaving);
        if (!commit(turn))
            break; // what is not noted does not leave
        fold();
        for (ForwardParcel& parcel : leaving)
            send(std::move(parcel));
        publish(false);
        if (!isDone())
            waitForNews();
    }
    end();
}

Result<> ForwardRun::begin() {
    auto exporter = m_ports.exporter();
    if (!exporter)
        return std::unexpected(exporter.error());
    m_exporter = *std::move(exporter);
    duck::Connection& connection = m_ledger->connection();
    const auto numbers = m_ledger->end(m_job.number);
    const auto totals = readForwardTotals(connection, m_job.number);
    auto forwarded = readForwarded(connection, m_job.number, m_job.lastRequest);
    if (!numbers || !totals || !forwarded)
        return std::unexpected(!numbers ? numbers.error() : !totals ? totals.error() : forwarded.error());
    m_numbers = *numbers;
    m_meter.begin(*totals);
    m_forwarded = *std::move(forwarded);
    m_listed = m_job.lastRequest;
    m_until = m_job.plan.selection.lastRequest;
    if (m_until > 0)
        m_stopping = ForwardStop::Drain;
    if (auto brought = bringBack(); !brought)
        return brought;
    LedgerTurn turn;
    turn.change = LedgerChange{ReplayState::Running, {}};
    return m_ledger->commit(m_job.number, turn);
}

/// What the ledger has as parcels that are not settled: few, since parcels are made when they leave.
Result<> ForwardRun::bringBack() {
    auto parcels = m_ledger->waiting(m_job.number, 1, m_numbers.parcel);
    if (!parcels)
        return std::unexpected(parcels.error());
    LedgerTurn turn;
    for (auto each = parcels->rbegin(); each != parcels->rend(); ++each) {
        auto pieces = m_ledger->pieces(m_job.number, each->firstPiece, each->lastPiece);
        if (!pieces)
            return std::unexpected(pieces.error());
        std::vector<std::int64_t> ids;
        for (const LedgerPiece& piece : *pieces)
            ids.push_back(piece.request);
        auto found = readRequests(m_ledger->connection(), ids);
        if (!found)
            return std::unexpected(found.error());
        ForwardParcel parcel{*each, *std::move(pieces), std::vector<ForwardRequest>(ids.size()), {}, {}, true};
        for (ForwardRequest& request : *found) {
            parcel.peer = request.peer;
            *(parcel.requests.begin() + (std::ranges::find(ids, request.id) - ids.begin())) = std::move(request);
        }
        bringBack(std::move(parcel), turn);
    }
    return m_ledger->commit(m_job.number, turn);
}

/// Without those of its requests that were deleted since; they have no id.
void ForwardRun::bringBack(ForwardParcel parcel, LedgerTurn& turn) {
    const auto isGone = [&parcel](std::size_t i) { return parcel.requests[i].id == 0; };
    std::optional<ForwardParcel> gone = partOf(parcel, isGone);
    if (!gone)
        return m_lanes.putBack(std::move(parcel));
    std::optional<ForwardParcel> rest = partOf(parcel, std::not_fn(isGone));
    if (!rest)
        return lose(parcel, turn);
    ExportAnswer parted;
    parted.words = u"Some of its requests were deleted from the store."_s;
    note(parcel, turn, ParcelState::Split, parted);
    note(*rest, turn, ParcelState::Waiting);
    lose(*gone, turn);
    m_lanes.putBack(*std::move(rest));
}

void ForwardRun::lose(ForwardParcel& parcel, LedgerTurn& turn) {
    ExportAnswer gone;
    gone.words = u"Deleted from the store before it could be sent."_s;
    m_meter.totals().lostRequests += parcel.pieces.size();
    note(parcel, turn, ParcelState::Skipped, gone);
}

ForwardRun::Asked ForwardRun::takeAsked() {
    const std::scoped_lock lock(m_mutex);
    Asked asked = std::exchange(m_asked, {});
    m_asked.news = false;
    return asked;
}

void ForwardRun::heed(const Asked& asked) {
    m_leaving = m_leaving || asked.leave;
    if (asked.news)
        m_listedAll = false;
    if (!asked.stop)
        return;
    m_stopping = asked.stop;
    const auto newest = readNewestRequest(m_ledger->connection());
    if (newest && m_until == 0)
        m_until = std::max(*newest, m_job.lastRequest);
    m_listedAll = false;
}

Result<> ForwardRun::list() {
    const ForwardBacklog& waiting = m_lanes.waiting();
    while (!m_listedAll && !m_blocked && waiting.requests < MostListed && waiting.bytes < MostListedBytes) {
        auto requests = readForwardRequests(m_ledger->connection(), {m_listed, m_until},
            static_cast<std::uint32_t>(MostListed - waiting.requests), MostListedBytes - waiting.bytes);
        if (!requests)
            return std::unexpected(requests.error());
        m_listedAll = requests->empty();
        if (m_listedAll)
            break;
        auto taken = readTaken(m_ledger->connection(), m_job, requests->front().id, requests->back().id);
        if (!taken)
            return std::unexpected(taken.error());
        for (ForwardRequest& request : *requests) {
            m_listed = request.id;
            if (m_forwarded.erase(request.id) > 0)
                continue;
            TakenPart& part = (*taken)[request.id];
            if (part.isWhole || part.ordinals.size() >= request.items) {
                ++m_meter.totals().skippedRequests;
                continue;
            }
            request.taken = std::move(part.ordinals);
            m_lanes.add(std::move(request));
        }
    }
    return {};
}

void ForwardRun::note(ForwardParcel& parcel, LedgerTurn& turn, ParcelState state, const ExportAnswer& answer) {
    if (!parcel.isKnown) {
        parcel.parcel.number = ++m_numbers.parcel;
        parcel.parcel.firstPiece = m_numbers.piece + 1;
        for (LedgerPiece& piece : parcel.pieces) {
            piece.number = ++m_numbers.piece;
            turn.pieces.push_back(piece);
        }
        parcel.parcel.lastPiece = m_numbers.piece;
        turn.parcels.push_back(parcel.parcel);
        parcel.isKnown = true;
    }
    if (state == ParcelState::Sending)
        ++parcel.parcel.attempts;
    LedgerEvent event;
    event.parcel = parcel.parcel.number;
    event.step = ++parcel.parcel.step;
    event.state = state;
    event.attempt = parcel.parcel.attempts;
    event.at = UnixNanos::now();
    event.status = answer.status;
    event.rejected = answer.rejected;
    event.answer = answer.words.isEmpty() && answer.problem ? answer.problem->oneLine() : answer.words;
    event.requestId = answer.requestId;
    event.took = answer.took;
    turn.events.push_back(std::move(event));
}

void ForwardRun::settle(Answered answered, LedgerTurn& turn) {
    auto found = m_underWay.extract(answered.number);
    ForwardParcel parcel = std::move(found.mapped());
    const ExportAnswer& answer = answered.answer;
    const std::uint64_t requests = parcel.pieces.size();
    const Moment now = std::chrono::steady_clock::now();
    m_gate.answered(answer, now);
    m_failure = answer.outcome == ExportOutcome::Taken ? std::nullopt : answer.problem;
    switch (answer.outcome) {
    case ExportOutcome::Taken:
        m_meter.taken(requests, parcel.parcel.signal == Signal::Traces ? parcel.parcel.items : 0, answer.rejected, now);
        note(parcel, turn, ParcelState::Taken, answer);
        m_lanes.setFree(parcel.peer);
        return;
    case ExportOutcome::Refused:
        m_meter.totals().refusedRequests += requests;
        note(parcel, turn, ParcelState::Refused, answer);
        m_lanes.setFree(parcel.peer);
        return;
    case ExportOutcome::TooLarge:
        split(std::move(parcel), turn, answer);
        return;
    case ExportOutcome::Uncertain:
        m_meter.totals().repeatedRequests += requests;
        note(parcel, turn, ParcelState::Uncertain, answer);
        break;
    case ExportOutcome::Blocked:
        m_blocked = answer.problem;
        break;
    case ExportOutcome::Later:
    case ExportOutcome::NotSent:
        break;
    }
    note(parcel, turn, ParcelState::Waiting, answer);
    m_lanes.putBack(std::move(parcel));
}

void ForwardRun::choose(LedgerTurn& turn, std::vector<ForwardParcel>& leaving) {
    const bool mayLeave = !m_leaving && !m_blocked && m_exporter && (!m_stopping || *m_stopping == ForwardStop::Drain)
        && m_gate.isOpen(std::chrono::steady_clock::now());
    while (mayLeave && m_underWay.size() + leaving.size() < static_cast<std::size_t>(m_gate.atOnce())) {
        auto parcel = m_lanes.next(measureOf(m_job.plan));
        if (!parcel)
            break;
        if (!m_exporter->takes(parcel->parcel.signal)) {
            leaveOut(*parcel, turn, ParcelState::Skipped,
                {ErrorCode::NotAllowed, u"The target does not take this signal."_s, {}});
        } else if (const auto made = makeBody(*parcel, m_ledger->connection()); !made) {
            if (made.error().code == ErrorCode::NotFound) {
                lose(*parcel, turn);
                m_lanes.setFree(parcel->peer);
            } else {
                leaveOut(*parcel, turn, ParcelState::Refused, made.error());
            }
        } else {
            note(*parcel, turn, ParcelState::Sending);
            leaving.push_back(*std::move(parcel));
        }
    }
    const std::int64_t loose = m_lanes.firstLoose().value_or(m_listed + 1);
    if (loose - 1 > m_job.lastRequest && (!turn.isEmpty() || m_lanes.isEmpty()))
        turn.lastRequest = m_job.lastRequest = loose - 1;
}

void ForwardRun::leaveOut(ForwardParcel& parcel, LedgerTurn& turn, ParcelState state, const Error& why) {
    ForwardTotals& totals = m_meter.totals();
    (state == ParcelState::Skipped ? totals.skippedRequests : totals.refusedRequests) += parcel.pieces.size();
    ExportAnswer answer;
    answer.problem = why;
    note(parcel, turn, state, answer);
    m_lanes.setFree(parcel.peer);
}

void ForwardRun::split(ForwardParcel parcel, LedgerTurn& turn, const ExportAnswer& answer) {
    std::vector<ForwardParcel> parts = halves(parcel);
    if (parts.empty()) {
        leaveOut(parcel, turn, ParcelState::Refused, answer.problem.value_or(Error()));
        return;
    }
    note(parcel, turn, ParcelState::Split, answer);
    for (ForwardParcel& part : parts)
        note(part, turn, ParcelState::Waiting); // what stands in its place must outlive this run
    for (auto part = parts.rbegin(); part != parts.rend(); ++part)
        m_lanes.putBack(std::move(*part));
}

bool ForwardRun::commit(const LedgerTurn& turn) {
    while (true) {
        const Result<> done = m_ledger->commit(m_job.number, turn);
        if (done)
            return true;
        m_storeProblem = done.error();
        publish(true);
        std::unique_lock lock(m_mutex);
        if (m_changed.wait_for(lock, RetryStore, [this] { return m_leaving || m_asked.leave; }))
            return false;
    }
}

void ForwardRun::send(ForwardParcel parcel) {
    Parcel out;
    out.number = parcel.parcel.number;
    out.signal = parcel.parcel.signal;
    out.format = parcel.parcel.format;
    out.body = parcel.body;
    out.items = static_cast<std::uint32_t>(parcel.parcel.items);
    m_underWay.emplace(out.number, std::move(parcel));
    m_exporter->send(std::move(out), [this, number = out.number](ExportAnswer answer) {
        {
            const std::scoped_lock lock(m_mutex);
            m_asked.answers.push_back({number, std::move(answer)});
        }
        m_changed.notify_all();
    });
}

void ForwardRun::fold() {
    const std::int64_t before = m_numbers.parcel - m_ports.parcelsInFull;
    if (before < m_foldAt)
        return;
    // What fails is tried with the next ones.
    (void)foldForwarded(*m_ledger, m_job, before, m_numbers);
    m_foldAt = m_numbers.parcel;
}

bool ForwardRun::isDone() const {
    if (!m_underWay.empty())
        return false;
    if (m_leaving || m_blocked || (m_stopping && *m_stopping != ForwardStop::Drain))
        return true;
    return m_stopping && m_listedAll && m_lanes.isEmpty();
}

void ForwardRun::waitForNews() {
    const Moment now = std::chrono::steady_clock::now();
    Moment until = now + Idle;
    if (!m_gate.isOpen(now))
        until = std::min(until, m_gate.opens());
    const bool more = !m_listedAll && m_lanes.isEmpty() && m_underWay.empty() && !m_storeProblem;
    if (more)
        return;
    std::unique_lock lock(m_mutex);
    const bool woken = m_changed.wait_until(lock, until, [this] {
        return !m_asked.answers.empty() || m_asked.stop || (m_asked.leave && !m_leaving)
            || (m_asked.news && !m_leaving && m_lanes.waiting().requests < MostListed);
    });
    lock.unlock();
    if (!woken && m_leaving && !m_underWay.empty())
        m_exporter->abandon();
}

} // namespace spanglass
