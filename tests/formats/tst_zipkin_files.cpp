#include "tests/formats/ImportProbe.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::test;

namespace {

constexpr std::string_view Call = R"([
  {"traceId": "5af7183fb1d4cf5f", "id": "352bff9a74ca9ad2", "parentId": "6b221d5bc9e6496c", "name": "get /api",
   "kind": "CLIENT", "timestamp": 1556604172355737, "duration": 1431,
   "localEndpoint": {"serviceName": "frontend", "ipv4": "192.168.99.1", "port": 3306},
   "remoteEndpoint": {"serviceName": "backend", "ipv6": "2001:db8::c001", "port": 8080},
   "annotations": [{"timestamp": 1556604172355999, "value": "wire send"}],
   "tags": {"http.method": "GET", "error": "connection reset"}},
  {"traceId": "5af7183fb1d4cf5f", "id": "352bff9a74ca9ad2", "parentId": "6b221d5bc9e6496c", "name": "get /api",
   "kind": "SERVER", "timestamp": 1556604172356000, "duration": 900, "shared": true, "debug": true,
   "localEndpoint": {"serviceName": "backend"}, "tags": {"error": "true"}},
  {"traceId": "0000000000000000005af7183fb1d4cf5f", "id": "1"}
])";

} // namespace

class TestZipkinFiles : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void bothHalvesOfASharedSpanAreKept() {
        ImportProbe probe;
        probe.import(u"zipkin.json"_s, Call);
        QCOMPARE(probe.report.spans, 2u);
        QCOMPARE(probe.report.duplicates, 0u);
        const auto spans = probe.store.spans();
        QVERIFY(spans[0]->spanId == spans[1]->spanId);
        QCOMPARE(spans[0]->kind, SpanKind::Client);
        QCOMPARE(spans[1]->kind, SpanKind::Server);
        QCOMPARE(spans[0]->resource->serviceName, std::string_view("frontend"));
        QCOMPARE(spans[1]->resource->serviceName, std::string_view("backend"));
        QVERIFY(findAttribute(spans[1]->attributes, "zipkin.shared")->boolean());
    }

    void aTooLongTraceIdIsReported() {
        ImportProbe probe;
        probe.import(u"zipkin.json"_s, Call);
        QCOMPARE(probe.report.problemCount, 1u);
        QCOMPARE(probe.report.problems[0].line, 11u);
    }

    void sixteenDigitTraceIdsAreFilledUp() {
        ImportProbe probe;
        probe.import(u"zipkin.json"_s, Call);
        QCOMPARE(probe.store.spans()[0]->traceId.hex(), std::string("00000000000000005af7183fb1d4cf5f"));
    }

    void endpointsTagsAndAnnotationsAreKept() {
        ImportProbe probe;
        probe.import(u"zipkin.json"_s, Call);
        QCOMPARE(probe.attribute("get /api", "peer.service"), std::string("backend"));
        QCOMPARE(probe.attribute("get /api", "network.peer.address"), std::string("2001:db8::c001"));
        QCOMPARE(probe.attribute("get /api", "network.peer.port"), std::string("int 8080"));
        QCOMPARE(probe.attribute("get /api", "network.local.address"), std::string("192.168.99.1"));
        QCOMPARE(probe.attribute("get /api", "http.method"), std::string("GET"));
        const Span* span = probe.store.spans()[0];
        QCOMPARE(span->events.size(), 1u);
        QCOMPARE(span->events[0].name, std::string_view("wire send"));
        QCOMPARE(span->events[0].time.value, 1556604172355999000ull);
    }

    void theErrorTagIsTheStatus() {
        ImportProbe probe;
        probe.import(u"zipkin.json"_s, Call);
        const auto spans = probe.store.spans();
        QCOMPARE(spans[0]->status, StatusCode::Error);
        QCOMPARE(spans[0]->statusMessage, std::string_view("connection reset"));
        QCOMPARE(spans[1]->status, StatusCode::Error);
        QCOMPARE(spans[1]->statusMessage, std::string_view());
    }

    void aListOfTracesIsRead() {
        ImportProbe probe;
        probe.import(u"zipkin.json"_s, R"([[{"id":"1","traceId":"a","name":"one"},{"traceId":"a","id":"2"}],
            [{"traceId":"b","id":"1","name":"two"}]])");
        QCOMPARE(probe.report.spans, 3u);
        QCOMPARE(probe.report.traces, 2u);
        QCOMPARE(probe.report.problemCount, 0u);
    }

    void missingTimesAreLeftUnset() {
        ImportProbe probe;
        probe.import(u"zipkin.json"_s, R"([{"traceId":"a","id":"1","name":"none"},
            {"traceId":"a","id":"2","name":"open","timestamp":5}])");
        QVERIFY(!probe.store.find("none")->start.isSet());
        QVERIFY(!probe.store.find("none")->end.isSet());
        QCOMPARE(probe.store.find("open")->start.value, 5000u);
        QVERIFY(!probe.store.find("open")->end.isSet());
    }
};

QTEST_GUILESS_MAIN(TestZipkinFiles)
#include "tst_zipkin_files.moc"
