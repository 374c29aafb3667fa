#include "services/net/HttpClient.h"

#include "services/net/HttpLoop.h"

namespace spanglass {

HttpClient::HttpClient(NetworkSettings settings, HttpClientPorts ports)
    : m_loop(std::make_unique<HttpLoop>(std::move(ports))) {
    setSettings(std::move(settings));
}

HttpClient::~HttpClient() = default;

QFuture<HttpResult> HttpClient::send(HttpRequest request) {
    std::unique_lock lock(m_mutex);
    auto setup = m_setup;
    lock.unlock();
    return m_loop->add(std::move(request), std::move(setup));
}

QFuture<HttpResult> HttpClient::send(HttpRequest request, NetworkSettings settings) {
    return m_loop->add(std::move(request), std::make_shared<ClientSetup>(std::move(settings), m_loop->environment()));
}

void HttpClient::setSettings(NetworkSettings settings) {
    auto setup = std::make_shared<ClientSetup>(std::move(settings), m_loop->environment());
    const std::scoped_lock lock(m_mutex);
    m_setup = std::move(setup);
}

const RequestTrail& HttpClient::trail() const { return m_loop->trail(); }

} // namespace spanglass
