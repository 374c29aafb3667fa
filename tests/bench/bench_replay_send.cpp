// What an exporter sends to a target on this computer that takes everything, with no store before or behind it.
#include "services/auth/AuthThread.h"
#include "services/net/HttpClient.h"
#include "services/replay/exporters/Exporters.h"
#include "tests/net/FunctionServer.h"
#include "tests/replay/GrpcSink.h"
#include "tests/support/Load.h"

#include <QCoreApplication>
#include <QElapsedTimer>

#include <cstdio>
#include <semaphore>

using namespace spanglass;
using namespace spanglass::test;

namespace {

constexpr int AtOnce = 4;

struct Bench {
    HttpClient http{NetworkSettings{}, HttpClientPorts{.random = {}, .environment = {}}};
    AuthThread thread;

    void run(const char* what, const ReplayTarget& target, const LoadShape& shape, std::uint32_t rounds) {
        const auto exporter = makeExporter(target, {.auth = {http, thread}});
        if (!exporter)
            qFatal("%s", qPrintable(exporter.error().oneLine()));
        QList<QByteArray> bodies;
        for (const std::string& request : makeLoad(shape))
            bodies.append(QByteArray::fromStdString(request));
        std::counting_semaphore<AtOnce> room(AtOnce);
        std::atomic<int> lost = 0;
        std::uint64_t bytes = 0;
        QElapsedTimer timer;
        timer.start();
        for (std::uint32_t round = 0; round < rounds; ++round)
            for (const QByteArray& body : bodies) {
                room.acquire();
                bytes += static_cast<std::uint64_t>(body.size());
                (*exporter)->send({.body = body}, [&](const ExportAnswer& answer) {
                    lost += answer.outcome != ExportOutcome::Taken;
                    room.release();
                });
            }
        for (int i = 0; i < AtOnce; ++i)
            room.acquire();
        const double seconds = static_cast<double>(timer.nsecsElapsed()) / 1e9;
        std::printf("%-34s %9.0f spans/s %7.1f MB/s %5.2f s%s\n", what, rounds * shape.spans / seconds,
            static_cast<double>(bytes) / 1e6 / seconds, seconds, lost ? "  LOST SOME" : "");
        std::fflush(stdout);
    }
};

} // namespace

int main(int argc, char** argv) {
    const QCoreApplication app(argc, argv);
    const LoadShape small{.spans = 51'200};
    const LoadShape large{.spans = 400, .spansPerRequest = 20, .textBytes = 100'000};
    FunctionServer server([](const HttpHead&, const std::string&) {
        return HttpReply{.status = 200, .fields = {{"Content-Type", "application/x-protobuf"}}, .body = {}};
    });
    const GrpcSink grpc([](const GrpcSeen&) { return GrpcAct{}; }, GrpcSink::Keeps::Nothing);
    ReplayTarget http{.url = server.url(QString()).toString()};
    Bench bench;
    bench.run("HTTP, small spans", http, small, 10);
    bench.run("HTTP, spans of 100 KB", http, large, 10);
    ReplayTarget zipped = http;
    zipped.gzip = true;
    bench.run("HTTP, gzip, small spans", zipped, small, 5);
    bench.run("HTTP, gzip, spans of 100 KB", zipped, large, 5);
    const ReplayTarget rpc{.url = grpc.url(), .wire = OtlpWire::Grpc};
    bench.run("gRPC, small spans", rpc, small, 10);
    bench.run("gRPC, spans of 100 KB", rpc, large, 10);
    return 0;
}
