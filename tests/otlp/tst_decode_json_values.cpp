#include "tests/otlp/Requests.h"
#include "tests/support/SpanBuilder.h"

#include <QTest>

#include <algorithm>

#include <cmath>
#include <limits>

using namespace spanglass;
using namespace spanglass::test;

class TestDecodeJsonValues : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void enumsMayBeNumbersNamesOrUnknownNumbers() {
        const auto named = fromJson(spanJson(R"("kind":"SPAN_KIND_SERVER","status":{"code":"STATUS_CODE_ERROR"})"));
        QVERIFY(onlySpan(named));
        QCOMPARE((*named)->spans[0].kind, SpanKind::Server);
        QCOMPARE((*named)->spans[0].status, StatusCode::Error);
        QCOMPARE(noted(**named, Refusal::EnumByName), 2u);
        const auto unknown = fromJson(spanJson(R"("kind":99)"));
        QVERIFY(onlySpan(unknown));
        QCOMPARE((*unknown)->spans[0].kind, static_cast<SpanKind>(99));
        QVERIFY((*unknown)->notes.empty());
    }

    void integersComeInManySpellings_data() {
        QTest::addColumn<QByteArray>("spelling");
        QTest::addColumn<qint64>("number");
        const auto row = [](const char* spelling, qint64 n) { QTest::newRow(spelling) << QByteArray(spelling) << n; };
        row("\"42\"", 42);
        row("42", 42);
        row("-42", -42);
        row("1.0", 1);
        row("1e3", 1000);
        row("1.5E1", 15);
        row("\"1e3\"", 1000);
        row("9007199254740993.0", 9007199254740993);
        row("\"9223372036854775807\"", std::numeric_limits<qint64>::max());
        row("-9223372036854775808", std::numeric_limits<qint64>::min());
        row("0", 0);
        row("-0", 0);
    }

    void integersComeInManySpellings() {
        QFETCH(QByteArray, spelling);
        QFETCH(qint64, number);
        const auto batch = fromJson(valueJson(R"({"intValue":)" + spelling.toStdString() + "}"));
        QVERIFY(onlyValue(batch) == Value::integer(number));
    }

    void timesUseAllSixtyFourBits() {
        const auto batch = fromJson(
            spanJson(R"("startTimeUnixNano":"18446744073709551615","endTimeUnixNano":18446744073709551614)"));
        QVERIFY(onlySpan(batch));
        QCOMPARE((*batch)->spans[0].start.value, std::numeric_limits<std::uint64_t>::max());
        QCOMPARE((*batch)->spans[0].end.value, std::numeric_limits<std::uint64_t>::max() - 1);
    }

    void aFieldOfTheWrongKindIsNamed_data() {
        QTest::addColumn<QByteArray>("members");
        QTest::addColumn<QByteArray>("field");
        const auto row = [](const char* members, const char* field) {
            QTest::newRow(members) << QByteArray(members)
                                   << "resourceSpans[0].scopeSpans[0].spans[0]." + QByteArray(field);
        };
        row(R"("attributes":{"k":"v"})", "attributes");
        row(R"("attributes":[{"key":"a","value":{}},{"key":"k","value":"v"}])", "attributes[1].value");
        row(R"("attributes":[{"key":"k","value":{"intValue":"abc"}}])", "attributes[0].value.intValue");
        row(R"("attributes":[{"key":"k","value":{"intValue":"9223372036854775808"}}])", "attributes[0].value.intValue");
        row(R"("attributes":[{"key":"k","value":{"intValue":1.5}}])", "attributes[0].value.intValue");
        row(R"("attributes":[{"key":"k","value":{"intValue":1e300}}])", "attributes[0].value.intValue");
        row(R"("attributes":[{"key":"k","value":{"intValue":""}}])", "attributes[0].value.intValue");
        row(R"("attributes":[{"key":"k","value":{"intValue":" 1"}}])", "attributes[0].value.intValue");
        row(R"("attributes":[{"key":"k","value":{"doubleValue":"x"}}])", "attributes[0].value.doubleValue");
        row(R"("attributes":[{"key":"k","value":{"doubleValue":1e999}}])", "attributes[0].value.doubleValue");
        row(R"("attributes":[{"key":"k","value":{"boolValue":"true"}}])", "attributes[0].value.boolValue");
        row(R"("attributes":[{"key":"k","value":{"bytesValue":"a b"}}])", "attributes[0].value.bytesValue");
        row(R"("attributes":[{"key":"k","value":{"stringValue":5}}])", "attributes[0].value.stringValue");
        row(R"("attributes":[{"key":5}])", "attributes[0].key");
        row(R"("attributes":[[]])", "attributes[0]");
        row(R"("startTimeUnixNano":"-1")", "startTimeUnixNano");
        row(R"("startTimeUnixNano":"18446744073709551616")", "startTimeUnixNano");
        row(R"("startTimeUnixNano":"2026-02-16T09:00:00Z")", "startTimeUnixNano");
        row(R"("kind":"SERVER")", "kind");
        row(R"("kind":true)", "kind");
        row(R"("kind":2147483648)", "kind");
        row(R"("flags":4294967296)", "flags");
        row(R"("flags":-1)", "flags");
        row(R"("name":["a"])", "name");
        row(R"("traceId":123)", "traceId");
        row(R"("status":2)", "status");
        row(R"("events":{})", "events");
    }

    void aFieldOfTheWrongKindIsNamed() {
        QFETCH(QByteArray, members);
        QFETCH(QByteArray, field);
        const auto batch = fromJson(spanJson(members.toStdString()));
        QVERIFY(!batch);
        QCOMPARE(batch.error().refusal, Refusal::FieldInvalid);
        QCOMPARE(QByteArray::fromStdString(batch.error().field), field);
        QVERIFY2(batch.error().message.starts_with(field.toStdString()), batch.error().message.c_str());
    }

    void aWrongFieldIsExplainedInOneSentence() {
        const auto batch = fromJson(spanJson(R"("attributes":{"k":"v"})"));
        QVERIFY(!batch);
        QCOMPARE(batch.error().message,
            std::string(
                "resourceSpans[0].scopeSpans[0].spans[0].attributes must be a list, not an object (at byte 130)."));
    }

    void doublesMayBeWords() {
        const auto value = [](const char* text) { return onlyValue(fromJson(valueJson(text))); };
        QVERIFY(std::isnan(value(R"({"doubleValue":"NaN"})").real()));
        QVERIFY(value(R"({"doubleValue":"Infinity"})") == Value::real(std::numeric_limits<double>::infinity()));
        QVERIFY(value(R"({"doubleValue":"-Infinity"})") == Value::real(-std::numeric_limits<double>::infinity()));
        QVERIFY(value(R"({"doubleValue":"2.5"})") == Value::real(2.5));
        QVERIFY(value(R"({"doubleValue":7})") == Value::real(7));
        QVERIFY(value(R"({"doubleValue":1e-400})") == Value::real(0));
    }

    void bytesComeInBothBase64Alphabets() {
        for (const char* text : {"+/8=", "+/8", "-_8=", "-_8"}) {
            const auto batch = fromJson(valueJson("{\"bytesValue\":\"" + std::string(text) + "\"}"));
            QVERIFY(onlyValue(batch) == Value::bytes("\xfb\xff"));
        }
    }

    void nullMeansAbsent() {
        const auto batch = fromJson(
            R"({"resourceSpans":[{"resource":null,"schemaUrl":null,"scopeSpans":[{"scope":null,"spans":[{"name":null,)"
            R"("traceId":"5b8efff798038103d269b633813fc60c","spanId":"eee19b7ec3c1b174","parentSpanId":null,"kind":null,)"
            R"("attributes":[{"key":"k","value":null}],"events":null,"links":null,"status":null,)"
            R"("startTimeUnixNano":null}]}]}]})");
        const Span* span = onlySpan(batch);
        QVERIFY(span);
        QVERIFY(onlyValue(batch) == Value());
        QVERIFY(span->resource && span->scope && span->events.empty());
    }

    void anEmptyTextIsATextAndZeroIsANumber() {
        QVERIFY(onlyValue(fromJson(valueJson(R"({"stringValue":""})"))) == Value::string(""));
        QVERIFY(onlyValue(fromJson(valueJson(R"({"intValue":"0"})"))) == Value::integer(0));
        QVERIFY(onlyValue(fromJson(valueJson(R"({"boolValue":false})"))) == Value::boolean(false));
        QVERIFY(onlyValue(fromJson(valueJson(R"({"arrayValue":{}})"))) == Value::array({}));
        QVERIFY(onlyValue(fromJson(valueJson("{}"))) == Value());
    }

    void escapesAreUndone() {
        const auto batch = fromJson(
            valueJson("{\"stringValue\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0041\\u00e9\\u20AC\\ud83d\\ude00 end\"}"));
        QVERIFY(onlyValue(batch) == Value::string("\"\\/\b\f\n\r\tA\u00e9\u20ac\U0001F600 end"));
        QVERIFY((*batch)->notes.empty());
    }

    void loneSurrogatesAndBadUtf8AreRepairedAndNoted() {
        for (const char* text :
            {R"({"stringValue":"a\ud800b"})", R"({"stringValue":"a\udc00b"})", R"({"stringValue":"a\ud800\u0062"})",
                "{\"stringValue\":\"a\xff"
                "b\"}"}) {
            const auto batch = fromJson(valueJson(text));
            QVERIFY(onlyValue(batch)
                == Value::string("a\uFFFD"
                                 "b"));
            QVERIFY((*batch)->spans[0].has(Notice::InvalidUtf8));
            QCOMPARE(noted(**batch, Refusal::InvalidUtf8), 1u);
        }
    }

    void keysMayBeEscaped() { QVERIFY(onlyValue(fromJson(valueJson(R"({"\u0069ntValue":1})"))) == Value::integer(1)); }

    void stringIndexFieldsAreIgnoredAndNoted() {
        const auto batch = fromJson(valueJson(R"({"stringValueStrindex":3})"));
        QVERIFY(onlyValue(batch) == Value());
        QCOMPARE(noted(**batch, Refusal::StringIndexField), 1u);
    }

    void deepValuesAreCutNeverCrash_data() {
        QTest::addColumn<int>("levels");
        QTest::addColumn<bool>("lists");
        QTest::addColumn<bool>("cut");
        for (const bool lists : {true, false})
            for (const int levels : {2, 48, 63, 64, 65, 1000, 100'000})
                QTest::addRow("%d %s", levels, lists ? "arrays" : "lists") << levels << lists << (levels >= 64);
    }

    void deepValuesAreCutNeverCrash() {
        QFETCH(int, levels);
        QFETCH(bool, lists);
        QFETCH(bool, cut);
        std::string value;
        for (int i = 0; i < levels; ++i)
            value += lists ? R"({"arrayValue":{"values":[)" : R"({"kvlistValue":{"values":[{"key":"k","value":)";
        value += R"({"intValue":1})";
        for (int i = 0; i < levels; ++i)
            value += lists ? "]}}" : "}]}}";
        const auto batch = fromJson(valueJson(value));
        const Span* span = onlySpan(batch);
        QVERIFY(span);
        QCOMPARE(span->has(Notice::NestingCut), cut);
        QCOMPARE(noted(**batch, Refusal::NestingCut), cut ? 1u : 0u);
    }
};

QTEST_APPLESS_MAIN(TestDecodeJsonValues)
#include "tst_decode_json_values.moc"
