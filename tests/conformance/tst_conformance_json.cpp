// Rows 2-3, 13, 17-19, 21-23, 26-27, 29-34: OTLP/JSON.
#include "tests/receiver/RunningReceiver.h"
#include "tests/support/SpanBuilder.h"

#include <QTest>

#include <cmath>

using namespace spanglass;
using namespace spanglass::test;

namespace {

/// JSON with single quotes, for legibility here.
QByteArray json(QByteArray text) { return text.replace('\'', '"'); }

} // namespace

class TestConformanceJson : public QObject {
    Q_OBJECT

    RunningReceiver* m_receiver = nullptr;

    /// A request with one valid span that has these further members.
    static QByteArray spanWith(const QByteArray& members) {
        return json("{'resourceSpans':[{'scopeSpans':[{'spans':[{'traceId':'5b8efff798038103d269b633813fc60c',"
                    "'spanId':'eee19b7ec3c1b174','name':'a'")
            + (members.isEmpty() ? QByteArray() : "," + members) + "}]}]}]}";
    }

    static QByteArray attribute(const QByteArray& value) {
        return spanWith(json("'attributes':[{'key':'k','value':") + value + "}]");
    }

    void isTaken(const QByteArray& body, const QByteArray& type = Json) {
        const RawReply reply = m_receiver->post(type, body);
        QVERIFY2(reply.status == 200, reply.body.constData());
        QCOMPARE(reply.body, QByteArray("{}"));
        QCOMPARE(m_receiver->sink().items(), 1u);
    }

    Value takenValue(const QByteArray& value) {
        isTaken(attribute(value));
        if (m_receiver->sink().items() != 1)
            return {};
        const Value* found = findAttribute(m_receiver->sink().spans().front().attributes, "k");
        return found ? *found : Value();
    }

    void isRefused(const QByteArray& body, Refusal refusal, const QByteArray& hint = {}) {
        const RawReply reply = m_receiver->post(Json, body);
        QCOMPARE(reply.status, 400);
        QCOMPARE(reply.field("content-type"), QByteArray(Json));
        QVERIFY2(reply.body.contains(hint), reply.body.constData());
        QTRY_COMPARE(m_receiver->count(refusal), 1u);
        QCOMPARE(m_receiver->sink().requests(), 0u);
    }

private Q_SLOTS:
    void init() { m_receiver = new RunningReceiver; }
    void cleanup() { delete std::exchange(m_receiver, nullptr); }

    void row002_jsonIsAnsweredWithAnEmptyObject() {
        const RawReply reply = m_receiver->post(Json, spanWith({}));
        QCOMPARE(reply.status, 200);
        QCOMPARE(reply.field("content-type"), QByteArray(Json));
        QCOMPARE(reply.body, QByteArray("{}"));
        QCOMPARE(m_receiver->sink().items(), 1u);
    }

    void row003_typeWithParameters() { isTaken(spanWith({}), "application/json; charset=utf-8"); }
    void row003_typeInUpperCase() { isTaken(spanWith({}), "APPLICATION/JSON"); }

    void row013_emptyObjectsSucceed_data() {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("object") << QByteArray("{}");
        QTest::newRow("list") << QByteArray(json("{'resourceSpans':[]}"));
    }
    void row013_emptyObjectsSucceed() {
        QFETCH(QByteArray, body);
        QCOMPARE(m_receiver->post(Json, body).status, 200);
        QCOMPARE(m_receiver->sink().requests(), 0u);
    }

    void row017_protobufLabelledJson() {
        isRefused(bytesOf(SpanBuilder().service("shop").span("a").payload()), Refusal::ProtobufAsJson,
            "application/x-protobuf");
    }

    void row018_malformed_data() {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("cut short") << spanWith({}).chopped(2);
        QTest::newRow("trailing comma") << QByteArray(json("{'resourceSpans':[],}"));
        QTest::newRow("trailing garbage") << spanWith({}) + "x";
        QTest::newRow("two values") << QByteArray("{}{}");
        QTest::newRow("text") << QByteArray("resourceSpans");
    }
    void row018_malformed() {
        QFETCH(QByteArray, body);
        isRefused(body, Refusal::NotJson);
    }

    void row019_unknownFieldsAreIgnored() { isTaken(spanWith(json("'mood':{'deep':[1,{'er':null}]},'x':1e3"))); }

    void row021_snakeCaseIsTakenWithANotice() {
        isTaken(json("{'resource_spans':[{'scope_spans':[{'spans':[{'trace_id':'5b8efff798038103d269b633813fc60c','"
                     "span_id':'eee19b7ec3c1b174'}]}]}]}"));
        QTRY_VERIFY(m_receiver->count(Refusal::SnakeCaseKeys) > 0);
    }

    void row022_idsInUpperCaseHex() {
        isTaken(json("{'resourceSpans':[{'scopeSpans':[{'spans':[{'traceId':'5B8EFFF798038103d269b633813fc60c','spanId'"
                     ":'EEE19B7EC3C1B174'}]}]}]}"));
        QCOMPARE(m_receiver->sink().spans().front().traceId.hex(), std::string("5b8efff798038103d269b633813fc60c"));
    }

    void row023_idsInBase64AreRejectedWithAHint() {
        const RawReply reply = m_receiver->post(Json,
            json("{'resourceSpans':[{'scopeSpans':[{'spans':[{'traceId':'W47/95gDgQPSabYzgT/"
                 "GDA==','spanId':'7uGbfsPBsXQ='}]}]}]}"));
        QCOMPARE(reply.status, 200);
        QVERIFY2(reply.body.contains("partialSuccess") && reply.body.contains("hex"), reply.body.constData());
        QCOMPARE(m_receiver->sink().items(), 0u);
        QTRY_VERIFY(m_receiver->count(Refusal::IdInBase64) > 0);
    }

    void row026_enumsAsIntegers() {
        isTaken(spanWith(json("'kind':2,'status':{'code':2}")));
        const Span span = m_receiver->sink().spans().front();
        QCOMPARE(span.kind, SpanKind::Server);
        QCOMPARE(span.status, StatusCode::Error);
    }

    void row027_enumsByName() {
        isTaken(spanWith(json("'kind':'SPAN_KIND_SERVER','status':{'code':'STATUS_CODE_OK'}")));
        const Span span = m_receiver->sink().spans().front();
        QCOMPARE(span.kind, SpanKind::Server);
        QCOMPARE(span.status, StatusCode::Ok);
        QTRY_VERIFY(m_receiver->count(Refusal::EnumByName) > 0);
    }

    void row028_unknownKindIsKept() {
        isTaken(spanWith(json("'kind':99")));
        QCOMPARE(static_cast<int>(m_receiver->sink().spans().front().kind), 99);
    }

    void row029_integersInEveryForm_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<qint64>("number");
        QTest::newRow("string") << QByteArray("\"9007199254740993\"") << Q_INT64_C(9007199254740993);
        QTest::newRow("number") << QByteArray("9007199254740993") << Q_INT64_C(9007199254740993);
        QTest::newRow("lowest") << QByteArray("\"-9223372036854775808\"") << std::numeric_limits<qint64>::min();
        QTest::newRow("1.0") << QByteArray("1.0") << Q_INT64_C(1);
        QTest::newRow("1e3") << QByteArray("1e3") << Q_INT64_C(1000);
    }
    void row029_integersInEveryForm() {
        QFETCH(QByteArray, text);
        QFETCH(qint64, number);
        const Value value = takenValue(json("{'intValue':") + text + "}");
        QCOMPARE(value.type(), Value::Type::Int);
        QCOMPARE(value.integer(), number);
    }

    void row030_integersThatAreNone_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("out of range") << QByteArray("\"9223372036854775808\"");
        QTest::newRow("not a number") << QByteArray("\"many\"");
        QTest::newRow("fraction") << QByteArray("1.5");
    }
    void row030_integersThatAreNone() {
        QFETCH(QByteArray, text);
        isRefused(attribute(json("{'intValue':") + text + "}"), Refusal::FieldInvalid, "intValue");
    }

    void row031_specialDoubles_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<double>("number");
        QTest::newRow("NaN") << QByteArray("NaN") << std::nan("");
        QTest::newRow("Infinity") << QByteArray("Infinity") << double(INFINITY);
        QTest::newRow("-Infinity") << QByteArray("-Infinity") << -double(INFINITY);
    }
    void row031_specialDoubles() {
        QFETCH(QByteArray, text);
        QFETCH(double, number);
        const Value value = takenValue(json("{'doubleValue':'") + text + "\"}");
        QCOMPARE(value.type(), Value::Type::Double);
        QVERIFY(value == Value::real(number));
    }

    void row032_bytesInEveryBase64_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("standard") << QByteArray("+/+/AQ==");
        QTest::newRow("URL-safe") << QByteArray("-_-_AQ==");
        QTest::newRow("no padding") << QByteArray("+/+/AQ");
    }
    void row032_bytesInEveryBase64() {
        QFETCH(QByteArray, text);
        const Value value = takenValue(json("{'bytesValue':'") + text + "\"}");
        QCOMPARE(value.type(), Value::Type::Bytes);
        QCOMPARE(value.text(), std::string_view("\xfb\xff\xbf\x01"));
    }

    void row033_nullIsAbsent() {
        isTaken(spanWith(json("'attributes':null,'events':null,'status':null,'links':null,'kind':null")));
    }

    void row034_attributesAsAnObject() {
        isRefused(spanWith(json("'attributes':{'k':'v'}")), Refusal::FieldInvalid, "attributes");
    }
};

QTEST_GUILESS_MAIN(TestConformanceJson)
#include "tst_conformance_json.moc"
