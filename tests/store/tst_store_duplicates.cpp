#include "tests/store/StoreHarness.h"
#include "tests/support/SpanBuilder.h"

#include "services/otlp/Decode.h"
#include "services/store/write/FingerprintSet.h"

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

    void fingerprintsTellNewFromSeen() {
        FingerprintSet set;
        int falseAlarms = 0;
        for (std::uint64_t i = 1; i <= 4'000'000; ++i)
            falseAlarms += !set.insert(i);
        QVERIFY2(falseAlarms <= 2, qPrintable(QString::number(falseAlarms)));
        for (std::uint64_t i = 1; i <= 4'000'000; i += 997)
            QVERIFY(!set.insert(i));
    }

private:
    static std::shared_ptr<const SpanBatch> span(std::string_view name) {
        return SpanBuilder().service("s").span(name).ids(1, 1).batch();
    }
    qint64 count(const QString& table) { return m_store->number(u"SELECT count(*) FROM local.store."_s + table); }

    std::unique_ptr<StoreHarness> m_store;
};

QTEST_GUILESS_MAIN(StoreDuplicatesTest)
#include "tst_store_duplicates.moc"
