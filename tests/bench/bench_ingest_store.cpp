// Usage: bench_ingest_store [spans=1000000] [store file, kept; default: a temporary one]
// The store alone, without receiver and decoder: how fast requests of 512 spans with ten attributes are committed, what
// a lone commit takes, and what readers get while the writer works.

#include "services/otlp/Decode.h"
#include "services/store/Store.h"
#include "services/store/StoreCounts.h"
#include "tests/support/Load.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <random>
#include <semaphore>
#include <thread>
#include <unordered_map>

#include <sys/resource.h>
#include <zstd.h>

using namespace spanglass;

namespace {

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

double cpuSeconds(int who) {
    rusage usage{};
    getrusage(who, &usage);
    const auto seconds = [](timeval t) { return double(t.tv_sec) + double(t.tv_usec) * 1e-6; };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

double residentMegabytes() {
    std::ifstream in("/proc/self/statm");
    long total = 0;
    long resident = 0;
    in >> total >> resident;
    return double(resident) * 4096 / 1e6;
}

void printTimes(const char* what, std::vector<double> seconds) {
    std::ranges::sort(seconds);
    const auto at = [&](double share) { return seconds[std::size_t(share * double(seconds.size() - 1))] * 1e3; };
    std::printf("%-44s median %7.2f ms   p99 %7.2f ms   max %7.2f ms   (%zu)\n", what, at(0.5), at(0.99), at(1.0),
        seconds.size());
}

/// Decoded requests of which new ones are made by giving their spans new ids and times: decoding is not measured here.
class Source {
public:
    Source() {
        for (const std::string& payload : test::makeLoad({.spans = 512 * 40})) {
            Template t;
            t.batch = *decodeTraces(payload, PayloadFormat::Protobuf);
            t.captured.zstd.resize(ZSTD_compressBound(payload.size()));
            t.captured.zstd.resize(
                ZSTD_compress(t.captured.zstd.data(), t.captured.zstd.size(), payload.data(), payload.size(), 1));
            t.captured.payloadBytes = payload.size();
            m_templates.push_back(std::move(t));
        }
    }

    IngestRequest next(std::function<void(Result<IngestReceipt>)> done) {
        const Template& t = m_templates[m_next % m_templates.size()];
        const std::uint64_t round = m_next++ / m_templates.size();
        auto batch = std::make_shared<SpanBatch>(std::string());
        batch->spans = t.batch->spans;
        batch->resources = t.batch->resources;
        batch->scopes = t.batch->scopes;
        std::unordered_map<const void*, std::size_t> places;
        for (std::size_t i = 0; i < t.batch->resources.size(); ++i)
            places[&t.batch->resources[i]] = i;
        for (std::size_t i = 0; i < t.batch->scopes.size(); ++i)
            places[&t.batch->scopes[i]] = i;
        for (Span& span : batch->spans) {
            span.resource = &batch->resources[places[span.resource]];
            span.scope = &batch->scopes[places[span.scope]];
            span.traceId.high += round * 0x9E3779B97F4A7C15ull;
            span.start.value += round * 400'000'000'000ull;
            span.end.value += round * 400'000'000'000ull;
        }
        lastTrace = batch->spans.front().traceId;
        CapturedRequest captured = t.captured;
        captured.arrival = UnixNanos::now();
        return {std::move(batch), std::move(captured), std::move(done)};
    }

    TraceId lastTrace;

private:
    struct Template {
        std::shared_ptr<const SpanBatch> batch;
        CapturedRequest captured;
    };
    std::vector<Template> m_templates;
    std::size_t m_next = 0;
};

constexpr int Senders = 24;

/// Keeps as many requests under way as so many senders would that wait for each answer.
class Pump {
public:
    explicit Pump(Store& store, Source& source)
        : m_store(store)
        , m_source(source) { }

    void run(std::uint64_t spans) {
        for (std::uint64_t sent = 0; sent < spans; sent += 512) {
            m_free.acquire();
            const auto start = Clock::now();
            m_store.sink().submit(m_source.next([this, start](const Result<IngestReceipt>& receipt) {
                if (!receipt)
                    std::printf("failed: %s\n", qPrintable(receipt.error().oneLine()));
                m_latencies.push_back(secondsSince(start));
                m_free.release();
            }));
            m_peak = std::max(m_peak, residentMegabytes());
        }
        for (int i = 0; i < Senders; ++i)
            m_free.acquire();
        m_free.release(Senders);
    }

    std::vector<double> latencies() const { return m_latencies; }
    double peakMegabytes() const { return m_peak; }

private:
    Store& m_store;
    Source& m_source;
    std::counting_semaphore<> m_free{Senders};
    std::vector<double> m_latencies; ///< written on the writer's thread only
    double m_peak = 0;
};

class Queries {
public:
    explicit Queries(Store& store)
        : m_reader(store.newReader()) { }

    double firstPage() {
        return time(
            "SELECT trace_id, sum(spans), sum(errors), min(start_time_unix_nano) AS start, max(end_time_unix_nano), "
            "arg_min(root_name, root_start_unix_nano) FROM local.store.trace_fragments GROUP BY trace_id "
            "ORDER BY start DESC LIMIT 200");
    }

    double oneTrace(TraceId id) {
        const auto start = Clock::now();
        const auto bounds = readNumbers(*m_reader,
            "SELECT min(first_seq), max(last_seq) FROM local.store.trace_fragments WHERE trace_id = '" + id.hex()
                + "'");
        const auto seconds = secondsSince(start);
        return seconds
            + time("SELECT span_id, parent_span_id, start_time_unix_nano, end_time_unix_nano, name, kind, status_code, "
                   "resource_id, "
                   "events FROM local.store.spans WHERE seq BETWEEN "
                + std::to_string((*bounds)[0]) + " AND " + std::to_string((*bounds)[1]) + " AND trace_id = '" + id.hex()
                + "'");
    }

private:
    double time(const std::string& sql) {
        const auto start = Clock::now();
        auto rows = m_reader->query(sql);
        std::size_t count = 0;
        while (rows && rows->next().value_or(false))
            count += rows->size();
        if (count == 0)
            std::printf("no rows: %s\n", rows ? sql.c_str() : qPrintable(rows.error().message));
        return secondsSince(start);
    }

    std::unique_ptr<duck::Connection> m_reader;
};

void measureReads(const char* page, const char* trace, Queries& queries, const std::vector<TraceId>& ids,
    std::stop_token stop, int times) {
    std::vector<double> pages;
    std::vector<double> traces;
    std::mt19937 random(7);
    for (int i = 0; i < times && !stop.stop_requested(); ++i) {
        traces.push_back(queries.oneTrace(ids[random() % ids.size()]));
        if (i % 4 == 0)
            pages.push_back(queries.firstPage());
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    printTimes(page, pages);
    printTimes(trace, traces);
}

} // namespace

int main(int argc, char** argv) {
    const QCoreApplication app(argc, argv);
    const std::uint64_t spans = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 1'000'000;
    const QTemporaryDir folder;
    StoreOptions options;
    options.file = argc > 2 ? QString::fromLocal8Bit(argv[2]) : folder.filePath(QStringLiteral("bench.duckdb"));
    auto opened = Store::open(options);
    if (!opened) {
        std::printf("%s\n", qPrintable(opened.error().oneLine()));
        return 1;
    }
    Store& store = **opened;
    store.control().setRetention({std::nullopt, std::nullopt});
    Source source;
    std::vector<TraceId> ids;

    {
        std::vector<double> lone;
        for (int i = 0; i < 100; ++i) {
            std::binary_semaphore done{0};
            IngestRequest request = source.next([&](const auto&) { done.release(); });
            auto one = std::make_shared<SpanBatch>(std::string());
            const Span& first = std::get<0>(request.batch)->spans.front();
            one->resources.push_back(*first.resource);
            one->scopes.push_back(*first.scope);
            one->spans.assign(1, first);
            one->spans[0].resource = &one->resources.front();
            one->spans[0].scope = &one->scopes.front();
            one->spans[0].spanId.value += std::uint64_t(i) << 40;
            request.batch = std::shared_ptr<const SpanBatch>(one);
            const auto start = Clock::now();
            store.sink().submit(std::move(request));
            done.acquire();
            lone.push_back(secondsSince(start));
        }
        printTimes("lone commit of one span", lone);
    }

    Pump pump(store, source);
    const double cpu = cpuSeconds(RUSAGE_SELF);
    const double own = cpuSeconds(RUSAGE_THREAD);
    const auto start = Clock::now();
    for (std::uint64_t done = 0; done < spans; done += spans / 10) {
        const auto lap = Clock::now();
        pump.run(spans / 10);
        ids.push_back(source.lastTrace);
        std::printf("  %9llu spans  %8.0f spans/s  %5.0f MB resident\n",
            static_cast<unsigned long long>(done + spans / 10), double(spans / 10) / secondsSince(lap),
            residentMegabytes());
    }
    const double ownCpu = cpuSeconds(RUSAGE_THREAD) - own;
    const double writerCpu = cpuSeconds(RUSAGE_SELF) - cpu - ownCpu;
    std::printf("ingest: %.0f spans/s; CPU a span: writer and checkpoints %.2f us, sender (copy, hash) %.2f us; peak "
                "%.0f MB resident\n",
        double(spans) / secondsSince(start), writerCpu / double(spans) * 1e6, ownCpu / double(spans) * 1e6,
        pump.peakMegabytes());
    printTimes("  request to durable commit", pump.latencies());

    {
        Queries queries(store);
        measureReads("first page of the trace list, quiet", "one trace by id, quiet", queries, ids, {}, 100);
        std::jthread load([&](std::stop_token stop) {
            while (!stop.stop_requested())
                pump.run(40 * 512);
        });
        measureReads("first page, during full ingest", "one trace by id, during full ingest", queries, ids, {}, 300);
        load.request_stop();
        load.join();
    }

    std::uint64_t counted = store.control().status().spans;
    opened->reset();
    const double bytes = double(QFileInfo(options.file).size());
    std::printf("file: %.0f MB, %.0f bytes a span, captured requests included\n", bytes / 1e6, bytes / double(counted));
    const auto reopening = Clock::now();
    opened = Store::open(options);
    const double openSeconds = secondsSince(reopening);
    while ((*opened)->control().status().spans == 0)
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    std::printf("open: %.0f ms, ready to commit after %.0f ms\n", openSeconds * 1e3, secondsSince(reopening) * 1e3);
    return 0;
}
