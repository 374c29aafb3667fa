#include "services/replay/run/ReplayEdit.h"

namespace spanglass {

Result<std::optional<WireEdit>> editOf(Ledger& ledger, const LedgerJob& job) {
    const ReplayEdits& edits = job.plan.edits;
    if (edits.isFaithful())
        return std::optional<WireEdit>();
    WireChanges changes;
    changes.shift = job.shift;
    changes.attributes = edits.attributes;
    if (edits.newTraceIds) {
        auto traces = ledger.traces(job.number);
        if (!traces)
            return std::unexpected(traces.error());
        changes.idSeed = static_cast<std::uint64_t>(job.idSeed);
        changes.follows = [sent = std::make_shared<const std::unordered_set<TraceId>>(*std::move(traces))](
                              const TraceId& trace) { return sent->contains(trace); };
    }
    return WireEdit(std::move(changes));
}

TraceId sentTraceId(const LedgerJob& job, TraceId captured) {
    return job.plan.edits.newTraceIds ? newTraceId(captured, static_cast<std::uint64_t>(job.idSeed)) : captured;
}

} // namespace spanglass
