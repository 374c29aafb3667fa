#include "services/replay/run/ParcelSplit.h"
#include "services/replay/run/RunLoop.h"

#include <algorithm>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr int MostSetbacks = 12; ///< of one parcel in a row: about six minutes
constexpr int MostTroubles = 10; ///< in a row, before they are taken to meet everything
constexpr std::chrono::milliseconds LongestWait{60'000};

std::chrono::nanoseconds waitFor(int setbacks, std::chrono::milliseconds first, const std::optional<Nanos>& asked) {
    const auto own = std::min(first * (std::int64_t{1} << std::min(setbacks - 1, 16)), LongestWait);
    return std::max<std::chrono::nanoseconds>(own, std::chrono::nanoseconds(asked.value_or(Nanos{}).value));
}

Error problemOf(const ExportAnswer& answer) {
    return answer.problem.value_or(
        Error{ErrorCode::NotAllowed, u"The target refused a request: %1"_s.arg(answer.words), {}});
}

} // namespace

void RunLoop::note(HeldParcel& held, ParcelState state, const ExportAnswer* answer, LedgerTurn& turn) {
    LedgerEvent event;
    event.parcel = held.parcel.number;
    event.step = ++held.parcel.step;
    event.state = state;
    event.attempt = held.parcel.attempts;
    event.at = UnixNanos::now();
    if (answer != nullptr) {
        event.status = answer->status;
        event.rejected = answer->rejected;
        event.answer = answer->words;
        event.requestId = answer->requestId;
        event.took = answer->took;
    }
    turn.events.push_back(std::move(event));
}

Result<> RunLoop::settle(const RunInbox::Answer& news, LedgerTurn& turn) {
    auto node = m_underWay.extract(news.parcel);
    if (node.empty())
        return {};
    HeldParcel held = std::move(node.mapped());
    const ExportAnswer& answer = news.answer;
    m_pace->answered(Clock::now(), answer);
    switch (answer.outcome) {
    case ExportOutcome::Taken:
        m_tally.taken(held.parcel, answer.rejected);
        note(held, ParcelState::Taken, &answer, turn);
        m_troubles = 0;
        m_waitsFor.clear();
        return {};
    case ExportOutcome::Later:
        tryAgain(std::move(held), answer, turn);
        return {};
    case ExportOutcome::TooLarge:
        return makeSmaller(std::move(held), answer, turn);
    case ExportOutcome::Refused:
        refuse(held, ParcelState::Sending, answer, turn);
        return {};
    case ExportOutcome::Blocked:
        m_tally.move(held.parcel, ParcelState::Sending, ParcelState::Waiting);
        note(held, ParcelState::Waiting, &answer, turn);
        m_backlog->putBack(std::move(held), Clock::now());
        stopFor(answer);
        return {};
    case ExportOutcome::Uncertain:
        if (++m_troubles >= MostTroubles)
            stopFor(answer);
        if (m_job.plan.uncertain == UncertainRule::SendAgain) {
            tryAgain(std::move(held), answer, turn);
            return {};
        }
        m_tally.move(held.parcel, ParcelState::Sending, ParcelState::Uncertain);
        note(held, ParcelState::Uncertain, &answer, turn);
        return {};
    case ExportOutcome::NotSent:
        m_tally.move(held.parcel, ParcelState::Sending, ParcelState::Waiting);
        note(held, ParcelState::Waiting, &answer, turn);
        m_backlog->putBack(std::move(held), Clock::now());
        return {};
    }
    return {};
}

Result<> RunLoop::makeSmaller(HeldParcel held, const ExportAnswer& answer, LedgerTurn& turn) {
    auto parts = splitParcel(m_ledger, m_number, held.parcel, m_end, turn);
    if (!parts)
        return std::unexpected(parts.error());
    if (parts->empty()) {
        refuse(held, ParcelState::Sending, answer, turn);
        return {};
    }
    m_tally.split(held.parcel, *parts);
    note(held, ParcelState::Split, &answer, turn);
    turn.parcels.insert(turn.parcels.end(), parts->begin(), parts->end());
    m_backlog->putFirst(*parts);
    return {};
}

void RunLoop::tryAgain(HeldParcel held, const ExportAnswer& answer, LedgerTurn& turn) {
    m_tally.move(held.parcel, ParcelState::Sending, ParcelState::Waiting);
    note(held, ParcelState::Waiting, &answer, turn);
    if (++held.setbacks >= MostSetbacks)
        stopFor(answer);
    const auto wait = waitFor(held.setbacks, m_ports.firstWait, answer.wait);
    const QString duration = formatDuration(Nanos{wait.count()});
    m_waitsFor = answer.wait && answer.wantsLess
        ? u"The target asks to wait %1 (%2)."_s.arg(duration).arg(answer.status)
        : u"Tries again in %1: %2"_s.arg(duration, answer.words);
    m_backlog->putBack(std::move(held), Clock::now() + wait);
}

void RunLoop::refuse(HeldParcel& held, ParcelState from, const ExportAnswer& answer, LedgerTurn& turn) {
    m_tally.move(held.parcel, from, ParcelState::Refused);
    note(held, ParcelState::Refused, &answer, turn);
    if (!m_firstRefusal)
        m_firstRefusal = problemOf(answer);
    // Some spans may be bad; when all are, what is bad is something else.
    if (++m_troubles >= MostTroubles && m_tally.totals().count(ParcelState::Taken) == 0)
        stopFor(answer);
}

void RunLoop::stopFor(const ExportAnswer& answer) {
    if (!m_stop)
        m_stop = problemOf(answer);
}

} // namespace spanglass
