#include "tests/store/StoreHarness.h"
#include "tests/support/SpanBuilder.h"

#include "services/otlp/Decode.h"
#include "services/store/write/Duplicates.h"

#include <QtTest>

using namespace spanglass;
using namespace spanglass::test;
using namespace Qt::StringLiterals;

class StoreDuplicatesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_store = std::make_unique<StoreHarness>();
        m_store->open();
    }
    void cleanup() { m_store.reset(); }

    void anIdenticalSpanIsStoredOnce() {
        QCOMPARE(m_store->ingest(span("a"))->stored, 1u);
        const auto again = m_store->ingest(span("a"));
        QCOMPARE(again->stored, 0u);
        QCOMPARE(again->duplicates, 1u);
        QCOMPARE(count(u"spans"_s), 1);
        QCOMPARE(count(u"requests"_s), 1);
    }

    void anIdenticalSpanInTheSameRequestIsStoredOnce() {
        const auto receipt
            = m_store->ingest(SpanBuilder().service("s").span("a").ids(1, 1).span("a").ids(1, 1).batch());
        QCOMPARE(receipt->stored, 1u);
        QCOMPARE(receipt->duplicates, 1u);
        QCOMPARE(count(u"spans"_s), 1);
    }

    void anIdenticalSpanIsKnownAfterARestart() {
        QCOMPARE(m_store->ingest(span("a"))->stored, 1u);
        m_store->reopen();
        QCOMPARE(m_store->ingest(span("a"))->duplicates, 1u);
        QCOMPARE(count(u"spans"_s), 1);
    }

    void theSameSpanInJsonIsADuplicateOfProtobuf() {
        QVERIFY(m_store->ingest(SpanBuilder().service("s").span("a").ids(1, 1).attribute("n", 5).batch()));
        const auto json = decodeTraces(
            R"({"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"s"}}]},
            "scopeSpans":[{"scope":{"name":"test.scope","version":"1.0"},"spans":[{"kind":1,"traceId":"5350414e474c41530000000000000001","spanId":"0000000000000001","name":"a",
            "startTimeUnixNano":"1771232400000000000","endTimeUnixNano":1771232400001000000,
            "attributes":[{"key":"n","value":{"intValue":"5"}}]}]}]}]})",
            PayloadFormat::Json);
        QVERIFY2(json.has_value(), json ? "" : json.error().message.c_str());
        QCOMPARE(m_store->ingest(*json)->duplicates, 1u);
    }

    void theSameIdsWithOtherContentAreBothKept() {
        QVERIFY(m_store->ingest(span("a")));
        QCOMPARE(m_store->ingest(span("b"))->stored, 1u);
        QCOMPARE(count(u"spans"_s), 2);
    }

    void aDeletedSpanMayComeAgain() {
        QVERIFY(m_store->ingest(span("a")));
        auto deleted = m_store->store().control().deleteTraces({traceId(1)});
        deleted.waitForFinished();
        QCOMPARE(m_store->ingest(span("a"))->stored, 1u);
        QCOMPARE(count(u"spans"_s), 1);
    }

    void whatOnlyRepeatsKeepsItsFirstRequest() {
        QVERIFY(m_store->ingest(span("a")));
        const auto mixed
            = m_store->ingest(SpanBuilder().service("s").span("a").ids(1, 1).span("new").ids(1, 2).batch());
        QCOMPARE(mixed->stored, 1u);
        QCOMPARE(m_store->rows(u"SELECT id, items, duplicates FROM local.store.requests ORDER BY id"_s),
            (std::vector<QStringList>{{u"1"_s, u"1"_s, u"0"_s}, {u"2"_s, u"1"_s, u"1"_s}}));
        QCOMPARE(m_store->value(u"SELECT ordinal FROM local.store.spans WHERE name = 'new'"_s), u"1"_s);
    }

    void aDeletedTraceIsCountedWhenItComesAgain() {
        QVERIFY(m_store->ingest(
            SpanBuilder().service("s").span("a").ids(1, 1).span("a").ids(2, 2).span("a").ids(3, 3).batch()));
        m_store->store().control().deleteTraces({traceId(1)}).waitForFinished();
        QVERIFY(m_store->ingest(span("b")));
        QTRY_COMPARE(m_store->store().control().status().traces, 3u);
    }

    void aTraceThatGoesOnAfterARestartIsCountedOnce() {
        QVERIFY(m_store->ingest(span("a")));
        m_store->reopen();
        QVERIFY(m_store->ingest(SpanBuilder().service("s").span("b").ids(1, 2).span("c").ids(2, 3).batch()));
        QTRY_COMPARE(m_store->store().control().status().spans, 3u);
        QCOMPARE(m_store->store().control().status().traces, 2u);
    }

    void whatIsStoredIsKnownBeforeItsTracesAreRead() {
        QVERIFY(m_store->ingest(span("a")));
        Asked asked(*m_store);
        QVERIFY(!asked.duplicates.isLoaded());
        QCOMPARE(asked.find(span("a")), std::vector<bool>{true});
        QCOMPARE(asked.duplicates.newTraces(), 0u);
    }

    void aNewTraceIsNewBeforeThoseStoredAreRead() {
        QVERIFY(m_store->ingest(span("a")));
        Asked asked(*m_store);
        QCOMPARE(asked.find(SpanBuilder().service("s").span("a").ids(2, 1).batch()), std::vector<bool>());
        QCOMPARE(asked.duplicates.newTraces(), 1u);
    }

    void aSpanOfAnOlderTraceIsTold() {
        QVERIFY(m_store->ingest(span("a")));
        Asked asked(*m_store);
        asked.load();
        const auto batch = SpanBuilder().service("s").span("new").ids(1, 2).span("a").ids(1, 1).batch();
        QCOMPARE(asked.find(batch), (std::vector<bool>{false, true}));
        QCOMPARE(asked.duplicates.newTraces(), 0u);
    }

    void traceIdsAreReadSliceBySlice() {
        QVERIFY(m_store->ingest(span("a")));
        QVERIFY(m_store->store().newReader()->execute(
            "INSERT INTO local.store.trace_fragments (trace_id, first_seq, last_seq) "
            "SELECT printf('%032x', i), i, i FROM range(2, 600000, 1000) t(i)"));
        Asked asked(*m_store);
        int slices = 0;
        for (; !asked.duplicates.isLoaded(); ++slices)
            QVERIFY(asked.duplicates.loadSlice());
        QCOMPARE(slices, 3);
        QCOMPARE(asked.duplicates.known().count(), 601u);
    }

    void afterADeletionOnlyTheTracesLeftAreKnown() {
        QVERIFY(m_store->ingest(SpanBuilder().service("s").span("a").ids(1, 1).span("a").ids(2, 2).batch()));
        Asked asked(*m_store);
        asked.load();
        QCOMPARE(asked.duplicates.known().count(), 2u);
        m_store->store().control().deleteTraces({traceId(1)}).waitForFinished();
        QVERIFY(asked.duplicates.restart());
        asked.load();
        QCOMPARE(asked.duplicates.known().count(), 1u);
        QVERIFY(!asked.duplicates.known().mayHold(traceId(1)));
        QVERIFY(asked.duplicates.known().mayHold(traceId(2)));
        QCOMPARE(asked.find(span("a")), std::vector<bool>());
        QCOMPARE(asked.duplicates.newTraces(), 1u);
    }

    void aSpanIsKnownWhenThousandsOfThousandsCameAfterIt() {
        Asked asked(*m_store);
        QCOMPARE(asked.find(span("a")), std::vector<bool>());
        QVERIFY(m_store->ingest(span("a")));
        asked.duplicates.settle(true, {fragment(traceId(1))});
        QueuedRequest crowd = QueuedRequest::of(requestOf(span("crowd"), {}));
        auto batch = std::make_shared<SpanBatch>(std::string());
        batch->spans.resize(100'000);
        for (Span& one : batch->spans)
            one.traceId = traceId(9);
        crowd.request.batch = std::shared_ptr<const SpanBatch>(batch);
        for (std::uint64_t round = 0; round < 33; ++round) {
            crowd.contentHashes.clear();
            for (std::uint64_t i = 0; i < batch->spans.size(); ++i)
                crowd.contentHashes.push_back((round * batch->spans.size() + i) * 0x9E3779B97F4A7C15ull);
            QCOMPARE(*asked.duplicates.find({&crowd, 1}), std::vector<bool>());
        }
        QCOMPARE(asked.find(span("a")), std::vector<bool>{true});
    }

    void aCommitThatFailedLeavesItsTracesNew() {
        Asked asked(*m_store);
        QCOMPARE(asked.find(span("a")), std::vector<bool>());
        asked.duplicates.settle(false, {fragment(traceId(1))});
        QCOMPARE(asked.find(span("a")), std::vector<bool>());
        QCOMPARE(asked.duplicates.newTraces(), 1u);
    }

private:
    /// What the writer asks, asked beside it.
    struct Asked {
        explicit Asked(StoreHarness& store)
            : connection(store.store().newReader())
            , duplicates(*connection) {
            if (!duplicates.restart())
                qFatal("the store cannot be read");
        }
        void load() {
            while (!duplicates.isLoaded() && duplicates.loadSlice()) { }
        }
        std::vector<bool> find(DecodedRequest batch) {
            const QueuedRequest queued = QueuedRequest::of(requestOf(std::move(batch), {}));
            return duplicates.find({&queued, 1}).value();
        }

        std::unique_ptr<duck::Connection> connection;
        Duplicates duplicates;
    };

    static Fragment fragment(TraceId trace) {
        Fragment fragment;
        fragment.traceId = trace;
        return fragment;
    }
    static std::shared_ptr<const SpanBatch> span(std::string_view name) {
        return SpanBuilder().service("s").span(name).ids(1, 1).batch();
    }
    qint64 count(const QString& table) { return m_store->number(u"SELECT count(*) FROM local.store."_s + table); }

    std::unique_ptr<StoreHarness> m_store;
};

QTEST_GUILESS_MAIN(StoreDuplicatesTest)
#include "tst_store_duplicates.moc"
