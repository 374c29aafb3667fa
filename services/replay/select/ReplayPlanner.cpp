#include "services/replay/select/ReplayPlanner.h"

#include "services/replay/TargetLimits.h"
#include "services/replay/ledger/LedgerRows.h"
#include "services/replay/select/ParcelPacker.h"

#include <algorithm>
#include <cmath>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t PageRows = 32'768; ///< of picks, read in one go

/// Calls `use` with the parcels that `replay_picks` comes to, page by page.
Result<> packPicks(duck::Connection& connection, const ReplayPlan& plan,
    const std::function<Result<>(const std::vector<LedgerParcel>&)>& use) {
    ParcelPacker packer(plan);
    for (std::int64_t first = 1;; first += PageRows) {
        auto rows = connection.query(
            "SELECT signal, format, arrival, items, CAST(traces AS BIGINT), CAST(bytes AS BIGINT) FROM replay_picks "
            "WHERE pick BETWEEN "
            + std::to_string(first) + " AND " + std::to_string(first + PageRows - 1) + " ORDER BY pick");
        if (!rows)
            return std::unexpected(rows.error());
        std::vector<LedgerParcel> parcels;
        std::int64_t count = 0;
        const auto read = rows->forEachRow<6>([&](const auto& columns, std::size_t row) {
            const auto number = [&](std::size_t column) {
                return static_cast<std::uint64_t>(columns[column].template get<std::int64_t>(row));
            };
            const bool json = columns[1].text(row) == "json";
            if (const auto complete
                = packer.add({signalOf(columns[0].text(row)), json ? PayloadFormat::Json : PayloadFormat::Protobuf,
                    UnixNanos{number(2)}, number(3), number(4), number(5)}))
                parcels.push_back(*complete);
            ++count;
        });
        if (!read)
            return std::unexpected(read.error());
        const bool isLast = count < PageRows;
        if (const auto last = isLast ? packer.finish() : std::nullopt)
            parcels.push_back(*last);
        if (auto used = use(parcels); !used || isLast)
            return used;
    }
}

Nanos longest(const ChosenCounts& chosen, const ReplayPace& pace, const PaceLimits& limits) {
    double seconds = 0;
    if (limits.tracesPerSecond > 0)
        seconds = std::max(seconds, static_cast<double>(chosen.traces) / limits.tracesPerSecond);
    if (limits.bytesPerSecond > 0)
        seconds = std::max(seconds, static_cast<double>(chosen.bytes) / static_cast<double>(limits.bytesPerSecond));
    if (pace.speed > 0)
        seconds = std::max(
            seconds, static_cast<double>((chosen.lastArrival - chosen.firstArrival).value) / 1e9 / pace.speed);
    return Nanos{static_cast<std::int64_t>(std::llround(seconds * 1e9))};
}

/// What the target publishes, and how the chosen pace stands to it.
void addLimits(const ReplayPlan& plan, Nanos duration, QStringList& remarks) {
    const TargetLimits published = targetLimits(plan.target.kind);
    const PaceLimits inForce = limitsInForce(plan);
    const QString date = published.read.toString(Qt::ISODate);
    const auto add = [&](const QString& whose, const QString& limit, bool isPassed) {
        remarks += u"Published limit of the %1: %2 (as of %3): %4"_s.arg(whose, limit, date,
            isPassed ? u"the chosen pace is above it, and the target may ask to wait."_s
                     : u"at this pace it takes about %1."_s.arg(formatDuration(duration)));
    };
    if (published.tracesPerSecond > 0)
        add(u"workspace"_s, u"%L1 traces/s"_s.arg(published.tracesPerSecond),
            inForce.tracesPerSecond > published.tracesPerSecond);
    if (published.bytesPerSecond > 0)
        add(u"table"_s, u"%L1 MB/s"_s.arg(published.bytesPerSecond / 1'000'000),
            inForce.bytesPerSecond > published.bytesPerSecond);
}

QStringList remarksOn(const ReplayPlan& plan, const ChosenCounts& chosen, const ReplayEstimate& estimate) {
    QStringList remarks;
    addLimits(plan, estimate.duration, remarks);
    if (chosen.otherItems > estimate.leftOut)
        remarks += u"%L1 log records and data points go along."_s.arg(chosen.otherItems - estimate.leftOut);
    if (estimate.leftOut > 0)
        remarks
            += u"%L1 log records and data points are left out: the target does not take them."_s.arg(estimate.leftOut);
    if (!plan.edits.isFaithful())
        remarks += u"Spans are changed on the way: they will not be byte for byte what was captured."_s;
    if (plan.repeat && !plan.edits.newTraceIds)
        remarks += u"What this target took before is sent once more: it will have those spans twice."_s;
    return remarks;
}

} // namespace

Result<std::uint64_t> planParcels(Ledger& ledger, const LedgerJob& job) {
    const auto chosen = chooseSpans(ledger.connection(), job.plan);
    if (!chosen)
        return std::unexpected(chosen.error());
    const auto planned = ledger.together([&]() -> Result<> {
        if (auto done = ledger.connection().execute("INSERT INTO local.store.replay_pieces SELECT "
                + std::to_string(job.number) + ", pick, request_id, items, ordinals FROM replay_picks ORDER BY pick");
            !done)
            return done;
        LedgerTurn turn;
        if (job.plan.edits.shiftToNow && chosen->earliestStart.isSet())
            turn.shift = UnixNanos::now() - chosen->earliestStart;
        turn.change = LedgerChange{ReplayState::Running, std::nullopt};
        if (auto done = ledger.write(job.number, turn); !done)
            return done;
        return packPicks(ledger.connection(), job.plan, [&](const std::vector<LedgerParcel>& parcels) {
            return ledger.write(job.number, {{}, parcels});
        });
    });
    (void)ledger.connection().execute("DROP TABLE IF EXISTS replay_picks");
    if (!planned)
        return std::unexpected(planned.error());
    return chosen->spansTakenBefore;
}

Result<ReplayEstimate> estimateReplay(duck::Connection& connection, const ReplayPlan& plan) {
    const auto chosen = chooseSpans(connection, plan);
    if (!chosen)
        return std::unexpected(chosen.error());
    ReplayEstimate estimate;
    estimate.traces = chosen->traces;
    estimate.spans = chosen->spans;
    estimate.bytes = chosen->bytes;
    estimate.spansTakenBefore = chosen->spansTakenBefore;
    estimate.duration = longest(*chosen, plan.pace, limitsInForce(plan));
    const auto counted = packPicks(connection, plan, [&](const std::vector<LedgerParcel>& parcels) -> Result<> {
        for (const LedgerParcel& parcel : parcels) {
            const bool goes = plan.target.takes(parcel.signal);
            estimate.requests += goes ? 1 : 0;
            estimate.leftOut += goes ? 0 : parcel.items;
        }
        return {};
    });
    estimate.remarks = remarksOn(plan, *chosen, estimate);
    (void)connection.execute("DROP TABLE IF EXISTS replay_picks");
    if (!counted)
        return std::unexpected(counted.error());
    return estimate;
}

} // namespace spanglass
