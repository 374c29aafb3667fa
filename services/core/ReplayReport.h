#pragma once

#include "services/core/Error.h"
#include "services/core/Ids.h"
#include "services/core/Nanos.h"
#include "services/core/ReplayPlan.h"

#include <QDateTime>

#include <optional>
#include <vector>

namespace spanglass {

/// Requests that came one after the other without a long silence, or one imported file.
struct CaptureSession {
    std::int64_t firstRequest = 0;
    std::int64_t lastRequest = 0;
    QString file = {}; ///< of an import
    UnixNanos from; ///< arrival of the first request
    UnixNanos to;
    std::uint64_t requests = 0;
    std::uint64_t spans = 0;
    std::uint64_t bytes = 0;
    QStringList services = {}; ///< the most frequent first, at most 5
};

/// What a kind of target publishes about how much it takes.
struct TargetLimits {
    double tracesPerSecond = 0; ///< of a workspace; 0: none published
    std::uint64_t bytesPerSecond = 0; ///< of a table; 0: none published
    QDate read = {}; ///< when it was read; limits change
    QString source = {}; ///< one sentence: where it stands and what else is known
};

/// What a replay comes to, before it is started.
struct ReplayEstimate {
    std::uint64_t traces = 0;
    std::uint64_t spans = 0;
    std::uint64_t bytes = 0; ///< of the requests, before compression
    std::uint64_t requests = 0; ///< as they will be sent; they may become more where the target wants smaller ones
    std::uint64_t leftOut = 0; ///< log records and data points: the target takes none of their kind
    std::uint64_t spansTakenBefore = 0; ///< left out: the target took them in earlier replays
    Nanos duration = {}; ///< at the chosen pace, within the limits
    QStringList remarks = {}; ///< what limits the pace, what the target does not take, what edits cost; each a sentence
};

/// One thing that a dry run looked at. Nothing is sent.
struct ReplayFinding {
    enum class State : std::uint8_t { Fine, Doubtful, Failed, NotLooked };
    QString subject; ///< "Sign-in", "Table main.agents.orders_otel_spans"
    State state = State::NotLooked;
    QString evidence = {}; ///< one sentence
    QString remedy = {};

    bool operator==(const ReplayFinding&) const = default;
};

enum class ReplayState : std::uint8_t {
    Preparing, ///< what is to be sent is being listed
    Running,
    Paused,
    Done, ///< nothing is left to send; counts say what was refused
    Cancelled,
    Stopped, ///< by a failure that would meet every request: sign-in, address, table; can be resumed
    Interrupted, ///< the program ended; can be resumed
};

/// Where one outgoing request stands.
enum class ParcelState : std::uint8_t {
    Waiting,
    Sending,
    Taken, ///< the target said yes; some of its spans may be rejected
    Refused, ///< the target said no for good, or too often
    Uncertain, ///< it may have been taken
    Split, ///< too large: further ones stand in its place
    Skipped, ///< the target does not take its signal
};
inline constexpr std::size_t ParcelStateCount = 7;

/// Short stable names, for JSON and the ledger ("done", "uncertain").
QLatin1StringView replayStateName(ReplayState state);
QLatin1StringView parcelStateName(ParcelState state);

/// A replay as the ledger has it, at most ten times a second.
struct ReplayStatus {
    QString id;
    ReplayPlan plan;
    ReplayState state = ReplayState::Preparing;
    QDateTime created; ///< UTC
    QDateTime ended = {};
    std::uint64_t parcels[ParcelStateCount] = {}; ///< requests by their state
    std::uint64_t spans = 0; ///< in all requests that are not split
    std::uint64_t spansTaken = 0;
    std::uint64_t spansRejected = 0; ///< left out by the target in requests it took
    std::uint64_t bytes = 0;
    std::uint64_t bytesTaken = 0;
    std::uint64_t attempts = 0;
    std::uint64_t spansTakenBefore = 0; ///< left out when it was planned, if that was since the program started
    double spansPerSecond = 0; ///< over the last five seconds
    double bytesPerSecond = 0;
    std::optional<Nanos> remaining = {};
    QString note = {}; ///< what it waits for: "The server asks to wait 12 s (429)"
    std::optional<Error> problem = {}; ///< with Stopped, and the first refusal otherwise

    std::uint64_t count(ParcelState one) const { return parcels[static_cast<std::size_t>(one)]; }
};

/// One outgoing request in the ledger.
struct ReplayEntry {
    std::int64_t number = 0; ///< within its replay, from 1, in the order of sending
    ParcelState state = ParcelState::Waiting;
    std::uint64_t spans = 0;
    std::uint64_t bytes = 0;
    std::uint32_t attempts = 0;
    int status = 0; ///< of HTTP or gRPC in the last answer; -1 without an answer
    std::uint64_t rejected = 0;
    QString answer = {}; ///< in the server's words, or what was in the way; at most 2,000 characters, plain text
    QString requestId = {};
    std::optional<UnixNanos> sent = {}; ///< the last attempt
    Nanos took = {}; ///< to its answer
};

/// A span that an arrival check did not find, or found otherwise than it was sent.
struct ArrivalFault {
    TraceId trace;
    SpanId span;
    QString difference = {}; ///< empty: it is missing
};

struct ArrivalReport {
    QDateTime at; ///< UTC
    std::uint64_t asked = 0; ///< spans that were taken, or that are uncertain
    std::uint64_t found = 0;
    std::uint64_t missing = 0;
    std::uint64_t compared = 0; ///< whose values were read back
    std::uint64_t different = 0;
    std::vector<ArrivalFault> faults = {}; ///< the first 1,000
    QString where = {}; ///< what was asked: "main.agents.orders_otel_spans through Main"
};

} // namespace spanglass
