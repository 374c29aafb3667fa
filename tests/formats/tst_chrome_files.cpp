#include "tests/formats/ImportProbe.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::test;

namespace {

constexpr std::string_view Events = R"([
{"name":"process_name","ph":"M","pid":7,"args":{"name":"Browser"}},
{"name":"thread_name","ph":"M","pid":7,"tid":1,"args":{"name":"Main"}},
{"name":"outer","cat":"blink","ph":"X","ts":1000.5,"dur":100,"pid":7,"tid":1,"args":{"url":"/a","n":2}},
{"name":"inner","ph":"X","ts":1010,"dur":20,"pid":7,"tid":1},
{"name":"second","ph":"X","ts":1040,"dur":20,"pid":7,"tid":1},
{"name":"mark","ph":"i","ts":1015,"pid":7,"tid":1,"s":"t","args":{"why":"test"}},
{"name":"begun","ph":"B","ts":2000,"pid":7,"tid":2,"args":{"a":1}},
{"name":"nested","ph":"B","ts":2001,"pid":7,"tid":2},
{"ph":"E","ts":2005,"pid":7,"tid":2},
{"ph":"E","ts":2010,"pid":7,"tid":2,"args":{"b":2}},
{"name":"load","cat":"net","ph":"b","id":"0x1","ts":3000,"pid":7,"tid":1},
{"name":"dns","cat":"net","ph":"b","id":"0x1","ts":3001,"pid":7,"tid":3},
{"name":"tick","cat":"net","ph":"n","id":"0x1","ts":3002,"pid":7,"tid":1},
{"name":"dns","cat":"net","ph":"e","id":"0x1","ts":3004,"pid":7,"tid":1},
{"name":"load","cat":"net","ph":"e","id":"0x1","ts":3010,"pid":7,"tid":1},
{"name":"memory","ph":"C","ts":1,"pid":7,"args":{"v":3}},
{"name":"flow","ph":"s","id":1,"ts":1,"pid":7,"tid":1}
])";

} // namespace

class TestChromeFiles : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void slicesOnATrackNestByTime() {
        ImportProbe probe;
        probe.import(u"chrome.json"_s, Events);
        QCOMPARE(probe.report.problemCount, 0u);
        QCOMPARE(probe.report.spans, 7u);
        QCOMPARE(probe.report.traces, 1u);
        const Span* outer = probe.store.find("outer");
        QVERIFY(!outer->parentSpanId.isValid());
        QVERIFY(probe.store.find("inner")->parentSpanId == outer->spanId);
        QVERIFY(probe.store.find("second")->parentSpanId == outer->spanId);
        QCOMPARE(outer->start.value, 1'000'500u);
        QCOMPARE(outer->duration().value, 100'000);
    }

    void processesAreServicesAndThreadsAttributes() {
        ImportProbe probe;
        probe.import(u"chrome.json"_s, Events);
        QCOMPARE(probe.store.find("outer")->resource->serviceName, std::string_view("Browser"));
        QCOMPARE(probe.attribute("outer", "thread.name"), std::string("Main"));
        QCOMPARE(probe.attribute("outer", "chrome.category"), std::string("blink"));
        QCOMPARE(probe.attribute("outer", "url"), std::string("/a"));
        QCOMPARE(probe.attribute("outer", "n"), std::string("int 2"));
    }

    void beginAndEndArePaired() {
        ImportProbe probe;
        probe.import(u"chrome.json"_s, Events);
        QCOMPARE(probe.store.find("begun")->duration().value, 10'000);
        QCOMPARE(probe.store.find("nested")->duration().value, 4'000);
        QVERIFY(probe.store.find("nested")->parentSpanId == probe.store.find("begun")->spanId);
        QCOMPARE(probe.attribute("begun", "a"), std::string("int 1"));
        QCOMPARE(probe.attribute("begun", "b"), std::string("int 2"));
    }

    void asynchronousSlicesNestByTheirId() {
        ImportProbe probe;
        probe.import(u"chrome.json"_s, Events);
        QVERIFY(probe.store.find("dns")->parentSpanId == probe.store.find("load")->spanId);
        QCOMPARE(probe.store.find("load")->duration().value, 10'000);
        QCOMPARE(probe.store.find("dns")->events.size(), 1u);
        QCOMPARE(probe.store.find("dns")->events[0].name, std::string_view("tick"));
    }

    void instantsBelongToTheSliceAroundThem() {
        ImportProbe probe;
        probe.import(u"chrome.json"_s, Events);
        const auto events = probe.store.find("inner")->events;
        QCOMPARE(events.size(), 1u);
        QCOMPARE(events[0].name, std::string_view("mark"));
        QCOMPARE(events[0].attributes[0].value.text(), std::string_view("test"));
        QVERIFY(probe.store.find("outer")->events.empty());
    }

    void openingAFileTwiceGivesTheSameSpans() {
        ImportProbe probe;
        probe.import(u"a.json"_s, Events);
        probe.import(u"b.json"_s, Events);
        QCOMPARE(probe.report.duplicates, 7u);
    }

    void twoFilesAreTwoTraces() {
        ImportProbe probe;
        probe.import(u"a.json"_s, Events);
        probe.import(u"b.json"_s, R"([{"name":"outer","ph":"X","ts":1000.5,"dur":101,"pid":7,"tid":1}])");
        QVERIFY(probe.store.spans().front()->traceId != probe.store.spans().back()->traceId);
    }

    void anArrayThatNeverEndsIsRead() {
        ImportProbe probe;
        probe.import(u"killed.json"_s, R"([{"name":"a","ph":"X","ts":1,"dur":2,"pid":1,"tid":1},
            {"name":"b","ph":"B","ts":5,"pid":1,"tid":1},)");
        QCOMPARE(probe.report.problemCount, 0u);
        QCOMPARE(probe.report.spans, 2u);
        QVERIFY(!probe.store.find("b")->end.isSet());
    }

    void anEventCutInTheMiddleIsReported() {
        ImportProbe probe;
        probe.import(u"cut.json"_s, "[{\"name\":\"a\",\"ph\":\"X\",\"ts\":1,\"dur\":2},\n{\"name\":\"b\",\"ph");
        QCOMPARE(probe.report.spans, 1u);
        QCOMPARE(probe.report.problemCount, 1u);
        QCOMPARE(probe.report.problems[0].line, 2u);
    }

    void theObjectFormIsRead() {
        ImportProbe probe;
        probe.import(u"object.json"_s, R"({"displayTimeUnit":"ns","otherData":{"version":"1","list":[{"ph":1}]},
            "traceEvents":[{"ph":"X","name":"a","ts":"12","dur":"3","pid":"main","tid":"t"}],"stackFrames":{}})");
        QCOMPARE(probe.report.problemCount, 0u);
        QCOMPARE(probe.report.spans, 1u);
        QCOMPARE(probe.store.find("a")->start.value, 12'000u);
        QCOMPARE(probe.store.find("a")->resource->serviceName, std::string_view("process main"));
    }

    void overlappingSlicesStillGetATree() {
        ImportProbe probe;
        probe.import(u"overlap.json"_s, R"([{"ph":"X","name":"whole","ts":0,"dur":100,"pid":1,"tid":1},
            {"ph":"X","name":"left","ts":10,"dur":40,"pid":1,"tid":1},
            {"ph":"X","name":"right","ts":30,"dur":40,"pid":1,"tid":1}])");
        const SpanId whole = probe.store.find("whole")->spanId;
        QVERIFY(probe.store.find("left")->parentSpanId == whole);
        QVERIFY(probe.store.find("right")->parentSpanId == whole);
    }
};

QTEST_GUILESS_MAIN(TestChromeFiles)
#include "tst_chrome_files.moc"
