#pragma once

#include "services/core/NetworkSettings.h"
#include "services/net/HttpRequest.h"
#include "services/net/RequestTrail.h"

#include <QFuture>
#include <QProcessEnvironment>

namespace spanglass {

class ClientSetup;
class HttpLoop;

/// What tests put in place of clocks and chance. All are called on the client's thread.
struct HttpClientPorts {
    std::function<std::chrono::steady_clock::time_point()> now = [] { return std::chrono::steady_clock::now(); };
    std::function<double()> random; ///< 0 up to 1, spreads the retries; empty for a seeded one
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment(); ///< proxy variables
};

/// All HTTP that leaves the program: one thread, shared connections, HTTP/2 where the server offers it.
///
/// Thread-safe; futures finish, and their continuations without a context run, on the client's thread. Redirects are
/// followed for GET and HEAD only. POST and PATCH reach the server once at most, also when a kept connection ends under
/// them, unless its answer (429, 503) says that nothing was done. TLS certificates are always checked.
class HttpClient {
public:
    explicit HttpClient(NetworkSettings settings = {}, HttpClientPorts ports = {});
    /// Ends promptly: what is not answered finishes as Cancelled.
    ~HttpClient();
    HttpClient(const HttpClient&) = delete;
    HttpClient& operator=(const HttpClient&) = delete;

    /// Never blocks. A status of 400 and more is an answer, not a failure. QFuture::cancel() aborts the request within
    /// some 10 ms; such a future finishes without a result.
    QFuture<HttpResult> send(HttpRequest request);

    /// The same under other settings than the client's.
    QFuture<HttpResult> send(HttpRequest request, NetworkSettings settings);

    /// For requests sent from now on.
    void setSettings(NetworkSettings settings);

    const RequestTrail& trail() const;

private:
    std::mutex m_mutex; ///< guards the setup
    std::shared_ptr<ClientSetup> m_setup;
    std::unique_ptr<HttpLoop> m_loop;
};

} // namespace spanglass
