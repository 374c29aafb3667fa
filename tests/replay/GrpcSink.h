#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <functional>
#include <memory>
#include <mutex>
#include <string>

#include <grpcpp/generic/async_generic_service.h>
#include <grpcpp/server.h>

namespace spanglass::test {

struct GrpcSeen {
    int number = 1;
    std::string method;
    QByteArray body;
    QByteArray authorization;
    QByteArray team; ///< the field x-team
};

struct GrpcAct {
    grpc::Status status = grpc::Status::OK;
    std::string response = {}; ///< with OK
    bool answers = true;
};

/// A gRPC server on loopback that answers Export calls as a script says. The script runs on gRPC's threads.
class GrpcSink : private grpc::CallbackGenericService {
public:
    using Script = std::function<GrpcAct(const GrpcSeen&)>;

    enum class Keeps : std::uint8_t { Requests, Nothing };

    explicit GrpcSink(
        Script script = [](const GrpcSeen&) { return GrpcAct{}; }, Keeps keeps = Keeps::Requests);
    ~GrpcSink() override;

    QString url() const { return QStringLiteral("http://127.0.0.1:%1").arg(m_port); }
    int port() const { return m_port; }
    QList<GrpcSeen> seen() const;

private:
    class Call;
    grpc::ServerGenericBidiReactor* CreateReactor(grpc::GenericCallbackServerContext* context) override;

    const Script m_script;
    const Keeps m_keeps;
    mutable std::mutex m_mutex;
    QList<GrpcSeen> m_seen;
    int m_port = 0;
    std::unique_ptr<grpc::Server> m_server;
};

} // namespace spanglass::test
