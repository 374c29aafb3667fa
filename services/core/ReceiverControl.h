#pragma once

#include "services/core/Error.h"
#include "services/core/Ingest.h"
#include "services/core/Refusal.h"

#include <QFuture>
#include <QObject>
#include <QStringList>

#include <array>
#include <cstdint>
#include <vector>

namespace spanglass {

/// Where the receiver listens and what it bears.
struct ReceiverSettings {
    quint16 httpPort = 4318;
    quint16 grpcPort = 4317;
    /// Empty: 127.0.0.1 and ::1; 0.0.0.0 and :: each mean every address. Anything else must be set on purpose and then
    /// `token` must not be empty.
    QString httpAddress;
    QString grpcAddress; ///< likewise
    QString token; ///< senders must present it as "authorization: Bearer <token>" when not empty
    QStringList corsOrigins; ///< besides localhost on any port
    std::uint64_t maxBodyBytes = 64ull << 20; ///< before and after inflation (OTLP 1.11: recommended default)

    bool operator==(const ReceiverSettings&) const = default;
};

enum class ReceiverState : std::uint8_t { Stopped, Starting, Listening, Paused, Failed };

/// Who sends: one row per service, SDK and user agent.
struct SenderInfo {
    QString service;
    QString sdk; ///< telemetry.sdk.language and version
    QString userAgent;
    Transport transport = Transport::Http;
    UnixNanos lastSeen;
    std::uint64_t requests = 0;
    std::uint64_t items = 0;
    std::uint64_t bytes = 0;
};

struct RefusalCounter {
    std::uint64_t count = 0;
    UnixNanos last;
    QString example; ///< at most 512 characters, plain text
};

/// A consistent picture of the receiver, made at most ten times a second.
struct ReceiverSnapshot {
    ReceiverState state = ReceiverState::Stopped;
    QString problem; ///< why Failed, with the next step
    quint16 busyPort = 0; ///< the configured port that another program holds, when that is the problem
    quint16 suggestedPort = 0; ///< a free one in its place
    /// Where senders reach it: "http://127.0.0.1:4318". When other computers may send, first where they do.
    QStringList httpAddresses;
    QStringList grpcAddresses; ///< likewise: "127.0.0.1:4317"
    std::uint64_t requests = 0;
    std::uint64_t spans = 0;
    std::uint64_t logs = 0;
    std::uint64_t metricPoints = 0;
    std::uint64_t bytes = 0; ///< bodies as they came
    double spansPerSecond = 0; ///< over the last five seconds
    double bytesPerSecond = 0;
    Nanos commitLatencyMedian; ///< last byte of a request to its commit, over the last 1,000 requests
    Nanos commitLatencyP99;
    std::uint64_t queuedBytes = 0;
    std::uint32_t connections = 0;
    std::vector<SenderInfo> senders; ///< latest first, at most 200
    std::array<RefusalCounter, RefusalCount> refusals;
};

/// The receiver as the window sees it. Lives in the GUI thread; signals come there.
class ReceiverControl : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    virtual void start(const ReceiverSettings& settings) = 0;
    /// In-flight requests end; nothing is stored after the state is Stopped.
    virtual void stop() = 0;
    /// Keeps listening and answers 503 with Retry-After, so that exporters hold their spans.
    virtual void setPaused(bool paused) = 0;
    virtual const ReceiverSnapshot& snapshot() const = 0;
    virtual const ReceiverSettings& settings() const = 0;

Q_SIGNALS:
    void changed();
};

} // namespace spanglass
