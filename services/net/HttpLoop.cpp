#include "services/net/HttpLoop.h"

namespace spanglass {

using namespace std::chrono_literals;

namespace {

constexpr std::size_t MostRunning = 256;
constexpr int MostRunningAtOneOrigin = 64; // so that one slow server does not hold up the others
constexpr long MostConnectionsToOneHost = 16; // with HTTP/1.1; HTTP/2 needs one
/// A future tells of its cancelling only through an event loop, and a pipe of its room not at all: both are asked.
constexpr auto SweepEvery = 5ms;
constexpr int IdlePollMilliseconds = 60'000;

void initialiseLibrary() {
    static const CURLcode once = curl_global_init(CURL_GLOBAL_DEFAULT);
    Q_ASSERT(once == CURLE_OK);
    Q_UNUSED(once);
}

std::function<double()> seededRandom() {
    return [engine = std::mt19937(std::random_device{}())]() mutable {
        return std::uniform_real_distribution<double>(0.0, 1.0)(engine);
    };
}

} // namespace

HttpLoop::HttpLoop(HttpClientPorts ports)
    : m_ports(std::move(ports)) {
    initialiseLibrary();
    if (!m_ports.random)
        m_ports.random = seededRandom();
    m_multi = curl_multi_init();
    curl_multi_setopt(m_multi, CURLMOPT_PIPELINING, static_cast<long>(CURLPIPE_MULTIPLEX));
    curl_multi_setopt(m_multi, CURLMOPT_MAX_HOST_CONNECTIONS, MostConnectionsToOneHost);
    m_share = curl_share_init();
    curl_share_setopt(m_share, CURLSHOPT_SHARE, CURL_LOCK_DATA_SSL_SESSION);
    m_thread = std::thread([this] { run(); });
}

HttpLoop::~HttpLoop() {
    {
        const std::scoped_lock lock(m_mutex);
        m_stopping = true;
    }
    curl_multi_wakeup(m_multi);
    m_thread.join();
    curl_multi_cleanup(m_multi);
    curl_share_cleanup(m_share);
}

QFuture<HttpResult> HttpLoop::add(HttpRequest request, std::shared_ptr<ClientSetup> setup) {
    auto job = std::make_unique<HttpJob>(std::move(request), std::move(setup), m_ports.now());
    auto future = job->future();
    {
        const std::scoped_lock lock(m_mutex);
        if (!m_stopping) {
            m_incoming.push_back(std::move(job));
            curl_multi_wakeup(m_multi);
            return future;
        }
    }
    job->end(transportFailure(TransportFault::Cancelled, {}), m_ports.now(), m_trail);
    return future;
}

void HttpLoop::run() {
    while (takeIncoming()) {
        startQueued();
        int running = 0;
        curl_multi_perform(m_multi, &running);
        settleDone();
        sweep();
        const bool idle = m_running.empty() && m_queued.empty() && m_later.empty();
        const int wait = idle ? IdlePollMilliseconds : static_cast<int>(std::chrono::milliseconds(SweepEvery).count());
        curl_multi_poll(m_multi, nullptr, 0, wait, nullptr);
    }
    endAll();
}

bool HttpLoop::takeIncoming() {
    const std::scoped_lock lock(m_mutex);
    for (auto& job : m_incoming)
        m_queued.push_back(std::move(job));
    m_incoming.clear();
    return !m_stopping;
}

void HttpLoop::startQueued() {
    Jobs full; // those whose origin has enough to do
    while (!m_queued.empty() && m_running.size() < MostRunning) {
        auto job = std::move(m_queued.front());
        m_queued.pop_front();
        if (m_runningAt[job->origin()] >= MostRunningAtOneOrigin)
            full.push_back(std::move(job));
        else
            start(std::move(job));
    }
    m_queued.insert(m_queued.begin(), std::make_move_iterator(full.begin()), std::make_move_iterator(full.end()));
}

void HttpLoop::start(std::unique_ptr<HttpJob> job) {
    job->start(m_share, m_ports.now());
    if (job->transfer()->problem()) {
        settle(std::move(job), CURLE_FAILED_INIT);
        return;
    }
    CURL* handle = job->transfer()->handle();
    ++m_runningAt[job->origin()];
    curl_multi_add_handle(m_multi, handle);
    m_running.emplace(handle, std::move(job));
}

std::unique_ptr<HttpJob> HttpLoop::takeRunning(CURL* handle) {
    curl_multi_remove_handle(m_multi, handle);
    auto node = m_running.extract(handle);
    const auto count = m_runningAt.find(node.mapped()->origin());
    if (--count->second == 0)
        m_runningAt.erase(count);
    return std::move(node.mapped());
}

void HttpLoop::settleDone() {
    int left = 0;
    while (const CURLMsg* message = curl_multi_info_read(m_multi, &left)) {
        const CURLcode code = message->data.result; // the message is gone once the handle is removed
        settle(takeRunning(message->easy_handle), code);
    }
}

void HttpLoop::settle(std::unique_ptr<HttpJob> job, CURLcode code) {
    switch (job->settle(code, m_ports.now(), m_ports.random(), m_trail)) {
    case HttpJob::Next::Again:
        m_queued.push_front(std::move(job));
        curl_multi_wakeup(m_multi);
        break;
    case HttpJob::Next::Later:
        m_later.push_back(std::move(job));
        break;
    case HttpJob::Next::Finished:
        break;
    }
}

void HttpLoop::sweep() {
    const auto steady = std::chrono::steady_clock::now();
    if (steady - m_sweptAt < SweepEvery)
        return;
    m_sweptAt = steady;
    const Time now = m_ports.now();
    sweepRunning(now);
    sweepWaiting(m_queued, now);
    sweepWaiting(m_later, now);
    std::erase_if(m_later, [&](std::unique_ptr<HttpJob>& job) {
        if (job->dueAt() > now)
            return false;
        m_queued.push_back(std::move(job));
        return true;
    });
}

void HttpLoop::sweepWaiting(Jobs& jobs, Time now) {
    std::erase_if(jobs, [&](const std::unique_ptr<HttpJob>& job) {
        auto reason = job->reasonToEnd(now);
        if (reason)
            job->end(*std::move(reason), now, m_trail);
        return reason.has_value();
    });
}

void HttpLoop::sweepRunning(Time now) {
    std::vector<std::pair<CURL*, HttpFailure>> ended;
    for (const auto& [handle, job] : m_running) {
        if (auto reason = job->reasonToEnd(now))
            ended.emplace_back(handle, *std::move(reason));
        else
            job->transfer()->resumeIfRoom();
    }
    for (auto& [handle, reason] : ended)
        takeRunning(handle)->end(std::move(reason), now, m_trail);
}

void HttpLoop::endAll() {
    takeIncoming();
    const auto end
        = [this](HttpJob& job) { job.end(transportFailure(TransportFault::Cancelled, {}), m_ports.now(), m_trail); };
    while (!m_running.empty())
        end(*takeRunning(m_running.begin()->first));
    for (Jobs* jobs : {&m_queued, &m_later}) {
        for (auto& job : *jobs)
            end(*job);
        jobs->clear();
    }
}

} // namespace spanglass
