#include "services/replay/forward/ForwardJobs.h"

#include "services/replay/forward/ForwardRequests.h"

#include <algorithm>

namespace spanglass {

namespace {

/// Those that may go on, of the target of the latest of them that fits.
template <class Fits> Result<ForwardJobs> openJobs(Ledger& ledger, Fits fits) {
    const auto jobs = ledger.jobs();
    if (!jobs)
        return std::unexpected(jobs.error());
    ForwardJobs out;
    std::string numbers;
    for (const LedgerJob& job : *jobs) {
        if (!job.forward || job.ended || !fits(job)
            || (!out.jobs.empty() && out.jobs.front().plan.target.key() != job.plan.target.key()))
            continue;
        out.jobs.push_front(job);
        numbers += (numbers.empty() ? "" : ", ") + std::to_string(job.number);
    }
    if (out.jobs.empty())
        return out;
    const auto waiting = readKeptBacklog(ledger.connection(), "job IN (" + numbers + ")");
    if (!waiting)
        return std::unexpected(waiting.error());
    out.standing.target = out.jobs.back().plan.target;
    out.standing.waitingRequests = waiting->requests;
    out.standing.waitingSpans = waiting->spans;
    out.standing.waitingBytes = waiting->bytes;
    if (waiting->oldest)
        out.standing.delay = UnixNanos::now() - *waiting->oldest;
    return out;
}

bool isKept(const LedgerJob& job) { return job.state == ReplayState::Paused; }

Result<LedgerJob> newJob(Ledger& ledger, const ReplayTarget& target) {
    ReplayPlan plan;
    plan.target = target;
    plan.uncertain = UncertainRule::SendAgain;
    const auto newest = readNewestRequest(ledger.connection());
    auto job = ledger.create(plan, true);
    if (!newest || !job)
        return std::unexpected(!newest ? newest.error() : job.error());
    LedgerTurn turn;
    turn.lastRequest = job->lastRequest = *newest;
    if (const auto kept = ledger.commit(job->number, turn); !kept)
        return std::unexpected(kept.error());
    return job;
}

} // namespace

Result<ForwardJobs> interruptedForwards(Ledger& ledger) {
    return openJobs(ledger, [](const LedgerJob& job) { return !isKept(job); });
}

Result<ForwardJobs> keptForwards(Ledger& ledger) { return openJobs(ledger, isKept); }

Result<ForwardJobs> forwardsTo(Ledger& ledger, const ReplayTarget& target) {
    const auto goesElsewhere
        = [&target](const LedgerJob& job) { return !isKept(job) && job.plan.target.key() != target.key(); };
    while (true) {
        const auto others = openJobs(ledger, goesElsewhere);
        if (!others)
            return std::unexpected(others.error());
        if (others->jobs.empty())
            break;
        if (const auto ended = endForwards(ledger, others->jobs, ForwardStop::Keep); !ended)
            return std::unexpected(ended.error());
    }
    auto out = openJobs(ledger, [&target](const LedgerJob& job) { return job.plan.target.key() == target.key(); });
    if (!out)
        return out;
    for (LedgerJob& job : out->jobs) {
        job.plan.target = target; // as it is reached now
        LedgerTurn turn;
        turn.plan = job.plan;
        if (const auto kept = ledger.commit(job.number, turn); !kept)
            return std::unexpected(kept.error());
    }
    const auto takesNew = [](const LedgerJob& job) { return job.plan.selection.lastRequest == 0; };
    if (std::ranges::any_of(out->jobs, takesNew))
        return out;
    auto job = newJob(ledger, target);
    if (!job)
        return std::unexpected(job.error());
    out->jobs.push_back(*std::move(job));
    return out;
}

Result<> endForwards(Ledger& ledger, const std::deque<LedgerJob>& jobs, ForwardStop how) {
    const auto newest = readNewestRequest(ledger.connection());
    if (!newest)
        return std::unexpected(newest.error());
    for (const LedgerJob& job : jobs) {
        LedgerTurn turn;
        turn.change = LedgerChange{how == ForwardStop::Drop ? ReplayState::Cancelled : ReplayState::Paused, {}};
        if (job.plan.selection.lastRequest == 0) {
            // What comes later does not belong to it any more.
            turn.plan = job.plan;
            turn.plan->selection.lastRequest = std::max(*newest, job.lastRequest);
        }
        if (auto done = ledger.commit(job.number, turn); !done)
            return done;
    }
    return {};
}

} // namespace spanglass
