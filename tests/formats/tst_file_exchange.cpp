#include "tests/formats/ImportProbe.h"
#include "tests/support/SpanBuilder.h"

#include "services/formats/FileExchange.h"
#include "services/formats/SampleTraces.h"

#include <QTest>

#include <algorithm>
#include <set>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::test;

namespace {

constexpr UnixNanos Later{Morning.value + 3'600'000'000'000ull};

} // namespace

class TestFileExchange : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void anImportRunsAsideAndReportsProgress() {
        ImportProbe probe;
        FileExchange exchange(probe.store, probe.store);
        const QString file = probe.file(u"a.pb"_s, SpanBuilder().service("shop").span("one").payload());
        auto future = exchange.importFiles({file});
        QTRY_VERIFY(future.isFinished());
        QVERIFY(future.result());
        QCOMPARE(future.result()->spans, 1u);
        QCOMPARE(future.progressMaximum(), 1000);
        QCOMPARE(future.progressValue(), 1000);
    }

    void anExportRunsAsideAndReportsProgress() {
        ImportProbe probe;
        probe.import(u"a.pb"_s, SpanBuilder().service("shop").span("one").payload());
        FileExchange exchange(probe.store, probe.store);
        auto future = exchange.exportTraces({}, ExportFormat::Csv, probe.path(u"out.csv"_s));
        QTRY_VERIFY(future.isFinished());
        QVERIFY(future.result());
        QCOMPARE(future.result()->spans, 1u);
        QCOMPARE(future.progressValue(), 1000);
    }

    void cancellingAFutureStopsItsImport() {
        ImportProbe probe;
        probe.store.refusals = INT_MAX; // a store that never takes anything
        FileExchange exchange(probe.store, probe.store);
        const QString file = probe.file(u"a.pb"_s, SpanBuilder().service("shop").span("one").payload());
        auto future = exchange.importFiles({file});
        future.cancel();
        QTRY_VERIFY(future.isFinished());
        QVERIFY(probe.store.requests.empty());
    }

    void closingStopsWhatIsUnderWay() {
        ImportProbe probe;
        probe.store.refusals = INT_MAX;
        const QString file = probe.file(u"a.pb"_s, SpanBuilder().service("shop").span("one").payload());
        QFuture<Result<ImportReport>> future;
        {
            FileExchange exchange(probe.store, probe.store);
            future = exchange.importFiles({file});
        }
        QVERIFY(future.isFinished());
    }

    void theSampleFillsAnEmptyStore() {
        ImportProbe probe;
        FileExchange exchange(probe.store, probe.store);
        auto future = exchange.importSample();
        QTRY_VERIFY(future.isFinished());
        QVERIFY(future.result());
        QCOMPARE(future.result()->traces, 3u);
        QCOMPARE(future.result()->traceIds.size(), 3u);
        QVERIFY(future.result()->spans > 20);
    }

    void theSampleShowsTheThreeExamples() {
        const auto batch = sampleTraces(Later);
        std::set<std::string_view> names;
        std::set<std::string_view> services;
        for (const Span& span : batch->spans) {
            names.insert(span.name);
            services.insert(span.resource->serviceName);
        }
        for (const char* name : {"agent_execution", "preprocess", "llm_call", "postprocess", "HTTP POST /rag/v1/answer",
                 "retrieve_documents", "generate_context", "generate_answer", "OpenAI API call", "/agent/task"})
            QVERIFY2(names.contains(name), name);
        QVERIFY(services.size() >= 4);
    }

    void theSampleIsATreeWithoutLooseEnds() {
        const auto batch = sampleTraces(Later);
        std::set<std::pair<TraceId, SpanId>> ids;
        for (const Span& span : batch->spans)
            QVERIFY(ids.insert({span.traceId, span.spanId}).second);
        for (const Span& span : batch->spans) {
            if (span.parentSpanId.isValid())
                QVERIFY(ids.contains({span.traceId, span.parentSpanId}));
            for (const SpanLink& link : span.links)
                QVERIFY(ids.contains({link.traceId, link.spanId}));
            QVERIFY(span.start < span.end);
            QVERIFY(span.end < Later);
            for (const SpanEvent& event : span.events)
                QVERIFY(event.time >= span.start && event.time <= span.end);
        }
    }

    void childrenOfTheSampleLieInsideTheirParents() {
        const auto batch = sampleTraces(Later);
        for (const Span& span : batch->spans)
            for (const Span& parent : batch->spans)
                if (parent.spanId == span.parentSpanId)
                    QVERIFY2(span.start >= parent.start && span.end <= parent.end, std::string(span.name).c_str());
    }

    void theSampleHasAnErrorWithItsException() {
        const auto batch = sampleTraces(Later);
        const auto failed = std::ranges::find_if(
            batch->spans, [](const Span& span) { return span.status == StatusCode::Error && !span.events.empty(); });
        QVERIFY(failed != batch->spans.end());
        QCOMPARE(failed->events[0].name, std::string_view("exception"));
        QVERIFY(findAttribute(failed->events[0].attributes, "exception.stacktrace"));
    }

    void everySampleHasIdsOfItsOwn() {
        ImportProbe probe;
        QVERIFY(importSample(probe.store, Morning));
        const auto second = importSample(probe.store, Later);
        QVERIFY(second);
        QCOMPARE(second->duplicates, 0u);
        std::set<TraceId> traces;
        for (const Span* span : probe.store.spans())
            traces.insert(span->traceId);
        QCOMPARE(traces.size(), 6u);
    }
};

QTEST_GUILESS_MAIN(TestFileExchange)
#include "tst_file_exchange.moc"
