#pragma once

#include "services/core/Error.h"
#include "services/core/Ingest.h"

#include <functional>

namespace spanglass {

/// One outgoing OTLP request.
struct Parcel {
    std::int64_t number = 0; ///< within its replay, from 1
    Signal signal = Signal::Traces;
    PayloadFormat format = PayloadFormat::Protobuf; ///< of `body`; an exporter turns it into what its target takes
    QByteArray body = {}; ///< the whole Export request, not compressed; shared, never changed
    std::uint32_t items = 0; ///< spans, log records or data points in it
};

/// What became of one attempt to send a parcel. By outcome it is clear whether the target has it.
enum class ExportOutcome : std::uint8_t {
    Taken, ///< the target said yes; `rejected` of its items were left out
    Later, ///< not taken; may be sent again (OTLP's retryable answers, or nothing had left for the target)
    TooLarge, ///< not taken; smaller requests may be
    Refused, ///< not taken, and this one never will be
    Blocked, ///< not taken, and no other will be either until somebody acts: sign-in, address, table, rights
    Uncertain, ///< sent, but the connection ended or time was up before the answer
    NotSent, ///< not taken: ended from here before all of it had left
};

/// Short stable name, for logs and JSON ("too-large").
QLatin1StringView exportOutcomeName(ExportOutcome outcome);

struct ExportAnswer {
    ExportOutcome outcome = ExportOutcome::Refused;
    int status = -1; ///< of HTTP, or of gRPC (0: OK); -1 without an answer
    QString words = {}; ///< the server's, or what was in the way; plain text, at most 2,000 characters
    QString requestId = {};
    std::uint64_t rejected = 0; ///< with Taken
    bool wantsLess = false; ///< the target is overloaded or limits the rate, rather than away (429, 503)
    std::optional<Nanos> wait = {}; ///< how long the target asks to wait: Retry-After, RetryInfo
    std::optional<Error> problem = {}; ///< for people, with the next step; set unless Taken
    Nanos took = {}; ///< from sending to the answer
};

/// Sends parcels to one target. Never repeats one by itself, but for renewing a sign-in once after a 401, when nothing
/// was taken. Any thread.
class Exporter {
public:
    using Done = std::function<void(ExportAnswer)>;

    virtual ~Exporter() = default; ///< abandons; returns after the last `done`

    /// Whether the target takes requests of this signal at all.
    virtual bool takes(Signal signal) const = 0;
    /// Several parcels may be under way; a target over one connection takes them in order only when each is awaited.
    /// Does not wait for the network. `done` is called exactly once, on a thread of the exporter's that it must not
    /// hold up, or on the caller's before send() returns.
    virtual void send(Parcel parcel, Done done) = 0;
    /// Ends what is under way, soon: as NotSent, or Uncertain when it had left. What is sent afterwards ends as
    /// NotSent.
    virtual void abandon() = 0;
    /// To be called when all parcels have had their answers and none will follow: what is kept until it is whole (a
    /// file) becomes visible. Blocks shortly; worker threads only.
    virtual Result<> finish() { return {}; }
};

} // namespace spanglass
