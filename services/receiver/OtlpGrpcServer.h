#pragma once

#include "services/core/Error.h"
#include "services/core/Secret.h"
#include "services/receiver/Intake.h"

#include <QHostAddress>

#include <memory>

namespace spanglass {

/// OTLP/gRPC over plain HTTP/2. The functions block briefly and need no event loop; one thread at a time.
class OtlpGrpcServer {
public:
    struct Options {
        Secret token;
        std::uint64_t maxMessageBytes = 64ull << 20; ///< before and after inflation
    };

    OtlpGrpcServer(Intake& intake, Options options);
    ~OtlpGrpcServer(); ///< stops
    OtlpGrpcServer(const OtlpGrpcServer&) = delete;
    OtlpGrpcServer& operator=(const OtlpGrpcServer&) = delete;

    /// As HttpServer::listen.
    Result<quint16> listen(const QList<QHostAddress>& addresses, quint16 port);
    QList<QHostAddress> addresses() const { return m_addresses; }
    quint16 port() const { return m_port; }
    /// Refuses new calls and waits for those under way, at most five seconds before they are cancelled.
    void stop();

private:
    class Running;

    Intake& m_intake;
    Options m_options;
    QList<QHostAddress> m_addresses;
    quint16 m_port = 0;
    std::unique_ptr<Running> m_running;
};

} // namespace spanglass
