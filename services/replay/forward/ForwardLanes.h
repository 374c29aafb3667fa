#pragma once

#include "services/replay/forward/ForwardRequests.h"

#include <deque>
#include <map>

namespace spanglass {

/// An outgoing request made of captured ones of one connection.
struct ForwardParcel {
    LedgerParcel parcel = {};
    std::vector<LedgerPiece> pieces = {};
    std::vector<ForwardRequest> requests = {}; ///< of the pieces, in their order
    std::string peer = {};
    QByteArray body = {}; ///< empty until it is made
    bool isKnown = false; ///< the ledger has it
};

/// How much is put together to one outgoing request.
struct ForwardMeasure {
    std::uint64_t mostItems = 0;
    std::uint64_t mostBytes = 0;
};

/// What waits in memory, a lane for each connection: of one lane a single parcel is under way at a time, so its order
/// is kept. One thread.
class ForwardLanes {
public:
    void add(ForwardRequest request);
    /// In front of its lane, which becomes free.
    void putBack(ForwardParcel parcel);
    /// The oldest that waits at the front of a free lane, which then is busy. Neighbours of one signal are put together
    /// where they are protobuf: such messages one behind the other are one message (protobuf's rule for repeated
    /// fields).
    std::optional<ForwardParcel> next(ForwardMeasure measure);
    void setFree(const std::string& peer);

    bool isEmpty() const { return m_waiting.requests == 0; }
    const ForwardBacklog& waiting() const { return m_waiting; }
    std::optional<UnixNanos> oldest() const;
    /// The first request that is in no parcel; nothing when all are.
    std::optional<std::int64_t> firstLoose() const;

private:
    struct Lane {
        std::deque<ForwardParcel> parcels;
        std::deque<ForwardRequest> requests;
        bool busy = false;
        std::int64_t front() const;
    };
    void count(const ForwardRequest& request, bool comes);
    static ForwardParcel joined(Lane& lane, ForwardMeasure measure);

    std::map<std::string, Lane> m_lanes;
    ForwardBacklog m_waiting;
};

} // namespace spanglass
