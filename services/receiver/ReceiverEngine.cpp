#include "services/receiver/ReceiverEngine.h"

#include "services/net/PortProbe.h"

#include <QNetworkInterface>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

CorsPolicy corsFrom(const QStringList& origins) {
    std::vector<std::string> list;
    for (const QString& origin : origins)
        list.push_back(origin.trimmed().toStdString());
    return CorsPolicy(std::move(list));
}

} // namespace

ReceiverEngine::ReceiverEngine(IngestSink& sink, ReceiverStats& stats, const HttpLimits& limits)
    : m_limits(limits)
    , m_intake(sink, stats) { }

ReceiverEngine::~ReceiverEngine() { stop(); }

std::expected<ReceiverEngine::Listening, ListenProblem> ReceiverEngine::start(const ReceiverSettings& settings) {
    stop();
    m_intake.open();
    auto listening = listen(settings);
    if (!listening)
        stop();
    return listening;
}

std::expected<ReceiverEngine::Listening, ListenProblem> ReceiverEngine::listen(const ReceiverSettings& settings) {
    const auto httpAddresses = listenAddresses(settings.httpAddress, !settings.token.isEmpty());
    if (!httpAddresses)
        return std::unexpected(ListenProblem{httpAddresses.error(), 0, 0});
    const auto grpcAddresses = listenAddresses(settings.grpcAddress, !settings.token.isEmpty());
    if (!grpcAddresses)
        return std::unexpected(ListenProblem{grpcAddresses.error(), 0, 0});
    const Secret token(settings.token.toUtf8());
    HttpLimits limits = m_limits;
    limits.maxBodyBytes = settings.maxBodyBytes;
    m_handler = std::make_unique<OtlpHttpHandler>(
        m_intake, OtlpHttpHandler::Options{token, corsFrom(settings.corsOrigins), settings.maxBodyBytes});
    {
        const std::scoped_lock lock(m_httpMutex);
        m_http = std::make_unique<HttpServer>(*m_handler, limits);
    }
    if (const auto port = m_http->listen(*httpAddresses, settings.httpPort); !port)
        return std::unexpected(describeListenFailure(port.error(), u"OTLP/HTTP"_s, *httpAddresses, settings.httpPort));
    m_grpc = std::make_unique<OtlpGrpcServer>(m_intake, OtlpGrpcServer::Options{token, settings.maxBodyBytes});
    if (const auto port = m_grpc->listen(*grpcAddresses, settings.grpcPort); !port)
        return std::unexpected(describeListenFailure(port.error(), u"OTLP/gRPC"_s, *grpcAddresses, settings.grpcPort));
    const QList<QHostAddress> own = QNetworkInterface::allAddresses();
    Listening listening;
    for (const QHostAddress& bound : m_http->addresses()) {
        for (const QHostAddress& address : sendersReach(bound, own))
            listening.http.append(u"http://"_s + hostAndPort(address, m_http->port()));
    }
    for (const QHostAddress& bound : m_grpc->addresses()) {
        for (const QHostAddress& address : sendersReach(bound, own))
            listening.grpc.append(hostAndPort(address, m_grpc->port()));
    }
    return listening;
}

void ReceiverEngine::stop() {
    if (m_http)
        m_http->close();
    if (m_grpc)
        m_grpc->stop();
    m_intake.close();
    m_grpc.reset();
    const std::scoped_lock lock(m_httpMutex);
    m_http.reset();
    m_handler.reset();
}

std::uint32_t ReceiverEngine::connections() const {
    const std::scoped_lock lock(m_httpMutex);
    return m_http ? m_http->connections() : 0;
}

} // namespace spanglass
