#pragma once

#include "services/core/Ingest.h"
#include "services/receiver/ReceiverStats.h"
#include "services/receiver/Verdict.h"

#include <condition_variable>
#include <functional>

namespace spanglass {

/// One Export request as both transports hand it on.
struct ExportRequest {
    Signal signal = Signal::Traces;
    PayloadFormat format = PayloadFormat::Protobuf;
    Transport transport = Transport::Http;
    std::string payload; ///< content coding undone
    std::uint64_t wireBytes = 0;
    std::string userAgent;
    std::string peer;
};

/// Decodes, compresses the captured payload and submits to the sink; both transports end here. Any thread; the work is
/// done on the caller's.
class Intake {
public:
    using Answer = std::function<void(Verdict)>;

    Intake(IngestSink& sink, ReceiverStats& stats)
        : m_sink(sink)
        , m_stats(stats) { }

    /// Why nothing is taken now (Paused, Stopping), or nothing. Lets a transport refuse before it reads a body.
    std::optional<Refusal> obstacle() const;

    /// `answer` is called exactly once: on the caller's thread, or on the sink's after the commit.
    void take(ExportRequest request, Answer answer);

    void setPaused(bool paused) { m_paused = paused; }
    void open();
    /// Returns when nothing is under way; later requests are refused as Stopping. Nothing is submitted after it.
    void close();

    ReceiverStats& stats() { return m_stats; }

private:
    struct UnderWay;

    bool enter();
    void leave();
    void refuse(Refusal refusal, std::string_view example, const Answer& answer);
    void submit(std::shared_ptr<UnderWay> job, CapturedRequest captured);
    void finish(UnderWay& job, Result<IngestReceipt> result);

    IngestSink& m_sink;
    ReceiverStats& m_stats;
    std::atomic<bool> m_paused = false;
    std::mutex m_mutex;
    std::condition_variable m_left;
    std::uint64_t m_underWay = 0;
    std::atomic<bool> m_open = false;
};

} // namespace spanglass
