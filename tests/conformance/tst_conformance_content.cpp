// Rows 10, 15-17, 20, 24-25, 28, 35-43: what a protobuf body says.
#include "tests/receiver/RunningReceiver.h"
#include "tests/support/SpanBuilder.h"

#include <QTest>

#include <deque>

using namespace spanglass;
using namespace spanglass::test;
using namespace spanglass::literals;

class TestConformanceContent : public QObject {
    Q_OBJECT

    RunningReceiver* m_receiver = nullptr;

    RawReply post(const SpanBuilder& spans) { return m_receiver->post(Protobuf, bytesOf(spans.payload())); }

    /// Posts, expects full success with one span, and gives it.
    Span taken(const SpanBuilder& spans) {
        const RawReply reply = post(spans);
        if (reply.status != 200 || !reply.body.isEmpty() || m_receiver->sink().items() != 1)
            return {};
        return m_receiver->sink().spans().front();
    }

    void isRefused(const QByteArray& body, Refusal refusal, const QByteArray& hint = {}) {
        const RawReply reply = m_receiver->post(Protobuf, body);
        QCOMPARE(reply.status, 400);
        QCOMPARE(reply.field("content-type"), QByteArray(Protobuf));
        QVERIFY2(reply.body.contains(hint), reply.body.constData());
        QTRY_COMPARE(m_receiver->count(refusal), 1u);
        QVERIFY(!m_receiver->example(refusal).isEmpty());
        QCOMPARE(m_receiver->sink().requests(), 0u);
    }

    /// One protobuf field of a length-delimited type, number under 16 and length under 128.
    static QByteArray field(int number, const QByteArray& bytes) {
        return QByteArray(1, char(number << 3 | 2)) + char(bytes.size()) + bytes;
    }

private Q_SLOTS:
    void init() { m_receiver = new RunningReceiver; }
    void cleanup() { delete std::exchange(m_receiver, nullptr); }

    void row010_logsOnTheTracesPath() {
        const QByteArray record = field(2, field(3, "INFO") + field(5, field(1, "hello")));
        isRefused(field(1, field(2, record)), Refusal::WrongSignal, "/v1/logs");
    }

    void row015_htmlAsProtobuf() { isRefused("<html><body>502</body></html>", Refusal::NotProtobuf); }
    void row015_randomBytes() { isRefused(QByteArray::fromHex("9f3c00ffee17aa5501"), Refusal::NotProtobuf); }

    void row016_truncated() {
        isRefused(bytesOf(SpanBuilder().service("shop").span("GET /").payload()).chopped(3), Refusal::NotProtobuf);
    }

    void row017_jsonLabelledProtobuf() {
        isRefused(R"({"resourceSpans":[]})", Refusal::JsonAsProtobuf, "application/json");
    }

    void row020_unknownFieldsAreIgnored() {
        const QByteArray unknown = QByteArray::fromHex("ba3e0178"); // field 999: "x"
        const RawReply reply
            = m_receiver->post(Protobuf, bytesOf(SpanBuilder().service("shop").span("GET /").payload()) + unknown);
        QCOMPARE(reply.status, 200);
        QCOMPARE(m_receiver->sink().items(), 1u);
    }

    void row024_spansWithoutValidIdsAreRejectedAlone_data() {
        QTest::addColumn<QByteArray>("trace");
        QTest::addColumn<QByteArray>("span");
        QTest::addColumn<int>("refusal");
        const QByteArray trace(16, 't');
        const QByteArray span(8, 's');
        QTest::newRow("no trace id") << QByteArray() << span << int(Refusal::TraceIdInvalid);
        QTest::newRow("short trace id") << trace.first(8) << span << int(Refusal::TraceIdInvalid);
        QTest::newRow("zero trace id") << QByteArray(16, '\0') << span << int(Refusal::TraceIdInvalid);
        QTest::newRow("no span id") << trace << QByteArray() << int(Refusal::SpanIdInvalid);
        QTest::newRow("long span id") << trace << trace << int(Refusal::SpanIdInvalid);
        QTest::newRow("zero span id") << trace << QByteArray(8, '\0') << int(Refusal::SpanIdInvalid);
    }
    void row024_spansWithoutValidIdsAreRejectedAlone() {
        QFETCH(QByteArray, trace);
        QFETCH(QByteArray, span);
        QFETCH(int, refusal);
        const RawReply reply = post(
            SpanBuilder().service("shop").span("good").span("bad").rawIds(trace.toStdString(), span.toStdString()));
        QCOMPARE(reply.status, 200);
        QVERIFY(!reply.body.isEmpty()); // partial_success
        QCOMPARE(m_receiver->sink().items(), 1u);
        QTRY_COMPARE(m_receiver->count(static_cast<Refusal>(refusal)), 1u);
    }

    void row025_badParentIdIsRejectedAlone() {
        const std::string trace(16, 't');
        const RawReply reply
            = post(SpanBuilder().service("shop").span("good").span("bad").rawIds(trace, "spanspan", "par"));
        QCOMPARE(reply.status, 200);
        QVERIFY(!reply.body.isEmpty());
        QCOMPARE(m_receiver->sink().items(), 1u);
        QTRY_COMPARE(m_receiver->count(Refusal::ParentIdInvalid), 1u);
    }

    void row028_unknownKindIsKept() {
        QCOMPARE(static_cast<int>(taken(SpanBuilder().span("a").kind(static_cast<SpanKind>(99))).kind), 99);
    }

    void row035_lastOfDuplicateKeysWins() {
        const Span span = taken(SpanBuilder().span("a").attribute("k", 1).attribute("k", 2));
        const Value* value = findAttribute(span.attributes, "k");
        QVERIFY(value);
        QCOMPARE(value->integer(), 2);
        QVERIFY(span.has(Notice::DuplicateKeys));
        QTRY_COMPARE(m_receiver->count(Refusal::DuplicateKeys), 1u);
    }

    void row036_badUtf8IsReplacedAndFlagged() {
        const Span span = taken(SpanBuilder().span("caf\xc3"));
        QCOMPARE(span.name, std::string_view("caf\xef\xbf\xbd"));
        QVERIFY(span.has(Notice::InvalidUtf8));
        QTRY_COMPARE(m_receiver->count(Refusal::InvalidUtf8), 1u);
    }

    void row037_deepNesting_data() {
        QTest::addColumn<int>("depth");
        for (const int depth : {48, 200, 1000})
            QTest::addRow("%d", depth) << depth;
    }
    void row037_deepNesting() {
        QFETCH(int, depth);
        std::deque<Value> items;
        Value value = Value::integer(1);
        for (int i = 0; i < depth; ++i)
            value = Value::array({&items.emplace_back(value), 1});
        QCOMPARE(taken(SpanBuilder().span("deep").attribute("k", value)).name, std::string_view("deep"));
    }

    void row038_stringIndexFieldsAreIgnored() {
        const QByteArray attribute = field(1, "k") + field(2, QByteArray("\x40\x05", 2)); // string_value_strindex 5
        const QByteArray span = field(1, QByteArray(16, 't')) + field(2, QByteArray(8, 's')) + field(5, "name") + "\x39"
            + QByteArray(8, '\1') /* start */ + field(9, attribute);
        const RawReply reply = m_receiver->post(Protobuf, field(1, field(2, field(2, span))));
        QVERIFY2(reply.status == 200, reply.body.constData());
        QCOMPARE(m_receiver->sink().items(), 1u);
        QVERIFY(m_receiver->sink().spans().front().has(Notice::StringIndexField));
        QTRY_COMPARE(m_receiver->count(Refusal::StringIndexField), 1u);
    }

    void row039_endBeforeStartIsKept() {
        QCOMPARE(taken(SpanBuilder().span("a").times({2000}, {1000})).duration().value, -1000);
    }

    void row040_zeroTimesAreKept_data() {
        QTest::addColumn<quint64>("start");
        QTest::newRow("both") << quint64(0);
        QTest::newRow("end only") << quint64(5);
    }
    void row040_zeroTimesAreKept() {
        QFETCH(quint64, start);
        const Span span = taken(SpanBuilder().span("a").times({start}, {}));
        QCOMPARE(span.name, std::string_view("a"));
        QCOMPARE(span.start.value, start);
        QVERIFY(!span.end.isSet());
    }

    void row041_nanosecondsAreExact_data() {
        QTest::addColumn<quint64>("start");
        QTest::newRow("1970") << quint64(1);
        QTest::newRow("2500") << quint64(16'725'225'600'123'456'789u);
        QTest::newRow("today") << quint64(1'771'232'400'000'000'001u);
    }
    void row041_nanosecondsAreExact() {
        QFETCH(quint64, start);
        const Span span = taken(SpanBuilder().span("a").times({start}, {start + 1}));
        QCOMPARE(span.start.value, start);
        QCOMPARE(span.end.value, start + 1);
    }

    void row042_oneAttributeOfTenMegabytes() {
        const std::string text(10 << 20, 'x');
        const Span span = taken(SpanBuilder().span("a").attribute("k", std::string_view(text)));
        QCOMPARE(span.attributes.size(), 1u);
        QCOMPARE(span.attributes.front().value.text().size(), text.size());
    }

    void row042_tenThousandAttributes() {
        SpanBuilder builder;
        builder.span("a");
        for (int i = 0; i < 10'000; ++i)
            builder.attribute("k" + std::to_string(i), i);
        QCOMPARE(taken(builder).attributes.size(), 10'000u);
    }

    void row043_everyFieldIsKept() {
        const Span span = taken(SpanBuilder()
                                    .service("shop")
                                    .resourceSchema("https://example.com/r")
                                    .scope("lib", "1.2")
                                    .scopeSchema("https://example.com/s")
                                    .span("a")
                                    .traceState("a=1,b=2")
                                    .flags(0xfffffd01u)
                                    .dropped(1, 2, 3));
        QVERIFY(span.resource);
        QCOMPARE(span.traceState, std::string_view("a=1,b=2"));
        QCOMPARE(span.flags, 0xfffffd01u);
        QCOMPARE(span.droppedAttributes, 1u);
        QCOMPARE(span.droppedEvents, 2u);
        QCOMPARE(span.droppedLinks, 3u);
        QCOMPARE(span.resource->schemaUrl, std::string_view("https://example.com/r"));
        QCOMPARE(span.scope->schemaUrl, std::string_view("https://example.com/s"));
    }
};

QTEST_GUILESS_MAIN(TestConformanceContent)
#include "tst_conformance_content.moc"
