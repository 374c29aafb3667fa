#include "services/replay/run/ParcelReader.h"

#include "services/otlp/RequestCut.h"
#include "services/replay/run/CapturedPayloads.h"

#include <algorithm>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

using Payloads = std::unordered_map<std::int64_t, Result<CapturedPayload>>;

/// What a piece takes of its request.
Result<CapturedPayload> cut(const CapturedPayload& payload, const LedgerPiece& piece, Signal signal) {
    if (!piece.ordinals)
        return payload;
    auto bytes = cutRequest(payload.bytes, payload.format, signal, *piece.ordinals);
    if (bytes)
        return CapturedPayload{payload.format, *std::move(bytes)};
    return failure(ErrorCode::Damaged,
        u"The chosen spans cannot be cut out of the captured request %1."_s.arg(piece.request),
        u"Choose whole requests, and send it as it came."_s);
}

Result<CapturedPayload> edited(CapturedPayload payload, const std::optional<WireEdit>& edit, Signal signal) {
    if (!edit)
        return payload;
    auto bytes = edit->apply(payload.bytes, payload.format, signal);
    if (!bytes)
        return std::unexpected(bytes.error());
    return CapturedPayload{PayloadFormat::Protobuf, *std::move(bytes)};
}

/// Adds what one piece brings to the bytes of its parcel.
Result<> add(
    HeldParcel& held, const LedgerPiece& piece, const Payloads& payloads, const std::optional<WireEdit>& edit) {
    const auto& payload = payloads.at(piece.request);
    if (!payload)
        return std::unexpected(payload.error());
    auto part = cut(*payload, piece, held.parcel.signal);
    if (part)
        part = edited(*std::move(part), edit, held.parcel.signal);
    if (!part)
        return std::unexpected(part.error());
    held.content.format = part->format;
    held.content.body.append(part->bytes.data(), static_cast<qsizetype>(part->bytes.size()));
    return {};
}

} // namespace

ParcelReader::ParcelReader(Ledger& ledger, JobNumber job, std::optional<WireEdit> edit)
    : m_ledger(ledger)
    , m_job(job)
    , m_edit(std::move(edit)) { }

Result<std::vector<LedgerPiece>> ParcelReader::piecesOf(const std::vector<LedgerParcel>& parcels) {
    std::vector<LedgerPiece> pieces;
    for (auto first = parcels.begin(); first != parcels.end();) {
        // Neighbours share a question: as a rule it is one for all.
        auto last = first;
        while (std::next(last) != parcels.end() && std::next(last)->firstPiece == last->lastPiece + 1)
            ++last;
        auto run = m_ledger.pieces(m_job, first->firstPiece, last->lastPiece);
        if (!run)
            return run;
        std::ranges::move(*run, std::back_inserter(pieces));
        first = std::next(last);
    }
    return pieces;
}

Result<std::vector<ParcelReader::Loaded>> ParcelReader::read(const std::vector<LedgerParcel>& parcels) {
    const auto pieces = piecesOf(parcels);
    if (!pieces)
        return std::unexpected(pieces.error());
    std::vector<std::int64_t> requests;
    for (const LedgerPiece& piece : *pieces)
        requests.push_back(piece.request);
    std::ranges::sort(requests);
    requests.erase(std::unique(requests.begin(), requests.end()), requests.end());
    const auto payloads = readPayloads(m_ledger.connection(), requests);
    if (!payloads)
        return std::unexpected(payloads.error());

    std::vector<Loaded> loaded;
    auto piece = pieces->begin();
    for (const LedgerParcel& parcel : parcels) {
        Loaded& each = loaded.emplace_back(Loaded{{parcel}});
        each.held.content.number = parcel.number;
        each.held.content.signal = parcel.signal;
        each.held.content.items = static_cast<std::uint32_t>(parcel.items);
        for (; piece != pieces->end() && piece->number <= parcel.lastPiece && piece->number >= parcel.firstPiece;
             ++piece) {
            if (each.problem)
                continue;
            if (auto added = add(each.held, *piece, *payloads, m_edit); !added)
                each.problem = added.error();
        }
        if (!each.problem && each.held.content.body.isEmpty())
            each.problem = Error{ErrorCode::Damaged,
                u"The ledger does not say what request %1 consists of."_s.arg(parcel.number),
                u"Remove this replay, and plan it anew."_s};
    }
    return loaded;
}

} // namespace spanglass
