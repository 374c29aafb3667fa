#include "services/receiver/OtlpGrpcServer.h"

#include "services/net/PortProbe.h"
#include "services/receiver/OtlpGrpcService.h"

#include <grpcpp/grpcpp.h>
#include <grpcpp/resource_quota.h>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {
constexpr std::uint64_t MessagesAtOnce = 8; // of the largest size, in gRPC's own buffers
constexpr auto StopTime = std::chrono::seconds(5);
constexpr int Tries = 5; // another program may take a free port between the probe and the bind
} // namespace

class OtlpGrpcServer::Running {
public:
    Running(Intake& intake, const Options& options, const QStringList& addresses)
        : m_service(intake, options.token, options.maxMessageBytes) {
        grpc::ServerBuilder builder;
        grpc::ResourceQuota quota("otlp");
        quota.Resize(MessagesAtOnce * options.maxMessageBytes);
        builder.SetResourceQuota(quota);
        builder.SetMaxReceiveMessageSize(static_cast<int>(std::min<std::uint64_t>(options.maxMessageBytes, INT32_MAX)));
        builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0); // a busy port must be noticed
        builder.AddChannelArgument(GRPC_ARG_ENABLE_PER_MESSAGE_DECOMPRESSION, 0);
        for (const QString& address : addresses)
            builder.AddListeningPort(address.toStdString(), grpc::InsecureServerCredentials());
        builder.RegisterCallbackGenericService(&m_service);
        m_server = builder.BuildAndStart();
    }

    ~Running() {
        if (m_server)
            m_server->Shutdown(std::chrono::system_clock::now() + StopTime);
    }

    bool isListening() const { return m_server != nullptr; }

private:
    OtlpGrpcService m_service;
    std::unique_ptr<grpc::Server> m_server;
};

OtlpGrpcServer::OtlpGrpcServer(Intake& intake, Options options)
    : m_intake(intake)
    , m_options(std::move(options)) { }

OtlpGrpcServer::~OtlpGrpcServer() { stop(); }

Result<quint16> OtlpGrpcServer::listen(const QList<QHostAddress>& addresses, quint16 port) {
    stop();
    for (int left = port == 0 ? Tries : 1; left > 0; --left) {
        const auto probed = probePort(addresses, port);
        if (!probed)
            return std::unexpected(probed.error());
        QStringList places;
        for (const QHostAddress& address : probed->addresses)
            places.append(hostAndPort(address, probed->port));
        m_running = std::make_unique<Running>(m_intake, m_options, places);
        if (m_running->isListening()) {
            m_addresses = probed->addresses;
            m_port = probed->port;
            return m_port;
        }
        stop();
    }
    return failure(ErrorCode::Busy, u"Another program took port "_s + QString::number(port) + u" just now."_s,
        u"Try again, or choose another port."_s);
}

void OtlpGrpcServer::stop() {
    m_running.reset();
    m_addresses.clear();
    m_port = 0;
}

} // namespace spanglass
