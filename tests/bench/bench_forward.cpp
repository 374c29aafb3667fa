// Passing on while receiving, everything in one process: senders at a steady rate, the receiver, the real store, and a
// server that takes what is passed on. Prints what a sender waits for its answer without and with it, how fast spans
// were passed on, and how much was left when the last sender had its answer.
//
// usage: bench_forward [seconds a case] [case...]      cases: small large
#include "services/auth/AuthThread.h"
#include "services/net/HttpClient.h"
#include "services/net/HttpServer.h"
#include "services/replay/exporters/HttpExporter.h"
#include "services/replay/forward/ForwardRun.h"
#include "services/store/Store.h"
#include "tests/bench/ReceiverLoad.h"

#include <QCoreApplication>
#include <QHostAddress>

#include <algorithm>
#include <cstdio>

using namespace spanglass;
using namespace spanglass::test;
using namespace Qt::StringLiterals;

namespace {

using Clock = std::chrono::steady_clock;

HttpReply taken() {
    HttpReply reply;
    reply.status = 200;
    reply.fields = {{"content-type", "application/x-protobuf"}};
    return reply;
}

/// Takes everything and looks at nothing.
class Swallower final : public HttpHandler {
public:
    std::variant<HttpReply, std::unique_ptr<HttpExchange>> begin(const HttpHead&) override {
        return std::make_unique<Exchange>();
    }
    HttpReply fault(HttpFault, const HttpHead&, std::string_view) override { return taken(); }

private:
    class Exchange final : public HttpExchange {
        std::optional<HttpReply> body(std::string_view) override { return {}; }
        void end(HttpResponder responder) override { responder.send(taken()); }
    };
};

/// One forwarding to a server in this process.
class Forwarding {
public:
    Forwarding()
        : m_server(m_handler, {}) {
        m_port = m_server.listen({QHostAddress(QHostAddress::LocalHost)}, 0).value();
    }

    void begin(Store& store) {
        ReplayPlan plan;
        plan.target.url = u"http://127.0.0.1:%1"_s.arg(m_port);
        plan.uncertain = UncertainRule::SendAgain;
        Ledger ledger(store.newReader());
        ForwardPorts ports;
        ports.connect = [&store] { return store.newReader(); };
        ports.exporter = [this, target = plan.target]() -> Result<std::unique_ptr<Exporter>> {
            auto route = TargetRoute::of(target);
            if (!route)
                return std::unexpected(route.error());
            return std::make_unique<HttpExporter>(AuthPorts{m_http, m_thread}, *route, TargetAccess());
        };
        ports.publish = [this](const ForwardStatus& status) { keep(status, false); };
        ports.ended = [this](const ForwardStatus& status) { keep(status, true); };
        m_begun = Clock::now();
        m_run = std::make_unique<ForwardRun>(ledger.create(plan, true).value(), std::move(ports));
        m_watch = store.watchCommits([run = m_run.get()] { run->wake(); });
    }

    /// Sends what is left.
    void end() {
        m_left = status().waitingSpans;
        const auto last = Clock::now();
        m_run->stop(ForwardStop::Drain);
        std::unique_lock lock(m_mutex);
        m_over.wait(lock, [this] { return m_ended; });
        m_seconds = std::chrono::duration<double>(Clock::now() - m_begun).count();
        m_drained = std::chrono::duration<double>(Clock::now() - last).count();
        lock.unlock();
        m_watch.reset();
        m_run.reset();
    }

    ForwardStatus status() const {
        const std::scoped_lock lock(m_mutex);
        return m_status;
    }
    void print() const {
        std::printf("          passed on %llu spans, %9.0f spans/s; %llu waited at the end, gone after %.2f s; refused "
                    "%llu, repeated %llu\n",
            static_cast<unsigned long long>(m_status.sentSpans), double(m_status.sentSpans) / m_seconds,
            static_cast<unsigned long long>(m_left), m_drained,
            static_cast<unsigned long long>(m_status.refusedRequests),
            static_cast<unsigned long long>(m_status.repeatedRequests));
    }

private:
    void keep(const ForwardStatus& status, bool last) {
        const std::scoped_lock lock(m_mutex);
        m_status = status;
        m_ended = last;
        m_over.notify_all();
    }

    HttpClient m_http;
    AuthThread m_thread;
    Swallower m_handler;
    HttpServer m_server;
    quint16 m_port = 0;
    Clock::time_point m_begun;
    std::uint64_t m_left = 0;
    double m_seconds = 0;
    double m_drained = 0;
    mutable std::mutex m_mutex;
    std::condition_variable m_over;
    ForwardStatus m_status;
    bool m_ended = false;
    std::unique_ptr<ForwardRun> m_run;
    std::shared_ptr<void> m_watch;
};

double quantile(SendResult& result, double q) {
    std::ranges::sort(result.milliseconds);
    return result.milliseconds.empty() ? 0
                                       : result.milliseconds[std::size_t(q * double(result.milliseconds.size() - 1))];
}

void run(const char* name, const LoadShape& shape, double rate, double seconds, unsigned senders) {
    SendResult alone = runLoad(Sender::HttpProtobuf, shape, seconds, senders, {.spansPerSecond = rate});
    Forwarding forwarding;
    SendResult both = runLoad(Sender::HttpProtobuf, shape, seconds, senders,
        {.spansPerSecond = rate,
            .begin = [&](Store& store) { forwarding.begin(store); },
            .end = [&](Store&) { forwarding.end(); }});
    std::printf("%-9s received alone %9.0f spans/s  p50 %6.2f ms  p99 %6.2f ms\n", name,
        double(alone.spans) / alone.seconds, quantile(alone, 0.5), quantile(alone, 0.99));
    std::printf("          with passing %9.0f spans/s  p50 %6.2f ms  p99 %6.2f ms  (median: %+.2f ms)\n",
        double(both.spans) / both.seconds, quantile(both, 0.5), quantile(both, 0.99),
        quantile(both, 0.5) - quantile(alone, 0.5));
    forwarding.print();
    std::fflush(stdout);
}

} // namespace

int main(int argc, char** argv) {
    const QCoreApplication app(argc, argv);
    const double seconds = argc > 1 ? std::atof(argv[1]) : 5;
    const QStringList wanted = app.arguments().sliced(std::min<qsizetype>(2, app.arguments().size()));
    LoadShape small;
    small.spans = 51'200;
    LoadShape large;
    large.spans = 256;
    large.spansPerRequest = 16;
    large.textBytes = 100'000;
    if (wanted.isEmpty() || wanted.contains("small"_L1))
        run("small", small, 50'000, seconds, 8);
    if (wanted.isEmpty() || wanted.contains("large"_L1))
        run("large", large, 1'000, seconds, 8);
    return 0;
}
