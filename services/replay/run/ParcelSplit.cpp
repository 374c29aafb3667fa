#include "services/replay/run/ParcelSplit.h"

#include "services/warehouse/BoundSql.h"

namespace spanglass {

namespace {

using Ordinals = std::vector<std::uint32_t>;

/// Of all that was stored from a request.
Result<Ordinals> ordinalsOf(duck::Connection& connection, Signal signal, std::int64_t request) {
    BoundSql sql("SELECT ordinal FROM local.store.");
    sql << (signal == Signal::Traces ? "spans" : signalName(signal)) << " WHERE request_id = " << sql.value(request)
        << " ORDER BY ordinal";
    auto rows = sql.run(connection);
    if (!rows)
        return std::unexpected(rows.error());
    Ordinals ordinals;
    const auto read = rows->forEachRow<1>([&](const auto& columns, std::size_t row) {
        ordinals.push_back(static_cast<std::uint32_t>(columns[0].template get<std::int32_t>(row)));
    });
    if (!read)
        return std::unexpected(read.error());
    return ordinals;
}

/// A part of `whole`, with its share of the bytes.
LedgerParcel part(
    const LedgerParcel& whole, std::int64_t first, std::int64_t last, std::uint64_t items, LedgerEnd& end) {
    LedgerParcel out = whole;
    out.number = ++end.parcel;
    out.firstPiece = first;
    out.lastPiece = last;
    out.items = items;
    out.bytes = whole.items > 0 ? whole.bytes * items / whole.items : 0;
    out.traces = 0; // they began when the whole was sent first
    out.attempts = 0;
    out.step = 0;
    return out;
}

std::vector<LedgerParcel> halves(const LedgerParcel& parcel, const std::vector<LedgerPiece>& pieces, LedgerEnd& end) {
    const std::int64_t middle = parcel.firstPiece + (parcel.lastPiece - parcel.firstPiece) / 2;
    std::uint64_t before = 0;
    std::uint64_t after = 0;
    for (const LedgerPiece& piece : pieces)
        (piece.number <= middle ? before : after) += piece.items;
    return {
        part(parcel, parcel.firstPiece, middle, before, end), part(parcel, middle + 1, parcel.lastPiece, after, end)};
}

} // namespace

Result<std::vector<LedgerParcel>> splitParcel(
    Ledger& ledger, JobNumber job, const LedgerParcel& parcel, LedgerEnd& end, LedgerTurn& turn) {
    auto pieces = ledger.pieces(job, parcel.firstPiece, parcel.lastPiece);
    if (!pieces)
        return std::unexpected(pieces.error());
    if (pieces->size() > 1)
        return halves(parcel, *pieces, end);
    // The store numbers data points, and a request is cut by metrics.
    if (pieces->empty() || parcel.items < 2 || parcel.signal == Signal::Metrics)
        return std::vector<LedgerParcel>();
    const LedgerPiece& only = pieces->front();
    Ordinals ordinals;
    if (only.ordinals) {
        ordinals = *only.ordinals;
    } else {
        auto stored = ordinalsOf(ledger.connection(), parcel.signal, only.request);
        if (!stored)
            return std::unexpected(stored.error());
        ordinals = *std::move(stored);
    }
    if (ordinals.size() < 2)
        return std::vector<LedgerParcel>();
    const auto middle = ordinals.begin() + static_cast<std::ptrdiff_t>(ordinals.size() / 2);
    std::vector<LedgerParcel> parts;
    for (Ordinals half : {Ordinals(ordinals.begin(), middle), Ordinals(middle, ordinals.end())}) {
        const LedgerPiece piece{++end.piece, only.request, half.size(), std::move(half)};
        parts.push_back(part(parcel, piece.number, piece.number, piece.items, end));
        turn.pieces.push_back(piece);
    }
    return parts;
}

} // namespace spanglass
