#pragma once

#include "services/core/Ingest.h"
#include "services/core/ReplayReport.h"

namespace spanglass {

/// The number of a replay or a forwarding in the ledger; its text is the id that people see. Never given twice.
using JobNumber = std::int64_t;

struct LedgerJob {
    JobNumber number = 0;
    bool forward = false;
    ReplayPlan plan = {};
    ReplayState state = ReplayState::Preparing;
    UnixNanos created = {};
    std::optional<UnixNanos> ended = {};
    std::optional<Error> problem = {};
    std::int64_t idSeed = 0; ///< new trace ids are made of it, so that a resumed replay makes the same ones
    Nanos shift = {}; ///< added to every time
    std::int64_t lastRequest = 0; ///< of forwarding: requests up to this one have their parcel
};

/// A captured request, or the part of it that one parcel takes.
struct LedgerPiece {
    std::int64_t number = 0; ///< within its job, from 1
    std::int64_t request = 0;
    std::uint64_t items = 0;
    std::optional<std::vector<std::uint32_t>> ordinals = {}; ///< ascending; nothing: the request as a whole
};

/// One outgoing request: its pieces one behind the other.
struct LedgerParcel {
    std::int64_t number = 0; ///< within its job, from 1
    Signal signal = Signal::Traces;
    PayloadFormat format = PayloadFormat::Protobuf; ///< of what was captured
    std::int64_t firstPiece = 0;
    std::int64_t lastPiece = 0;
    UnixNanos arrival = {}; ///< of the first piece's request
    std::uint64_t items = 0;
    std::uint64_t traces = 0; ///< that begin in it
    std::uint64_t bytes = 0; ///< of the pieces as they were captured, about
    // As the ledger has them when it is read:
    std::uint32_t attempts = 0;
    std::int32_t step = 0; ///< of its last event
};

/// A change of a parcel's state.
struct LedgerEvent {
    std::int64_t parcel = 0;
    std::int32_t step = 0; ///< one more than that of the parcel's event before
    ParcelState state = ParcelState::Waiting;
    std::uint32_t attempt = 0;
    UnixNanos at = {};
    int status = -1; ///< of HTTP or gRPC; -1 without an answer
    std::uint64_t rejected = 0;
    QString answer = {};
    QString requestId = {}; ///< the target's name for the request
    Nanos took = {};
};

struct LedgerChange {
    ReplayState state = ReplayState::Running;
    std::optional<Error> problem = {};
};

/// What one commit writes.
struct LedgerTurn {
    std::vector<LedgerPiece> pieces = {}; ///< new ones
    std::vector<LedgerParcel> parcels = {}; ///< likewise
    std::vector<LedgerEvent> events = {};
    std::optional<LedgerChange> change = {};
    std::optional<std::int64_t> lastRequest = {};
    std::optional<ReplayPlan> plan = {}; ///< in place of the job's
    std::optional<Nanos> shift = {};

    bool isEmpty() const {
        return pieces.empty() && parcels.empty() && events.empty() && !change && !lastRequest && !plan && !shift;
    }
};

/// The highest numbers given within a job.
struct LedgerEnd {
    std::int64_t parcel = 0;
    std::int64_t piece = 0;
};

/// A job's parcels counted.
struct LedgerTotals {
    std::uint64_t parcels[ParcelStateCount] = {};
    std::uint64_t spans = 0; ///< in all that are not split
    std::uint64_t spansTaken = 0;
    std::uint64_t spansRejected = 0; ///< in those that were taken
    std::uint64_t bytes = 0;
    std::uint64_t bytesTaken = 0;
    std::uint64_t attempts = 0;

    std::uint64_t& count(ParcelState state) { return parcels[static_cast<std::size_t>(state)]; }
    std::uint64_t count(ParcelState state) const { return parcels[static_cast<std::size_t>(state)]; }
};

} // namespace spanglass
