#include "services/replay/run/TakenSince.h"

#include "services/replay/ledger/LedgerRows.h"
#include "services/replay/ledger/Taken.h"

#include <map>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

using Ordinals = std::vector<std::uint32_t>;
/// What is left of pieces of which others have sent something, by number.
using Rests = std::map<std::int64_t, Ordinals>;

/// A request of metrics is sent whole or not at all: its points are not numbered as it is cut.
Result<Rests> readRests(Ledger& ledger, JobNumber job) {
    const std::string mine = "job = " + std::to_string(job);
    auto rows = ledger.connection().query("WITH touched AS (SELECT i.piece, i.request_id, i.ordinals, p.signal FROM "
        + parcelPiecesSql("local.store.replay_parcels p WHERE p." + mine)
        + " x JOIN local.store.replay_parcels p ON p.job = x.job AND p.number = x.number LEFT JOIN "
        + lastEventsSql(mine)
        + " l ON l.number = x.number JOIN local.store.replay_pieces i ON i.job = x.job AND i.piece = x.piece "
          "WHERE coalesce(l.state, 'waiting') = 'waiting' AND i.request_id IN "
          "(SELECT request_id FROM replay_taken UNION SELECT request_id FROM replay_taken_parts)), "
          "single AS (SELECT piece, request_id, unnest(ordinals) AS ordinal FROM touched WHERE ordinals IS NOT NULL "
          "UNION ALL SELECT t.piece, t.request_id, s.ordinal FROM touched t JOIN local.store.spans s "
          "ON s.request_id = t.request_id WHERE t.ordinals IS NULL AND t.signal = 'traces' "
          "UNION ALL SELECT t.piece, t.request_id, g.ordinal FROM touched t JOIN local.store.logs g "
          "ON g.request_id = t.request_id WHERE t.ordinals IS NULL AND t.signal = 'logs' "
          "UNION ALL SELECT piece, request_id, 0 FROM touched WHERE ordinals IS NULL AND signal = 'metrics'), "
          "marked AS (SELECT piece, ordinal, (request_id IN (SELECT request_id FROM replay_taken) "
          "OR (request_id, ordinal) IN (SELECT (request_id, ordinal) FROM replay_taken_parts)) AS taken FROM single) "
          "SELECT piece, coalesce(list_sort(list(ordinal) FILTER (NOT taken)), []) FROM marked GROUP BY piece "
          "HAVING bool_or(taken)");
    if (!rows)
        return std::unexpected(rows.error());
    Rests rests;
    const auto read = rows->forEachRow<2>([&](const auto& columns, std::size_t row) {
        rests[columns[0].template get<std::int64_t>(row)] = ordinalsIn(columns[1], row);
    });
    if (!read)
        return std::unexpected(read.error());
    return rests;
}

/// The rest of a parcel, with new pieces in `turn`; without items when nothing is left.
LedgerParcel restOf(const LedgerParcel& parcel, const std::vector<LedgerPiece>& pieces, const Rests& rests,
    LedgerEnd& end, LedgerTurn& turn) {
    LedgerParcel out = parcel;
    out.firstPiece = end.piece + 1;
    out.items = 0;
    out.attempts = 0;
    out.step = 0;
    for (LedgerPiece piece : pieces) {
        if (const auto rest = rests.find(piece.number); rest != rests.end()) {
            piece.ordinals = rest->second;
            piece.items = rest->second.size();
        }
        if (piece.items == 0)
            continue;
        piece.number = ++end.piece;
        out.items += piece.items;
        turn.pieces.push_back(std::move(piece));
    }
    out.lastPiece = end.piece;
    out.traces = std::min(parcel.traces, out.items);
    out.bytes = parcel.items > 0 ? parcel.bytes * out.items / parcel.items : 0;
    return out;
}

void addEvent(const LedgerParcel& parcel, ParcelState state, const QString& why, LedgerTurn& turn) {
    LedgerEvent event;
    event.parcel = parcel.number;
    event.step = parcel.step + 1;
    event.state = state;
    event.attempt = parcel.attempts;
    event.at = UnixNanos::now();
    event.answer = why;
    turn.events.push_back(std::move(event));
}

Result<> recut(Ledger& ledger, JobNumber job, const Rests& rests) {
    const auto waiting = ledger.standing(job, ParcelState::Waiting);
    auto end = ledger.end(job);
    if (!waiting || !end)
        return std::unexpected(!waiting ? waiting.error() : end.error());
    LedgerTurn turn;
    for (const LedgerParcel& parcel : *waiting) {
        const auto first = rests.lower_bound(parcel.firstPiece);
        if (first == rests.end() || first->first > parcel.lastPiece)
            continue;
        const auto pieces = ledger.pieces(job, parcel.firstPiece, parcel.lastPiece);
        if (!pieces)
            return std::unexpected(pieces.error());
        LedgerParcel rest = restOf(parcel, *pieces, rests, *end, turn);
        if (rest.items == 0) {
            addEvent(parcel, ParcelState::Skipped, u"It has been sent from elsewhere since."_s, turn);
            continue;
        }
        addEvent(parcel, ParcelState::Split, u"A part of it has been sent from elsewhere since."_s, turn);
        rest.number = ++end->parcel;
        turn.parcels.push_back(rest);
    }
    return ledger.write(job, turn);
}

} // namespace

Result<> leaveOutTaken(Ledger& ledger, const LedgerJob& job) {
    return ledger.together([&]() -> Result<> {
        if (auto listed = listTaken(ledger.connection(), job.plan, job.number); !listed)
            return listed;
        const auto rests = readRests(ledger, job.number);
        if (!rests)
            return std::unexpected(rests.error());
        return rests->empty() ? Result<>() : recut(ledger, job.number, *rests);
    });
}

} // namespace spanglass
