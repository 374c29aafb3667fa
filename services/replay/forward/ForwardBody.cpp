#include "services/replay/forward/ForwardBody.h"

#include "services/otlp/RequestCut.h"

#include <algorithm>
#include <numeric>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

using Ordinals = std::vector<std::uint32_t>;

LedgerPiece cut(const LedgerPiece& piece, Ordinals ordinals) {
    LedgerPiece out = piece;
    out.items = ordinals.size();
    out.ordinals = std::move(ordinals);
    return out;
}

ForwardParcel with(const ForwardParcel& parcel, std::vector<LedgerPiece> pieces, std::vector<ForwardRequest> requests) {
    ForwardParcel out;
    out.parcel.signal = parcel.parcel.signal;
    out.parcel.format = parcel.parcel.format;
    out.parcel.arrival = parcel.parcel.arrival;
    out.peer = parcel.peer;
    for (const LedgerPiece& piece : pieces)
        out.parcel.items += piece.items;
    out.parcel.bytes = parcel.parcel.bytes * out.parcel.items / std::max<std::uint64_t>(parcel.parcel.items, 1);
    out.pieces = std::move(pieces);
    out.requests = std::move(requests);
    return out;
}

} // namespace

Result<> makeBody(ForwardParcel& parcel, duck::Connection& connection) {
    if (!parcel.body.isEmpty())
        return {};
    for (std::size_t i = 0; i < parcel.pieces.size(); ++i) {
        LedgerPiece& piece = parcel.pieces[i];
        auto body = unpacked(parcel.requests[i]);
        if (!body)
            return std::unexpected(body.error());
        const ForwardRequest& request = parcel.requests[i];
        const bool isPartly = request.isPartly && parcel.parcel.signal == Signal::Traces;
        if ((isPartly || !request.taken.empty()) && !piece.ordinals) {
            const auto kept = readKeptOrdinals(connection, piece.request, parcel.parcel.signal);
            if (!kept)
                return std::unexpected(kept.error());
            Ordinals rest;
            std::ranges::set_difference(*kept, request.taken, std::back_inserter(rest));
            parcel.parcel.items -= std::min(piece.items, kept->size() - rest.size());
            piece = cut(piece, std::move(rest));
        }
        if (piece.ordinals) {
            if (piece.ordinals->empty())
                return failure(
                    ErrorCode::NotFound, u"Its spans were deleted from the store before they could be sent."_s);
            const std::string_view whole(body->constData(), static_cast<std::size_t>(body->size()));
            const auto kept = cutRequest(whole, parcel.parcel.format, parcel.parcel.signal, *piece.ordinals);
            if (!kept)
                return failure(ErrorCode::Damaged, u"Request %1 of the store cannot be parted."_s.arg(piece.request));
            body = QByteArray::fromStdString(*kept);
        }
        parcel.body += *body;
    }
    return {};
}

std::optional<ForwardParcel> partOf(const ForwardParcel& parcel, const std::function<bool(std::size_t)>& chosen) {
    std::vector<LedgerPiece> pieces;
    std::vector<ForwardRequest> requests;
    for (std::size_t i = 0; i < parcel.pieces.size(); ++i) {
        if (!chosen(i))
            continue;
        pieces.push_back(parcel.pieces[i]);
        requests.push_back(parcel.requests[i]);
    }
    if (pieces.empty())
        return {};
    return with(parcel, std::move(pieces), std::move(requests));
}

std::vector<ForwardParcel> halves(const ForwardParcel& parcel) {
    const std::size_t middle = parcel.pieces.size() / 2;
    if (middle > 0)
        return {*partOf(parcel, [middle](std::size_t i) { return i < middle; }),
            *partOf(parcel, [middle](std::size_t i) { return i >= middle; })};
    const LedgerPiece& piece = parcel.pieces.front();
    if (parcel.parcel.signal != Signal::Traces || piece.items < 2)
        return {};
    Ordinals ordinals = piece.ordinals.value_or(Ordinals());
    if (ordinals.empty()) {
        ordinals.resize(piece.items);
        std::iota(ordinals.begin(), ordinals.end(), 0u);
    }
    const auto half = ordinals.begin() + static_cast<std::ptrdiff_t>(ordinals.size() / 2);
    return {with(parcel, {cut(piece, {ordinals.begin(), half})}, parcel.requests),
        with(parcel, {cut(piece, {half, ordinals.end()})}, parcel.requests)};
}

} // namespace spanglass
