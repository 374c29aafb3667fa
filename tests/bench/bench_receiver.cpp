// End to end on loopback: several senders, the receiver, the real store. Prints spans a second that were committed and
// acknowledged, the latency of an answer, and the process's memory.
//
// usage: bench_receiver [seconds a case] [case...]      cases: protobuf json grpc large
#include "tests/bench/ReceiverLoad.h"

#include <QCoreApplication>
#include <QFile>

#include <algorithm>
#include <cstdio>

using namespace spanglass;
using namespace spanglass::test;
using namespace Qt::StringLiterals;

namespace {

struct Case {
    const char* name;
    const char* what;
    Sender sender;
    LoadShape shape;
    double target;
};

double residentMegabytes() {
    QFile file(u"/proc/self/statm"_s);
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    return file.readAll().split(' ').value(1).toDouble() * 4096 / (1 << 20);
}

void report(const Case& c, SendResult& result) {
    std::ranges::sort(result.milliseconds);
    const auto quantile = [&](double q) {
        return result.milliseconds.empty()
            ? 0.0
            : result.milliseconds[std::size_t(q * double(result.milliseconds.size() - 1))];
    };
    std::printf("%-9s %-52s %9.0f spans/s (target %7.0f)  p50 %6.1f ms  p99 %6.1f ms  retries %llu  RSS %4.0f MB\n",
        c.name, c.what, double(result.spans) / result.seconds, c.target, quantile(0.5), quantile(0.99),
        static_cast<unsigned long long>(result.retries), residentMegabytes());
    std::fflush(stdout);
}

} // namespace

/// bench_receiver [SECONDS [SENDERS [CASE...]]]
int main(int argc, char** argv) {
    const QCoreApplication app(argc, argv);
    const double seconds = argc > 1 ? std::atof(argv[1]) : 5;
    const unsigned senders = argc > 2 ? unsigned(std::atoi(argv[2])) : 8;
    LoadShape ordinary;
    ordinary.spans = 51'200;
    LoadShape large;
    large.spans = 256;
    large.spansPerRequest = 16;
    large.textBytes = 100'000;
    const std::vector<Case> cases{
        {"protobuf", "HTTP/protobuf, 512 spans a request, 10 attributes", Sender::HttpProtobuf, ordinary, 100'000},
        {"json", "HTTP/JSON, 512 spans a request, 10 attributes", Sender::HttpJson, ordinary, 50'000},
        {"grpc", "gRPC, 512 spans a request, 10 attributes", Sender::Grpc, ordinary, 80'000},
        {"large", "HTTP/protobuf, 16 spans a request, 100 KB a span", Sender::HttpProtobuf, large, 1'500},
    };
    for (const Case& c : cases) {
        const auto wanted = app.arguments().sliced(std::min<qsizetype>(3, app.arguments().size()));
        if (!wanted.isEmpty() && !wanted.contains(QLatin1String(c.name)))
            continue;
        SendResult result = runLoad(c.sender, c.shape, seconds, senders);
        report(c, result);
    }
    return 0;
}
