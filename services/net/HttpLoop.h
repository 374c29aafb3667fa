#pragma once

#include "services/net/HttpJob.h"

#include <deque>
#include <random>
#include <thread>
#include <unordered_map>

namespace spanglass {

/// The client's thread: queues, runs and retries jobs on one libcurl multi handle.
class HttpLoop {
public:
    explicit HttpLoop(HttpClientPorts ports);
    ~HttpLoop(); ///< finishes every job as Cancelled

    QFuture<HttpResult> add(HttpRequest request, std::shared_ptr<ClientSetup> setup); ///< any thread
    const QProcessEnvironment& environment() const { return m_ports.environment; }
    const RequestTrail& trail() const { return m_trail; }

private:
    using Jobs = std::deque<std::unique_ptr<HttpJob>>;
    using Time = HttpJob::Time;

    void run();
    bool takeIncoming(); ///< false once the loop is to stop
    void startQueued();
    void start(std::unique_ptr<HttpJob> job);
    void settleDone();
    void settle(std::unique_ptr<HttpJob> job, CURLcode code);
    void sweep();
    void sweepWaiting(Jobs& jobs, Time now);
    void sweepRunning(Time now);
    void endAll();
    std::unique_ptr<HttpJob> takeRunning(CURL* handle);

    HttpClientPorts m_ports;
    RequestTrail m_trail;
    CURLM* m_multi;
    CURLSH* m_share;

    std::mutex m_mutex; ///< guards the two below
    Jobs m_incoming;
    bool m_stopping = false;

    // On the loop's thread only.
    Jobs m_queued;
    Jobs m_later; ///< waiting for their next try
    std::unordered_map<CURL*, std::unique_ptr<HttpJob>> m_running;
    std::unordered_map<std::string, int> m_runningAt; ///< by origin
    std::chrono::steady_clock::time_point m_sweptAt;
    std::thread m_thread; ///< last, so that everything else is there when it begins
};

} // namespace spanglass
