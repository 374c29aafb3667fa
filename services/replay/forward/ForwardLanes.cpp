#include "services/replay/forward/ForwardLanes.h"

#include <algorithm>
#include <limits>

namespace spanglass {

namespace {

constexpr std::int64_t None = std::numeric_limits<std::int64_t>::max();

bool fits(const ForwardParcel& parcel, const ForwardRequest& request, ForwardMeasure measure) {
    const LedgerParcel& so_far = parcel.parcel;
    return request.signal == so_far.signal && request.format == PayloadFormat::Protobuf
        && so_far.format == PayloadFormat::Protobuf && so_far.items + request.items <= measure.mostItems
        && so_far.bytes + request.bytes <= measure.mostBytes;
}

void append(ForwardParcel& parcel, ForwardRequest request) {
    LedgerPiece piece;
    piece.request = request.id;
    piece.items = request.items;
    parcel.pieces.push_back(std::move(piece));
    parcel.parcel.items += request.items;
    parcel.parcel.bytes += request.bytes;
    parcel.requests.push_back(std::move(request));
}

} // namespace

std::int64_t ForwardLanes::Lane::front() const {
    if (!parcels.empty())
        return parcels.front().pieces.front().request;
    return requests.empty() ? None : requests.front().id;
}

void ForwardLanes::count(const ForwardRequest& request, bool comes) {
    const auto change = [comes](std::uint64_t& total, std::uint64_t by) { total = comes ? total + by : total - by; };
    change(m_waiting.requests, 1);
    change(m_waiting.spans, request.signal == Signal::Traces ? request.items : 0);
    change(m_waiting.bytes, request.bytes);
}

void ForwardLanes::add(ForwardRequest request) {
    count(request, true);
    m_lanes[request.peer].requests.push_back(std::move(request));
}

void ForwardLanes::putBack(ForwardParcel parcel) {
    for (const ForwardRequest& request : parcel.requests)
        count(request, true);
    Lane& lane = m_lanes[parcel.peer];
    lane.busy = false;
    lane.parcels.push_front(std::move(parcel));
}

std::optional<ForwardParcel> ForwardLanes::next(ForwardMeasure measure) {
    const auto oldest = std::ranges::min_element(m_lanes, {}, [](const auto& named) {
        const Lane& lane = named.second;
        return lane.busy ? None : lane.front();
    });
    if (oldest == m_lanes.end() || oldest->second.busy || oldest->second.front() == None)
        return {};
    Lane& lane = oldest->second;
    lane.busy = true;
    ForwardParcel parcel;
    if (lane.parcels.empty()) {
        parcel = joined(lane, measure);
        parcel.peer = oldest->first;
    } else {
        parcel = std::move(lane.parcels.front());
        lane.parcels.pop_front();
    }
    for (const ForwardRequest& request : parcel.requests)
        count(request, false);
    return parcel;
}

ForwardParcel ForwardLanes::joined(Lane& lane, ForwardMeasure measure) {
    ForwardParcel parcel;
    const ForwardRequest& first = lane.requests.front();
    parcel.parcel.signal = first.signal;
    parcel.parcel.format = first.format;
    parcel.parcel.arrival = first.arrival;
    do {
        append(parcel, std::move(lane.requests.front()));
        lane.requests.pop_front();
    } while (!lane.requests.empty() && !lane.requests.front().isPartly && !parcel.requests.back().isPartly
        && fits(parcel, lane.requests.front(), measure));
    return parcel;
}

void ForwardLanes::setFree(const std::string& peer) {
    const auto lane = m_lanes.find(peer);
    if (lane == m_lanes.end())
        return;
    lane->second.busy = false;
    if (lane->second.front() == None)
        m_lanes.erase(lane);
}

std::optional<UnixNanos> ForwardLanes::oldest() const {
    std::optional<UnixNanos> oldest;
    for (const auto& [peer, lane] : m_lanes) {
        for (const UnixNanos arrival : {lane.parcels.empty() ? UnixNanos() : lane.parcels.front().parcel.arrival,
                 lane.requests.empty() ? UnixNanos() : lane.requests.front().arrival}) {
            if (arrival.isSet() && (!oldest || arrival < *oldest))
                oldest = arrival;
        }
    }
    return oldest;
}

std::optional<std::int64_t> ForwardLanes::firstLoose() const {
    std::optional<std::int64_t> first;
    for (const auto& [peer, lane] : m_lanes) {
        if (!lane.requests.empty() && (!first || lane.requests.front().id < *first))
            first = lane.requests.front().id;
    }
    return first;
}

} // namespace spanglass
