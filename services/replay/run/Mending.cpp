#include "services/replay/run/Mending.h"

#include "services/replay/ledger/LedgerRows.h"
#include "services/replay/select/ParcelPacker.h"
#include "services/store/StoreCounts.h"

#include <algorithm>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

Result<> moveAll(Ledger& ledger, JobNumber job, ParcelState from, ParcelState to, QStringView why) {
    const auto moved = ledger.move(job, from, to, why);
    if (!moved)
        return std::unexpected(moved.error());
    if (*moved == 0)
        return failure(ErrorCode::NotFound, u"No request of this replay is %1."_s.arg(QString(parcelStateName(from))));
    return {};
}

struct MissingRequest {
    std::int64_t request = 0;
    ParcelPick pick;
    std::vector<std::uint32_t> ordinals;
};

/// What the last arrival check missed, by request, as far as the requests are still there.
Result<std::vector<MissingRequest>> readMissing(duck::Connection& connection, JobNumber job) {
    auto rows
        = connection.query("SELECT q.id, q.format, q.arrival_unix_nano, q.payload_bytes // "
                           "greatest(q.items + q.duplicates + q.rejected, 1), list_sort(m.ordinals), m.traces FROM "
                           "(SELECT request_id, list(DISTINCT ordinal) AS ordinals, count(DISTINCT trace_id) AS traces "
                           "FROM local.store.replay_missing "
                           "WHERE job = "
            + std::to_string(job)
            + " GROUP BY request_id) m JOIN local.store.requests q ON q.id = m.request_id ORDER BY 1");
    if (!rows)
        return std::unexpected(rows.error());
    std::vector<MissingRequest> missing;
    const auto read = rows->forEachRow<6>([&](const auto& columns, std::size_t row) {
        const auto number = [&](std::size_t column) { return columns[column].template get<std::int64_t>(row); };
        MissingRequest each;
        each.request = number(0);
        each.ordinals = ordinalsIn(columns[4], row);
        each.pick.format = columns[1].text(row) == "json" ? PayloadFormat::Json : PayloadFormat::Protobuf;
        each.pick.arrival = UnixNanos::fromBits(number(2));
        each.pick.items = each.ordinals.size();
        each.pick.traces = static_cast<std::uint64_t>(number(5));
        each.pick.bytes = static_cast<std::uint64_t>(number(3)) * each.ordinals.size();
        missing.push_back(std::move(each));
    });
    if (!read)
        return std::unexpected(read.error());
    return missing;
}

/// Cuts of the missing spans, and the parcels that they make, behind what the job has.
LedgerTurn turnOf(const std::vector<MissingRequest>& missing, const ReplayPlan& plan, LedgerEnd end) {
    LedgerTurn turn;
    ReplayPlan cutting = plan;
    cutting.selection.wholeRequests = false;
    ParcelPacker packer(cutting);
    const auto add = [&](std::optional<LedgerParcel> parcel) {
        if (!parcel)
            return;
        parcel->number += end.parcel;
        parcel->firstPiece += end.piece;
        parcel->lastPiece += end.piece;
        turn.parcels.push_back(*parcel);
    };
    std::int64_t piece = end.piece;
    for (const MissingRequest& each : missing) {
        turn.pieces.push_back({++piece, each.request, each.ordinals.size(), each.ordinals});
        add(packer.add(each.pick));
    }
    add(packer.finish());
    return turn;
}

/// Parcels `p` of which something is missing.
std::string thatLackSpans(JobNumber job) {
    const std::string mine = "job = " + std::to_string(job);
    return "p.number IN (SELECT x.number FROM " + parcelPiecesSql("local.store.replay_parcels p WHERE p." + mine)
        + " x JOIN local.store.replay_pieces i ON i.job = x.job AND i.piece = x.piece "
          "JOIN local.store.replay_missing m ON m.job = x.job AND m.request_id = i.request_id "
          "WHERE i.ordinals IS NULL OR list_contains(i.ordinals, m.ordinal))";
}

Result<> sendMissing(Ledger& ledger, const LedgerJob& job) {
    const auto missing = readMissing(ledger.connection(), job.number);
    if (!missing)
        return std::unexpected(missing.error());
    if (missing->empty())
        return failure(ErrorCode::NotFound, u"There is no span that the last arrival check missed."_s,
            u"Check the arrival again: spans may take a minute to show up."_s);
    const auto end = ledger.end(job.number);
    if (!end)
        return std::unexpected(end.error());
    // These are settled by it: their missing spans go on their own, the others are there.
    if (auto moved = ledger.move(job.number, ParcelState::Uncertain, ParcelState::Taken,
            u"The spans that the target lacks are sent on their own.", thatLackSpans(job.number));
        !moved)
        return std::unexpected(moved.error());
    return ledger.write(job.number, turnOf(*missing, job.plan, *end));
}

Result<> mendOne(Ledger& ledger, const LedgerJob& job, ReplayMending how) {
    switch (how) {
    case ReplayMending::SendUncertain:
        return moveAll(ledger, job.number, ParcelState::Uncertain, ParcelState::Waiting, u"It is sent again.");
    case ReplayMending::TakeUncertain:
        return moveAll(ledger, job.number, ParcelState::Uncertain, ParcelState::Taken, u"It counts as taken.");
    case ReplayMending::SendRefused:
        return moveAll(ledger, job.number, ParcelState::Refused, ParcelState::Waiting, u"It is sent again.");
    case ReplayMending::SendMissing:
        return sendMissing(ledger, job);
    }
    return {};
}

} // namespace

Result<> mendReplay(Ledger& ledger, const LedgerJob& job, ReplayMending how) {
    return ledger.together([&]() -> Result<> {
        if (job.state == ReplayState::Cancelled) {
            const auto skipped = ledger.move(
                job.number, ParcelState::Waiting, ParcelState::Skipped, u"The replay was cancelled before.");
            if (!skipped)
                return std::unexpected(skipped.error());
        }
        if (auto mended = mendOne(ledger, job, how); !mended)
            return mended;
        return ledger.forgetMissing(job.number);
    });
}

} // namespace spanglass
