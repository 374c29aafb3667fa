#include "tests/store/StoreHarness.h"
#include "tests/support/SpanBuilder.h"

#include <QtTest>

using namespace spanglass;
using namespace spanglass::test;
using namespace spanglass::literals;
using namespace Qt::StringLiterals;

/// Everything a span, log record or point says is found in its table again.
class StoreValuesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_store = std::make_unique<StoreHarness>();
        m_store->open();
    }
    void cleanup() { m_store.reset(); }

    void spanFieldsAreKept() {
        QVERIFY(m_store->ingest(SpanBuilder()
                                    .service("shop")
                                    .scope("lib", "1.2")
                                    .span("GET /cart")
                                    .ids(7, 8, 9)
                                    .at(5_ms)
                                    .lasts(3_ms)
                                    .kind(SpanKind::Server)
                                    .error("late")
                                    .traceState("a=b")
                                    .flags(0x101)
                                    .dropped(1, 2, 3)
                                    .batch()));
        QCOMPARE(
            row(u"trace_id, span_id, parent_span_id, trace_state, flags, name, kind, start_time_unix_nano, "
                "end_time_unix_nano, dropped_attributes_count, dropped_events_count, dropped_links_count, status"_s),
            (QStringList{hex(traceId(7)), hex(spanId(8)), hex(spanId(9)), u"a=b"_s, u"257"_s, u"GET /cart"_s,
                u"SPAN_KIND_SERVER"_s, u"1771232400005000000"_s, u"1771232400008000000"_s, u"1"_s, u"2"_s, u"3"_s,
                u"{'message': late, 'code': STATUS_CODE_ERROR}"_s}));
    }

    void aRootHasNoParent() {
        QVERIFY(m_store->ingest(SpanBuilder().service("s").span("root").ids(1, 1).batch()));
        QCOMPARE(row(u"parent_span_id"_s), QStringList{u"NULL"_s});
    }

    void attributesBecomeTextWithTheirTypesBeside() {
        const Value items[] = {Value::integer(1), Value::string("two")};
        const Attribute entries[] = {{"k", Value::boolean(false)}};
        QVERIFY(m_store->ingest(SpanBuilder()
                                    .service("s")
                                    .span("a")
                                    .ids(1, 1)
                                    .attribute("text", "plain \"text\"")
                                    .attribute("int", 42)
                                    .attribute("real", 0.5)
                                    .attribute("bool", true)
                                    .attribute("bytes", Value::bytes("\x01\xff"))
                                    .attribute("array", Value::array(items))
                                    .attribute("map", Value::keyValues(entries))
                                    .attribute("none", Value())
                                    .batch()));
        QCOMPARE(
            row(u"attributes['text'], attributes['int'], attributes['real'], attributes['bool'], attributes['bytes'], "
                "attributes['array'], attributes['map'], attributes['none'], attribute_types"_s),
            (QStringList{u"plain \"text\""_s, u"42"_s, u"0.5"_s, u"true"_s, u"Af8="_s, u"[1,\"two\"]"_s,
                u"{\"k\":false}"_s, QString(), u"sidbyake"_s}));
    }

    void longAndStrangeTextsAreKept() {
        const std::string large(3 << 20, 'x');
        const std::string zero("a\0b", 3);
        QVERIFY(m_store->ingest(SpanBuilder()
                                    .service("s")
                                    .span("🦆 twelve byte")
                                    .ids(1, 1)
                                    .attribute("large", large)
                                    .attribute("zero", zero)
                                    .attribute("", "empty key")
                                    .batch()));
        QCOMPARE(row(u"name, length(attributes['large']), encode(attributes['zero'])::VARCHAR, attributes['']"_s),
            (QStringList{u"🦆 twelve byte"_s, u"3145728"_s, u"a\\x00b"_s, u"empty key"_s}));
    }

    void eventsAndLinksAreKept() {
        QVERIFY(m_store->ingest(SpanBuilder()
                                    .service("s")
                                    .span("quiet")
                                    .ids(1, 1)
                                    .span("busy")
                                    .ids(1, 2)
                                    .event("first", 1_ms, {{"n", Value::integer(1)}})
                                    .event("second", 2_ms)
                                    .link(traceId(5), spanId(6), {{"why", Value::string("batch")}})
                                    .batch()));
        const auto rows = m_store->rows(u"SELECT events, links FROM mlflow_experiment_trace_otel_spans ORDER BY seq"_s);
        QCOMPARE(rows.at(0), (QStringList{u"[]"_s, u"[]"_s}));
        QCOMPARE(rows.at(1).at(0),
            u"[{'time_unix_nano': 1771232400001000000, 'name': first, 'attributes': {n=1}, 'dropped_attributes_count': "
            u"0}, "
            "{'time_unix_nano': 1771232400002000000, 'name': second, 'attributes': {}, 'dropped_attributes_count': 0}]"_s);
        QCOMPARE(rows.at(1).at(1),
            u"[{'trace_id': %1, 'span_id': %2, 'trace_state': '', 'attributes': {why=batch}, "
            u"'dropped_attributes_count': 0, "
            "'flags': 0}]"_s.arg(hex(traceId(5)), hex(spanId(6))));
        QCOMPARE(
            m_store->rows(u"SELECT span_id, span_name, linked_trace_id, linked_span_id FROM local.store.span_links"_s),
            (std::vector<QStringList>{{hex(spanId(2)), u"busy"_s, hex(traceId(5)), hex(spanId(6))}}));
    }

    void resourceAndScopeAreKeptOnce() {
        for (std::uint64_t i = 1; i <= 3; ++i)
            QVERIFY(m_store->ingest(SpanBuilder()
                                        .service("shop")
                                        .resourceSchema("https://r")
                                        .scope("lib", "1.2")
                                        .scopeSchema("https://s")
                                        .span("a")
                                        .ids(i, i)
                                        .batch()));
        QCOMPARE(m_store->number(u"SELECT count(*) FROM local.store.resources"_s), 1);
        QCOMPARE(m_store->number(u"SELECT count(*) FROM local.store.scopes"_s), 1);
        QCOMPARE(row(u"resource, resource_schema_url, instrumentation_scope, span_schema_url, service_name"_s),
            (QStringList{u"{'attributes': {service.name=shop}, 'dropped_attributes_count': 0}"_s, u"https://r"_s,
                u"{'name': lib, 'version': 1.2, 'attributes': {}, 'dropped_attributes_count': 0}"_s, u"https://s"_s,
                u"shop"_s}));
    }

    void resourcesAreKeptOnceAcrossRestarts() {
        QVERIFY(m_store->ingest(SpanBuilder().service("shop").span("a").ids(1, 1).batch()));
        m_store->reopen();
        QVERIFY(m_store->ingest(SpanBuilder().service("shop").span("b").ids(1, 2).batch()));
        QCOMPARE(m_store->number(u"SELECT count(*) FROM mlflow_experiment_trace_otel_spans"_s), 2);
    }

    void wireTimesBeyondSignedRangeKeepTheirBits() {
        QVERIFY(m_store->ingest(
            SpanBuilder().service("s").span("far").ids(1, 1).times({0xFFFFFFFFFFFFFFF0ull}, {0}).batch()));
        QCOMPARE(
            row(u"start_time_unix_nano, end_time_unix_nano, timestamp"_s), (QStringList{u"-16"_s, u"0"_s, u"NULL"_s}));
    }

    void unknownKindsAndStatusesKeepTheirNumber() {
        QVERIFY(m_store->ingest(
            SpanBuilder().service("s").span("odd").ids(1, 1).kind(SpanKind{99}).status(StatusCode{-7}).batch()));
        QCOMPARE(row(u"kind, status_code"_s), (QStringList{u"99"_s, u"-7"_s}));
    }

    void theTypeOfAnLlmSpanIsRead_data() {
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("type");
        QTest::newRow("mlflow, JSON text") << QByteArray("mlflow.spanType") << QByteArray("\"TOOL\"") << u"TOOL"_s;
        QTest::newRow("openinference") << QByteArray("openinference.span.kind") << QByteArray("RETRIEVER")
                                       << u"RETRIEVER"_s;
        QTest::newRow("traceloop") << QByteArray("traceloop.span.kind") << QByteArray("workflow") << u"WORKFLOW"_s;
        QTest::newRow("gen_ai operation")
            << QByteArray("gen_ai.operation.name") << QByteArray("chat") << u"CHAT_MODEL"_s;
        QTest::newRow("none") << QByteArray("http.request.method") << QByteArray("GET") << QString();
    }
    void theTypeOfAnLlmSpanIsRead() {
        QFETCH(QByteArray, key);
        QFETCH(QByteArray, text);
        QVERIFY(m_store->ingest(
            SpanBuilder().service("s").span("a").ids(1, 1).attribute(key.toStdString(), text.toStdString()).batch()));
        QTEST(row(u"span_type"_s).front(), "type");
    }

    void aTraceIsSummedUpInItsFragment() {
        QVERIFY(m_store->ingest(SpanBuilder()
                                    .service("shop")
                                    .span("child")
                                    .ids(1, 2, 1)
                                    .at(2_ms)
                                    .lasts(9_ms)
                                    .error("x")
                                    .span("root")
                                    .ids(1, 1)
                                    .at(1_ms)
                                    .lasts(4_ms)
                                    .service("db")
                                    .span("SELECT")
                                    .ids(1, 3, 2)
                                    .at(3_ms)
                                    .lasts(1_ms)
                                    .span("alone")
                                    .ids(2, 4, 77)
                                    .batch()));
        QCOMPARE(
            m_store->rows(
                u"SELECT trace_id, first_seq, last_seq, spans, errors, start_time_unix_nano, end_time_unix_nano, "
                "root_name, root_start_unix_nano, first_name, services FROM local.store.trace_fragments ORDER BY trace_id"_s),
            (std::vector<QStringList>{
                {hex(traceId(1)), u"1"_s, u"3"_s, u"3"_s, u"1"_s, u"1771232400001000000"_s, u"1771232400011000000"_s,
                    u"root"_s, u"1771232400001000000"_s, u"root"_s, u"[shop, db]"_s},
                {hex(traceId(2)), u"4"_s, u"4"_s, u"1"_s, u"0"_s, u"1771232400000000000"_s, u"1771232400001000000"_s,
                    u"NULL"_s, u"NULL"_s, u"alone"_s, u"[db]"_s}}));
    }

    void theCapturedRequestIsKeptByteForByte() {
        QVERIFY(m_store->ingest(SpanBuilder().service("s").span("a").ids(1, 1).span("b").ids(1, 2).batch()));
        QCOMPARE(m_store->rows(u"SELECT id, signal, format, transport, user_agent, peer, items, duplicates, rejected, "
                               "payload_bytes, payload FROM local.store.requests"_s),
            (std::vector<QStringList>{
                {u"1"_s, u"traces"_s, u"protobuf"_s, u"http"_s, u"OTel-OTLP-Exporter-Python/1.30.0"_s,
                    u"127.0.0.1:51234"_s, u"2"_s, u"0"_s, u"0"_s, u"4711"_s, u"captured\\x00bytes"_s}}));
        QCOMPARE(m_store->rows(u"SELECT request_id, ordinal FROM local.store.spans ORDER BY seq"_s),
            (std::vector<QStringList>{{u"1"_s, u"0"_s}, {u"1"_s, u"1"_s}}));
    }

    void theGuidesQueriesRunAsTheyStand_data() {
        QTest::addColumn<QString>("sql");
        QTest::newRow("traces per day")
            << u"SELECT DATE(timestamp) as trace_date, COUNT(DISTINCT trace_id) as trace_count "
               "FROM local.traces.mlflow_experiment_trace_otel_spans WHERE parent_span_id IS NULL "
               "GROUP BY DATE(timestamp) ORDER BY trace_date DESC"_s;
        QTest::newRow("slow traces")
            << u"SELECT trace_id, name as root_span_name, "
               "(end_time_unix_nano - start_time_unix_nano) / 1e9 as duration_seconds "
               "FROM local.traces.mlflow_experiment_trace_otel_spans WHERE parent_span_id IS NULL "
               "AND (end_time_unix_nano - start_time_unix_nano) / 1e9 > 10 ORDER BY duration_seconds DESC LIMIT 20"_s;
        QTest::newRow("error rate")
            << u"SELECT name, COUNT(*) as total, SUM(CASE WHEN status_code = 'ERROR' THEN 1 ELSE 0 END) as errors "
               "FROM local.traces.mlflow_experiment_trace_otel_spans GROUP BY name HAVING COUNT(*) > 0 ORDER BY errors DESC"_s;
    }
    void theGuidesQueriesRunAsTheyStand() {
        QFETCH(QString, sql);
        QVERIFY(m_store->ingest(SpanBuilder().service("s").span("slow").ids(1, 1).lasts(11_s).error("x").batch()));
        const auto rows = m_store->rows(sql);
        QCOMPARE(rows.size(), std::size_t(1));
        const QString all = rows.front().join(u'|');
        QVERIFY2(all == u"2026-02-16|1"_s || all == hex(traceId(1)) + u"|slow|11.0"_s || all == u"slow|1|1"_s,
            qPrintable(all));
    }

private:
    template <class Id> static QString hex(Id id) { return QString::fromStdString(id.hex()); }
    QStringList row(const QString& columns) {
        const auto rows = m_store->rows(u"SELECT %1 FROM mlflow_experiment_trace_otel_spans LIMIT 1"_s.arg(columns));
        return rows.empty() ? QStringList() : rows.front();
    }

    std::unique_ptr<StoreHarness> m_store;
};

QTEST_GUILESS_MAIN(StoreValuesTest)
#include "tst_store_values.moc"
