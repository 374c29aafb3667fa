#pragma once

#include "services/net/HttpClient.h"
#include "services/net/HttpTransfer.h"

#include <QPromise>

namespace spanglass {

/// One request from `send` until its future finishes, over all its tries. Lives on the client's thread once it is
/// queued.
class HttpJob {
public:
    using Time = std::chrono::steady_clock::time_point;

    HttpJob(HttpRequest request, std::shared_ptr<ClientSetup> setup, Time now);

    QFuture<HttpResult> future() { return m_promise.future(); }
    std::string origin() const; ///< scheme, host and port

    /// Begins a try; its transfer is then to be run, unless there is none because the request cannot be sent.
    void start(CURLSH* share, Time now);
    HttpTransfer* transfer() { return m_transfer.get(); }

    enum class Next : std::uint8_t { Finished, Again, Later };
    /// The try has ended. Later: at `dueAt`.
    Next settle(CURLcode code, Time now, double random, RequestTrail& trail);
    /// Why the job must end now, whatever it is doing.
    std::optional<HttpFailure> reasonToEnd(Time now) const;
    void end(HttpFailure failure, Time now, RequestTrail& trail);
    Time dueAt() const { return m_dueAt; }

private:
    HttpResult tryResult(CURLcode code);
    bool followRedirect(const HttpAnswer& answer, std::optional<HttpFailure>& refused);
    void record(const HttpResult& result, Time now, RequestTrail& trail) const;
    void finish(HttpResult result);

    HttpRequest m_request;
    std::shared_ptr<ClientSetup> m_setup;
    QPromise<HttpResult> m_promise;
    QUrl m_url;
    bool m_trusted = true; ///< still at the origin that the caller named
    int m_tries = 0; ///< since the last redirect
    int m_attempts = 0;
    int m_redirects = 0;
    const Time m_sent;
    Time m_firstTry;
    Time m_dueAt;
    std::unique_ptr<HttpTransfer> m_transfer;
    Time m_tryBegan; ///< of the steady clock, for durations
    UnixNanos m_tryTime; ///< of the wall clock, for people
};

} // namespace spanglass
