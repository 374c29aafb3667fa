#include "services/store/Schema.h"

namespace spanglass::schema {

namespace {

// The ledger of replays and of forwarding. Parcels and pieces are written once; what became of a parcel is told by
// replay_log alone, to which rows are only added, so that a commit costs the same however long the ledger is. A piece
// goes where its request went: the payload stays in `requests`.
constexpr std::string_view Statements[] = {
    "CREATE SEQUENCE local.store.replay_numbers",

    R"(CREATE TABLE local.store.replay_jobs(
        job BIGINT,                 -- from replay_numbers
        forward BOOLEAN,            -- passes on what the receiver takes; otherwise a replay
        plan VARCHAR,               -- JSON, without secrets
        target VARCHAR,             -- ReplayTarget::key
        state VARCHAR,              -- replayStateName
        created_unix_nano BIGINT,
        ended_unix_nano BIGINT,     -- NULL while it may go on
        problem_code VARCHAR,       -- errorCodeName; NULL when nothing is in the way
        problem VARCHAR,
        remedy VARCHAR,
        id_seed BIGINT,             -- new trace ids are made of it
        shift_ns BIGINT,            -- added to every time; 0 for none
        last_request BIGINT,        -- of forwarding: requests up to this one have their parcel; NULL for a replay
        removed BOOLEAN))", // from the list; what was taken stays known

    // One row an outgoing request. It is made of the pieces from first_piece to last_piece, one behind the other.
    R"(CREATE TABLE local.store.replay_parcels(
        job BIGINT,
        number BIGINT,              -- from 1, in the order of sending
        signal VARCHAR,             -- traces, logs, metrics
        format VARCHAR,             -- protobuf, json
        first_piece BIGINT,
        last_piece BIGINT,
        arrival_unix_nano BIGINT,   -- of the first piece's request
        items BIGINT,               -- spans, records or points
        traces BIGINT,              -- that begin in it
        bytes BIGINT))", // of the pieces as they were captured

    // One row a captured request, or the part of it that a parcel takes.
    R"(CREATE TABLE local.store.replay_pieces(
        job BIGINT,
        piece BIGINT,
        request_id BIGINT,
        items BIGINT,
        ordinals INTEGER[]))", // ascending; NULL: the request as a whole

    // One row for each change of a parcel's state.
    R"(CREATE TABLE local.store.replay_log(
        job BIGINT,
        number BIGINT,              -- of the parcel
        step INTEGER,               -- from 1: the highest is how the parcel stands; a parcel without any waits
        state VARCHAR,              -- parcelStateName
        attempt INTEGER,
        at_unix_nano BIGINT,
        status INTEGER,             -- of HTTP or gRPC; -1 without an answer
        rejected BIGINT,            -- items that the target left out
        answer VARCHAR,             -- in the target's words, or what was in the way
        answer_id VARCHAR,          -- the target's name for the request
        took_ns BIGINT))",

    // What the last arrival check of a replay did not find.
    R"(CREATE TABLE local.store.replay_missing(
        job BIGINT,
        request_id BIGINT,
        ordinal INTEGER,
        trace_id VARCHAR,           -- as captured
        span_id VARCHAR))",
};

} // namespace

std::span<const std::string_view> ledgerStatements() { return Statements; }

} // namespace spanglass::schema
