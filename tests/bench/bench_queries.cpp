#include "services/warehouse/StoreSpanSource.h"
#include "tests/support/Load.h"
#include "tests/warehouse/FilledStore.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>

#include <algorithm>
#include <cstdio>

// bench_queries SPANS [FOLDER]: median times of what the window asks of a store of that many spans, one of its traces
// having 100,000 of them. The store is kept in FOLDER and used again.

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::test;

namespace {

constexpr std::uint32_t LargeTrace = 100'000;
constexpr std::uint32_t Piece = 250'000;

void fill(FilledStore& store, std::uint64_t spans) {
    store.store().control().setRetention({std::nullopt, std::nullopt});
    for (const std::string& payload :
        makeLoad({.spans = LargeTrace, .spansPerTrace = LargeTrace, .seed = 77, .spansPerRequest = 4'096}))
        store.add(payload, PayloadFormat::Protobuf);
    for (std::uint64_t done = LargeTrace, seed = 100; done < spans; done += Piece, ++seed) {
        const auto size = static_cast<std::uint32_t>(std::min<std::uint64_t>(Piece, spans - done));
        const auto firstTrace = static_cast<std::uint32_t>(done / 50);
        for (const std::string& payload :
            makeLoad({.spans = size, .seed = seed, .spansPerRequest = 4'096, .firstTrace = firstTrace}))
            store.add(payload, PayloadFormat::Protobuf);
        std::fprintf(stderr, "\r%llu spans", static_cast<unsigned long long>(done + size));
    }
    std::fprintf(stderr, "\n");
}

/// Median milliseconds; ends the program when an answer is an error.
template <class Ask> double median(Ask ask, int runs = 9) {
    std::vector<double> times;
    for (int i = 0; i < runs; ++i) {
        QElapsedTimer timer;
        timer.start();
        (void)wait(ask());
        times.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
    }
    std::ranges::sort(times);
    return times[times.size() / 2];
}

void print(const QString& what, double milliseconds) {
    std::printf("%-48s %9.1f ms\n", qPrintable(what), milliseconds);
    std::fflush(stdout);
}

void benchLists(StoreSpanSource& source, const TraceCount& all) {
    const auto page = [&](const TraceQuery& query, std::uint64_t offset) {
        return [&source, query, offset] { return source.traces(query, offset, 200); };
    };
    print(u"first page"_s, median(page({}, 0)));
    print(u"deep page (middle)"_s, median(page({}, all.traces / 2)));
    for (const auto& [name, sort] : {std::pair{u"first page by duration"_s, TraceSort::Duration},
             std::pair{u"first page by name"_s, TraceSort::Name}}) {
        TraceQuery sorted;
        sorted.sort = sort;
        print(name, median(page(sorted, 0)));
    }
    print(u"count"_s, median([&] { return source.count({}); }));
    for (const QString& text : {u"http.response.status_code >= 500"_s, u"http.response.status_code = 777"_s,
             u"service = orders-db"_s, u"status = error"_s, u"name ~ ^GET"_s, u"\"order 12345?\""_s, u"nowhere"_s,
             u"trace.errors > 3"_s, u"duration > 80ms"_s}) {
        TraceQuery query;
        query.filter = parseFilter(text).value();
        std::uint64_t turn = 0;
        // Another range each time, so that nothing is left over from the time before.
        print(u"first page: "_s + text,
            median(
                [&] {
                    query.range.from = UnixNanos{++turn};
                    return source.traces(query, 0, 200);
                },
                3));
        print(u"count: "_s + text, median([&] { return source.count(query); }, 3));
    }
}

void benchTraces(StoreSpanSource& source, const TraceCount& all) {
    const TraceSummary small = wait(source.traces({}, all.traces / 3, 1)).rows.at(0);
    print(u"one trace of %1 spans"_s.arg(small.spans), median([&] { return source.trace(small.id); }));
    TraceQuery bySize;
    bySize.sort = TraceSort::Spans;
    const TraceSummary large = wait(source.traces(bySize, 0, 1)).rows.at(0);
    print(u"trace of %1 spans, read and built"_s.arg(large.spans), median([&] { return source.trace(large.id); }, 5));
    for (const QString& text :
        {u"nowhere"_s, u"\"order 12345?\""_s, u"status = error"_s, u"http.response.status_code >= 500"_s})
        print(u"search in it: "_s + text, median([&] { return source.search(large.id, parseFilter(text).value()); }));
    const TracePtr tree = wait(source.trace(small.id));
    print(u"one span's details"_s, median([&] { return source.span(small.id, tree->nodes()[0].key); }));
}

void benchSuggestions(StoreSpanSource& source) {
    for (const auto& [name, field, key] :
        {std::tuple{u"services"_s, FilterField::Service, u""_s}, std::tuple{u"names"_s, FilterField::Name, u""_s},
            std::tuple{u"attribute keys"_s, FilterField::Attribute, u""_s},
            std::tuple{u"attribute values"_s, FilterField::Attribute, u"http.route"_s}})
        print(u"suggest "_s + name, median([&] { return source.suggest({field, key, {}, 50}); }));
}

} // namespace

int main(int argc, char** argv) {
    QCoreApplication app(argc, argv);
    const std::uint64_t spans = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 1'000'000;
    const QDir folder(argc > 2 ? QString::fromLocal8Bit(argv[2]) : QDir::tempPath());
    FilledStore store(folder.filePath(u"queries-%1.duckdb"_s.arg(spans)));
    StoreSpanSource source(store.store());
    if (wait(source.count({})).spans < spans)
        fill(store, spans);
    const TraceCount all = wait(source.count({}));
    std::printf("%llu spans in %llu traces\n", static_cast<unsigned long long>(all.spans),
        static_cast<unsigned long long>(all.traces));
    benchLists(source, all);
    benchTraces(source, all);
    benchSuggestions(source);
    return 0;
}
