#pragma once

#include "services/net/HttpServer.h"
#include "services/receiver/ListenPlan.h"
#include "services/receiver/OtlpGrpcServer.h"
#include "services/receiver/OtlpHttpHandler.h"

#include <expected>

namespace spanglass {

/// Both listeners and the intake behind them. `start` and `stop` block, from one thread at a time and not the GUI's;
/// the rest may be called from any thread.
class ReceiverEngine {
public:
    struct Listening {
        QStringList http; ///< "http://127.0.0.1:4318"
        QStringList grpc; ///< "127.0.0.1:4317"
    };

    ReceiverEngine(IngestSink& sink, ReceiverStats& stats, const HttpLimits& limits);
    ~ReceiverEngine(); ///< stops

    std::expected<Listening, ListenProblem> start(const ReceiverSettings& settings);
    /// Requests under way end; nothing is handed to the sink after this returns.
    void stop();
    void setPaused(bool paused) { m_intake.setPaused(paused); }
    std::uint32_t connections() const;

private:
    std::expected<Listening, ListenProblem> listen(const ReceiverSettings& settings);

    HttpLimits m_limits;
    Intake m_intake;
    mutable std::mutex m_httpMutex; ///< guards the pointer below for connections()
    std::unique_ptr<OtlpHttpHandler> m_handler;
    std::unique_ptr<HttpServer> m_http;
    std::unique_ptr<OtlpGrpcServer> m_grpc;
};

} // namespace spanglass
