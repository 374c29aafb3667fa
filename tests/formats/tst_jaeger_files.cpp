#include "tests/formats/ImportProbe.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::test;

namespace {

constexpr std::string_view Download = R"({
  "total": 0, "limit": 0, "offset": 0, "errors": null,
  "data": [
    {
      "traceID": "5b8efff798038103d269b633813fc60c",
      "spans": [
        {
          "traceID": "5b8efff798038103d269b633813fc60c", "spanID": "eee19b7ec3c1b174", "flags": 1,
          "operationName": "GET /cart", "references": [],
          "startTime": 1544712660300001, "duration": 250000,
          "tags": [
            {"key": "span.kind", "type": "string", "value": "server"},
            {"key": "http.status_code", "type": "int64", "value": 9007199254740993},
            {"key": "ratio", "type": "float64", "value": 1},
            {"key": "cached", "type": "bool", "value": false},
            {"key": "blob", "type": "binary", "value": "AAEC"},
            {"key": "otel.status_code", "type": "string", "value": "OK"},
            {"key": "otel.scope.name", "type": "string", "value": "http"},
            {"key": "w3c.tracestate", "type": "string", "value": "a=b"}
          ],
          "logs": [
            {"timestamp": 1544712660400000, "fields": [
              {"key": "event", "type": "string", "value": "retry"},
              {"key": "attempt", "type": "int64", "value": 2}]},
            {"timestamp": 1544712660400001, "fields": [{"key": "message", "type": "string", "value": "no name"}]}
          ],
          "processID": "p1", "warnings": ["clock skew adjusted"]
        },
        {
          "traceID": "5b8efff798038103d269b633813fc60c", "spanID": "eee19b7ec3c1b175",
          "operationName": "SELECT",
          "references": [
            {"refType": "CHILD_OF", "traceID": "5b8efff798038103d269b633813fc60c", "spanID": "eee19b7ec3c1b174"},
            {"refType": "FOLLOWS_FROM", "traceID": "00000000000000000000000000000abc", "spanID": "00000000000000ff"}
          ],
          "startTime": 1544712660310000, "duration": 1000,
          "tags": [{"key": "error", "type": "bool", "value": true},
                   {"key": "otel.status_description", "type": "string", "value": "dead lock"}],
          "logs": [], "processID": "p2", "warnings": null
        }
      ],
      "processes": {
        "p1": {"serviceName": "shop", "tags": [{"key": "host.name", "type": "string", "value": "a1"}]},
        "p2": {"serviceName": "db", "tags": []}
      }
    }
  ]
})";

} // namespace

class TestJaegerFiles : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aDownloadBecomesSpansOfItsServices() {
        ImportProbe probe;
        probe.import(u"trace.json"_s, Download);
        QCOMPARE(probe.report.problemCount, 0u);
        QCOMPARE(probe.report.spans, 2u);
        const Span* span = probe.store.find("GET /cart");
        QVERIFY(span);
        QCOMPARE(span->traceId.hex(), std::string("5b8efff798038103d269b633813fc60c"));
        QCOMPARE(span->resource->serviceName, std::string_view("shop"));
        QCOMPARE(findAttribute(span->resource->attributes, "host.name")->text(), std::string_view("a1"));
        QCOMPARE(span->start.value, 1544712660300001000ull);
        QCOMPARE(span->duration().value, 250'000'000);
        QCOMPARE(probe.store.find("SELECT")->resource->serviceName, std::string_view("db"));
    }

    void tagsKeepTheirTypes() {
        ImportProbe probe;
        probe.import(u"trace.json"_s, Download);
        QCOMPARE(probe.attribute("GET /cart", "http.status_code"), std::string("int 9007199254740993"));
        QCOMPARE(probe.attribute("GET /cart", "ratio"), std::string("double 1.0"));
        QCOMPARE(probe.attribute("GET /cart", "cached"), std::string("bool false"));
        QCOMPARE(probe.attribute("GET /cart", "blob"), std::string("bytes \"AAEC\""));
        QCOMPARE(probe.attribute("GET /cart", "jaeger.warning"), std::string("clock skew adjusted"));
    }

    void tagsThatStandForFieldsBecomeFields() {
        ImportProbe probe;
        probe.import(u"trace.json"_s, Download);
        const Span* span = probe.store.find("GET /cart");
        QCOMPARE(span->kind, SpanKind::Server);
        QCOMPARE(span->status, StatusCode::Ok);
        QCOMPARE(span->scope->name, std::string_view("http"));
        QCOMPARE(span->traceState, std::string_view("a=b"));
        QCOMPARE(probe.attribute("GET /cart", "span.kind"), std::string("(none)"));
        const Span* failed = probe.store.find("SELECT");
        QCOMPARE(failed->status, StatusCode::Error);
        QCOMPARE(failed->statusMessage, std::string_view("dead lock"));
    }

    void theFirstChildOfIsTheParentAndOthersAreLinks() {
        ImportProbe probe;
        probe.import(u"trace.json"_s, Download);
        const Span* span = probe.store.find("SELECT");
        QCOMPARE(span->parentSpanId.hex(), std::string("eee19b7ec3c1b174"));
        QCOMPARE(span->links.size(), 1u);
        QCOMPARE(span->links[0].traceId.low, 0xabcu);
        QCOMPARE(span->links[0].spanId.value, 0xffu);
    }

    void logsBecomeEvents() {
        ImportProbe probe;
        probe.import(u"trace.json"_s, Download);
        const auto events = probe.store.find("GET /cart")->events;
        QCOMPARE(events.size(), 2u);
        QCOMPARE(events[0].name, std::string_view("retry"));
        QCOMPARE(events[0].attributes.size(), 1u);
        QCOMPARE(events[0].attributes[0].value.integer(), 2);
        QCOMPARE(events[1].name, std::string_view("log"));
    }

    void idsWithoutLeadingZerosAndOldParentsAreRead() {
        ImportProbe probe;
        probe.import(u"old.json"_s, R"({"data":[{"traceID":"abc","spans":[{"traceID":"abc","spanID":"12",
            "parentSpanID":"11","operationName":"old","startTime":1,"duration":1,"process":{"serviceName":"inline"}}],
            "processes":{}}]})");
        const Span* span = probe.store.find("old");
        QVERIFY(span);
        QCOMPARE(span->traceId.hex(), std::string("00000000000000000000000000000abc"));
        QCOMPARE(span->spanId.value, 0x12u);
        QCOMPARE(span->parentSpanId.value, 0x11u);
        QCOMPARE(span->resource->serviceName, std::string_view("inline"));
    }

    void aSpanWithoutAnIdIsReportedAndTheOthersKept() {
        ImportProbe probe;
        probe.import(u"a.json"_s, R"({"data":[{"traceID":"abc","spans":[{"traceID":"xyz","spanID":"1"},
            {"traceID":"abc","spanID":"2","operationName":"good","startTime":1,"duration":1}],"processes":{}}]})");
        QCOMPARE(probe.report.spans, 1u);
        QCOMPARE(probe.report.problemCount, 1u);
    }

    void aBrokenTraceIsReportedWithItsLineAndTheNextIsKept() {
        ImportProbe probe;
        probe.import(u"a.json"_s,
            "{\"data\":[\n{\"traceID\":\"a\",\n \"spans\":[tru]},\n"
            "{\"traceID\":\"b\",\"spans\":[{\"traceID\":\"b\",\"spanID\":\"2\"}]}]}");
        QCOMPARE(probe.report.spans, 1u);
        QCOMPARE(probe.report.problemCount, 1u);
        QCOMPARE(probe.report.problems[0].line, 3u);
    }
};

QTEST_GUILESS_MAIN(TestJaegerFiles)
#include "tst_jaeger_files.moc"
