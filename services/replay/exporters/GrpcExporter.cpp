#include "services/replay/exporters/GrpcExporter.h"

#include "services/net/ClientSetup.h"
#include "services/net/TransportFault.h"
#include "services/replay/exporters/GrpcAnswers.h"
#include "services/replay/exporters/HttpAnswers.h"
#include "services/replay/exporters/SignedCall.h"

#include <grpcpp/create_channel.h>
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/security/credentials.h>

#include <algorithm>

namespace spanglass {

namespace {

constexpr int FirstReconnect = 200; // ms
constexpr int LongestReconnect = 5'000; // ms; waits between attempts are decided above

/// A slice that shares the body's bytes.
grpc::ByteBuffer sharedBuffer(const QByteArray& body) {
    auto* const kept = new QByteArray(body);
    const grpc::Slice slice(
        const_cast<char*>(kept->constData()), static_cast<std::size_t>(kept->size()),
        [](void* held) { delete static_cast<QByteArray*>(held); }, kept);
    return grpc::ByteBuffer(&slice, 1);
}

std::shared_ptr<grpc::Channel> makeChannel(const TargetRoute& route, const NetworkSettings& network) {
    grpc::ChannelArguments arguments;
    arguments.SetMaxSendMessageSize(-1);
    arguments.SetInt(GRPC_ARG_ENABLE_RETRIES, 0); // what is tried again is decided above
    arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
    arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, FirstReconnect);
    arguments.SetInt(GRPC_ARG_MIN_RECONNECT_BACKOFF_MS, static_cast<int>(network.connectTime.count()));
    arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, LongestReconnect);
    arguments.SetUserAgentPrefix("spanglass/" SPANGLASS_VERSION);
    const QString host = route.url(Signal::Traces).host();
    if (network.proxy == NetworkSettings::Proxy::None || isThisComputer(host))
        arguments.SetInt(GRPC_ARG_ENABLE_HTTP_PROXY, 0);
    else if (network.proxy == NetworkSettings::Proxy::Fixed)
        arguments.SetString(GRPC_ARG_HTTP_PROXY, network.proxyAddress.toStdString());
    auto credentials = grpc::InsecureChannelCredentials();
    if (route.isEncrypted()) {
        grpc::SslCredentialsOptions tls; // without roots, the system's
        ClientSetup setup(network, {});
        tls.pem_root_certs = setup.authorities().pem.toStdString();
        credentials = grpc::SslCredentials(tls);
    }
    return grpc::CreateCustomChannel(route.authority(), credentials, arguments);
}

} // namespace

class GrpcExporter::Channel {
public:
    Channel(const TargetRoute& route, const NetworkSettings& network)
        : stub(makeChannel(route, network)) { }

    grpc::GenericStub stub;
};

class GrpcExporter::Call final : public SignedCall {
public:
    Call(std::shared_ptr<Channel> channel, std::shared_ptr<CallGroup> calls, Parcel parcel, Done done)
        : SignedCall(std::move(calls), std::move(parcel), PayloadFormat::Protobuf, false, std::move(done))
        , m_channel(std::move(channel)) { }

private:
    void transmit() override {
        if (wouldTellSecrets())
            return land(readFailure(transportFailure(
                TransportFault::PlainTextRefused, {.host = QString::fromStdString(group().route.authority())})));
        auto context = std::make_unique<grpc::ClientContext>();
        context->set_deadline(std::chrono::system_clock::now() + group().access.deadline);
        if (group().route.target().gzip)
            context->set_compression_algorithm(GRPC_COMPRESS_GZIP);
        addFields(*context);
        m_request = sharedBuffer(parcel().body);
        m_response.Clear();
        {
            const std::scoped_lock lock(m_mutex);
            m_context = std::move(context);
        }
        m_begun = std::chrono::steady_clock::now();
        m_channel->stub.UnaryCall(m_context.get(), grpcMethod(parcel().signal), {}, &m_request, &m_response,
            [self = std::static_pointer_cast<Call>(shared_from_this())](
                const grpc::Status& status) { self->answered(status); });
        if (group().isAbandoned())
            cancelTransmission();
    }

    void cancelTransmission() override {
        const std::scoped_lock lock(m_mutex);
        if (m_context)
            m_context->TryCancel();
    }

    bool wouldTellSecrets() const {
        const bool signs
            = !token().value.isEmpty() || std::ranges::any_of(group().access.headers, [](const TargetHeader& header) {
                  return header.name.compare(QLatin1String("authorization"), Qt::CaseInsensitive) == 0;
              });
        return signs && !group().route.isEncrypted() && !isThisComputer(group().route.url(Signal::Traces).host());
    }

    void addFields(grpc::ClientContext& context) const {
        if (!token().value.isEmpty())
            context.AddMetadata("authorization", token().authorization().toStdString());
        for (const TargetHeader& header : group().access.headers) {
            const std::string name = header.name.toLower().toStdString();
            if (name != "authorization" || !group().access.tokens)
                context.AddMetadata(name, header.value.reveal().toStdString());
        }
    }

    void answered(const grpc::Status& status) {
        const std::chrono::nanoseconds took = std::chrono::steady_clock::now() - m_begun;
        ExportAnswer answer = status.ok() ? taken() : refused(status, took);
        answer.took = {took.count()};
        if (status.error_code() == grpc::StatusCode::UNAUTHENTICATED)
            tokenRefused(std::move(answer));
        else
            land(std::move(answer));
    }

    ExportAnswer taken() const {
        std::vector<grpc::Slice> slices;
        std::string bytes;
        if (m_response.Dump(&slices).ok())
            for (const grpc::Slice& slice : slices)
                bytes.append(reinterpret_cast<const char*>(slice.begin()), slice.size());
        return readGrpcResponse(bytes, group().secretsWith(token()));
    }

    ExportAnswer refused(const grpc::Status& status, std::chrono::nanoseconds took) const {
        constexpr std::chrono::milliseconds Early{50}; // a timer may be
        const bool endedHere = (status.error_code() == grpc::StatusCode::CANCELLED && group().isAbandoned())
            || (status.error_code() == grpc::StatusCode::DEADLINE_EXCEEDED && took + Early >= group().access.deadline);
        // Without this gRPC 1.51 never had a connection; with it, it may still speak for the server.
        const bool hadServer = m_context->debug_error_string().find("Error received from peer") != std::string::npos;
        const bool fromServer = hadServer && !endedHere;
        return readGrpcStatus(
            status, fromServer, QString::fromStdString(group().route.authority()), group().secretsWith(token()));
    }

    const std::shared_ptr<Channel> m_channel;
    std::mutex m_mutex; ///< guards the context against cancelling
    std::unique_ptr<grpc::ClientContext> m_context;
    grpc::ByteBuffer m_request;
    grpc::ByteBuffer m_response;
    std::chrono::steady_clock::time_point m_begun;
};

GrpcExporter::GrpcExporter(AuthPorts ports, TargetRoute route, TargetAccess access, const NetworkSettings& network)
    : m_group(std::make_shared<CallGroup>(std::move(ports), std::move(route), std::move(access)))
    , m_channel(std::make_shared<Channel>(m_group->route, network)) { }

GrpcExporter::~GrpcExporter() {
    m_group->abandon();
    m_group->waitForAll();
}

bool GrpcExporter::takes(Signal signal) const { return m_group->route.takes(signal); }

void GrpcExporter::send(Parcel parcel, Done done) {
    std::make_shared<Call>(m_channel, m_group, std::move(parcel), std::move(done))->start();
}

void GrpcExporter::abandon() { m_group->abandon(); }

} // namespace spanglass
