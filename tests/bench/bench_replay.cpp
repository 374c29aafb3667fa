// Usage: bench_replay [spans=1000000] [spans a request=512] [requests under way=4]
// How fast a capture is planned and replayed over HTTP to a sink in this process that answers at once, and how much
// memory that takes. The store, the replay and the sink share the machine.

#include "services/replay/exporters/HttpExporter.h"
#include "services/replay/run/ReplayRun.h"
#include "services/replay/select/ReplayPlanner.h"
#include "services/store/Store.h"
#include "tests/auth/AuthFixture.h"
#include "tests/net/FunctionServer.h"
#include "tests/support/Load.h"
#include "tests/support/ProcessState.h"

#include "services/otlp/Decode.h"
#include "services/receiver/Capture.h"

#include <QCoreApplication>
#include <QTemporaryDir>

#include <atomic>
#include <cstdio>
#include <future>
#include <semaphore>

using namespace spanglass;
using namespace spanglass::test;
using Clock = std::chrono::steady_clock;

namespace {

constexpr std::uint32_t SpansOfALoad = 51'200; ///< made in one go; captures are made of several

double secondsSince(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

/// Puts so many spans into the store, as the receiver would.
void fill(Store& store, std::uint32_t spans, std::uint32_t spansPerRequest) {
    std::counting_semaphore<> free(16);
    for (std::uint32_t first = 0; first < spans; first += SpansOfALoad) {
        LoadShape shape;
        shape.spans = std::min(SpansOfALoad, spans - first);
        shape.spansPerRequest = spansPerRequest;
        shape.firstTrace = first / shape.spansPerTrace;
        for (const std::string& payload : makeLoad(shape)) {
            IngestRequest request;
            request.batch = decodeTraces(payload, PayloadFormat::Protobuf).value();
            request.captured.zstd = zstdFrame(payload);
            request.captured.payloadBytes = payload.size();
            request.captured.arrival = UnixNanos::now();
            request.done = [&free](const Result<IngestReceipt>&) { free.release(); };
            free.acquire();
            while (!store.sink().submit(request))
                QThread::msleep(1);
        }
    }
    for (int i = 0; i < 16; ++i)
        free.acquire();
}

} // namespace

int main(int argc, char** argv) {
    const QCoreApplication application(argc, argv);
    const auto argument = [&](int i, int otherwise) { return argc > i ? std::atoi(argv[i]) : otherwise; };
    const auto spans = static_cast<std::uint32_t>(argument(1, 1'000'000));
    const auto perRequest = static_cast<std::uint32_t>(argument(2, 512));

    QTemporaryDir folder;
    StoreOptions options;
    options.file = folder.filePath(QStringLiteral("store.duckdb"));
    auto store = Store::open(options).value();
    fill(*store, spans, perRequest);
    // As when the program is started to replay what it captured before.
    store.reset();
    store = Store::open(options).value();
    std::printf("memory before, with %u spans in the store  %7.0f MiB\n", spans, processMiB("VmRSS"));

    std::atomic<std::uint64_t> requests = 0;
    std::atomic<std::uint64_t> bytes = 0;
    FunctionServer sink([&](const HttpHead&, const std::string& body) {
        ++requests;
        bytes += body.size();
        HttpReply reply;
        reply.status = 200;
        reply.fields.push_back({"Content-Type", "application/x-protobuf"});
        return reply;
    });

    ReplayPlan plan;
    plan.target.url = sink.url(QString()).toString();
    plan.pace.atOnce = argument(3, 4);
    Ledger ledger(store->newReader());
    auto start = Clock::now();
    const auto estimate = estimateReplay(ledger.connection(), plan);
    std::printf("estimate                                      %7.2f s   (%llu spans in %llu requests)\n",
        secondsSince(start), static_cast<unsigned long long>(estimate->spans),
        static_cast<unsigned long long>(estimate->requests));

    AuthFixture auth;
    std::promise<ReplayStatus> ended;
    double planned = 0;
    double most = 0;
    std::vector<double> memory;
    ReplayPorts ports;
    ports.connect = [&] { return store->newReader(); };
    ports.exporter = [&](const LedgerJob& job, const LedgerTotals&) -> Result<std::unique_ptr<Exporter>> {
        planned = secondsSince(start);
        return std::make_unique<HttpExporter>(auth.ports(), TargetRoute::of(job.plan.target).value(), TargetAccess());
    };
    ports.publish = [&](ReplayStatus status) {
        memory.push_back(processMiB("VmRSS"));
        most = std::max(most, memory.back());
        if (status.state == ReplayState::Done || status.state == ReplayState::Stopped)
            ended.set_value(std::move(status));
    };
    const auto job = ledger.create(plan, false).value();
    start = Clock::now();
    const ReplayRun run(job.number, std::move(ports));
    const ReplayStatus status = ended.get_future().get();
    const double whole = secondsSince(start);
    const double sending = whole - planned;
    std::printf("planning                                      %7.2f s\n", planned);
    std::printf("replay, %-8s                              %7.2f s   %.0f spans/s, %.0f requests/s, %.0f MB/s\n",
        replayStateName(status.state).data(), sending, static_cast<double>(status.spansTaken) / sending,
        static_cast<double>(requests) / sending, static_cast<double>(bytes) / 1e6 / sending);
    const auto at = [&](double share) { return memory[std::size_t(share * double(memory.size() - 1))]; };
    std::printf(
        "memory at a quarter, half, the end, most      %7.0f, %.0f, %.0f, %.0f MiB\n", at(0.25), at(0.5), at(1), most);
    return status.state == ReplayState::Done ? 0 : 1;
}
