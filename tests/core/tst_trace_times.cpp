#include "tests/support/TraceText.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::test;

namespace {

constexpr auto flag(NodeFlag f) { return static_cast<std::uint16_t>(f); }

const TraceNode& node(const TracePtr& trace, std::uint64_t id) { return trace->nodes()[trace->rowOf(SpanId{id})]; }

std::int64_t self(const TracePtr& trace, std::uint64_t id) { return node(trace, id).selfTime.value; }
std::int64_t skew(const TracePtr& trace, std::uint64_t id) { return node(trace, id).skew.value; }

} // namespace

class TestTraceTimes : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void impossibleTimesAreFlagged() {
        const TracePtr trace = buildTrace({{1, 0, 100, 200, "root"}, {2, 1, 150, 120, "backwards"},
            {3, 1, 0, 0, "nowhere"}, {4, 1, 160, 0, "open"}, {5, 1, 0, 170, "startless"}});
        QCOMPARE(printTree(*trace, flag(NodeFlag::NegativeTime) | flag(NodeFlag::NoTime) | flag(NodeFlag::Unfinished)),
            (QStringList{u"1 root"_s, u"  3 nowhere no-time"_s, u"  5 startless no-time"_s, u"  2 backwards negative"_s,
                u"  4 open unfinished"_s}));
        QCOMPARE(trace->start().value, 100u);
        QCOMPARE(trace->end().value, 200u);
        QCOMPARE(node(trace, 2).duration().value, -30);
        QCOMPARE(node(trace, 4).duration().value, 0);
        QCOMPARE(node(trace, 5).duration().value, 0);
    }

    void childrenOutsideTheirParentAreFlagged() {
        const TracePtr trace = buildTrace({{1, 0, 100, 200, "root"}, {2, 1, 90, 150, "early"}, {3, 1, 150, 210, "late"},
            {4, 1, 100, 200, "exact"}, {5, 1, 205, 0, "open after"}});
        QCOMPARE(printTree(*trace, flag(NodeFlag::OutsideParent)),
            (QStringList{u"1 root"_s, u"  2 early outside"_s, u"  4 exact"_s, u"  3 late outside"_s,
                u"  5 open after outside"_s}));
    }

    void nothingIsAfterTheEndOfAnOpenSpan() {
        const TracePtr trace = buildTrace({{1, 0, 100, 0, "open"}, {2, 1, 150, 160, "child"}, {3, 1, 90, 95, "early"}});
        QCOMPARE(printTree(*trace, flag(NodeFlag::OutsideParent)),
            (QStringList{u"1 open"_s, u"  3 early outside"_s, u"  2 child"_s}));
    }

    void selfTimeLeavesOutTheUnionOfClippedChildren() {
        const TracePtr trace
            = buildTrace({{1, 0, 100, 200, "root"}, {2, 1, 110, 130, "a"}, {3, 1, 120, 140, "overlaps a"},
                {4, 1, 125, 128, "inside both"}, {5, 1, 190, 250, "runs over"}, {6, 1, 50, 105, "starts early"}});
        QCOMPARE(self(trace, 1), 100 - 5 - 30 - 10);
        QCOMPARE(self(trace, 2), 20);
        QCOMPARE(self(trace, 5), 60);
    }

    void aChildThatCoversItsParentLeavesNoSelfTime() {
        const TracePtr trace
            = buildTrace({{1, 0, 100, 200, "root"}, {2, 1, 0 + 1, 900, "all"}, {3, 1, 150, 160, "in"}});
        QCOMPARE(self(trace, 1), 0);
    }

    void openAndBackwardsSpansHaveNoSelfTime() {
        const TracePtr trace = buildTrace({{1, 0, 100, 0, "open"}, {2, 1, 150, 120, "backwards"}});
        QCOMPARE(self(trace, 1), 0);
        QCOMPARE(self(trace, 2), 0);
    }

    void theCriticalPathFollowsWhoFinishedLast() {
        const TracePtr trace
            = buildTrace({{1, 0, 100, 200, "root"}, {2, 1, 105, 140, "first"}, {3, 1, 110, 130, "hidden by first"},
                {4, 1, 150, 190, "second"}, {5, 4, 155, 185, "in second"}, {6, 4, 160, 170, "parallel in second"}});
        QCOMPARE(printTree(*trace, flag(NodeFlag::CriticalPath)),
            (QStringList{u"1 root critical"_s, u"  2 first critical"_s, u"  3 hidden by first"_s,
                u"  4 second critical"_s, u"    5 in second critical"_s, u"    6 parallel in second"_s}));
    }

    void theCriticalPathClipsChildrenThatOutliveTheirParent() {
        const TracePtr trace = buildTrace({{1, 0, 100, 200, "root"}, {2, 1, 150, 300, "outlives"},
            {3, 1, 110, 140, "before"}, {4, 1, 250, 290, "all outside"}});
        QCOMPARE(printTree(*trace, flag(NodeFlag::CriticalPath)),
            (QStringList{
                u"1 root critical"_s, u"  3 before critical"_s, u"  2 outlives critical"_s, u"  4 all outside"_s}));
    }

    void theCriticalPathPassesThroughMissingParents() {
        const TracePtr trace = buildTrace({{2, 9, 110, 120, "a"}, {3, 9, 130, 160, "b"}});
        QCOMPARE(printTree(*trace, flag(NodeFlag::CriticalPath)),
            (QStringList{u"9"_s, u"  2 a critical"_s, u"  3 b critical"_s}));
    }

    void theCriticalPathGoesOnBehindASkewedClock() {
        const TracePtr trace = buildTrace({{1, 0, 1000, 2000, "call", "web", SpanKind::Client},
            {2, 1, 5000, 5400, "handle", "api", SpanKind::Server}, {3, 2, 5100, 5300, "query", "api"}});
        QCOMPARE(printTree(*trace, flag(NodeFlag::CriticalPath)),
            (QStringList{u"1 call critical"_s, u"  2 handle critical"_s, u"    3 query critical"_s}));
    }

    void aServerOutsideItsClientIsCentredInIt() {
        const TracePtr trace = buildTrace({{1, 0, 1000, 2000, "call", "web", SpanKind::Client},
            {2, 1, 5000, 5400, "handle", "api", SpanKind::Server}, {3, 2, 5100, 5200, "query", "api"}});
        QCOMPARE(skew(trace, 1), 0);
        QCOMPARE(skew(trace, 2), 1000 + 300 - 5000);
        QCOMPARE(skew(trace, 3), skew(trace, 2));
        QVERIFY(trace->hasSkew());
        QVERIFY(node(trace, 3).has(NodeFlag::Skewed));
        QVERIFY(node(trace, 2).has(NodeFlag::OutsideParent));
        QCOMPARE(node(trace, 2).start.value, 5000u);
    }

    void aThirdServiceBelowASkewedOneIsJudgedAgainstTheAdjustedParent() {
        const TracePtr trace = buildTrace(
            {{1, 0, 1000, 2000, "call", "web", SpanKind::Client}, {2, 1, 5000, 5400, "handle", "api", SpanKind::Server},
                {3, 2, 5050, 5350, "call db", "api", SpanKind::Client},
                {4, 3, 1400, 1500, "query", "db", SpanKind::Server}});
        QCOMPARE(skew(trace, 4), 0);
    }

    void childrenInsideTheirParentHaveNoSkew() {
        const TracePtr trace = buildTrace({{1, 0, 1000, 2000, "call", "web", SpanKind::Client},
            {2, 1, 1000, 2000, "handle", "api", SpanKind::Server}});
        QVERIFY(!trace->hasSkew());
    }

    void aLateChildOfTheSameServiceIsNoSkew() {
        const TracePtr trace = buildTrace({{1, 0, 1000, 2000, "request"}, {2, 1, 1900, 2500, "background"}});
        QVERIFY(!trace->hasSkew());
    }

    void aConsumerAfterItsProducerIsNoSkewButBeforeItIs() {
        const TracePtr trace = buildTrace({{1, 0, 1000, 1900, "send", "web", SpanKind::Producer},
            {2, 1, 9000, 9500, "receive", "worker", SpanKind::Consumer},
            {3, 1, 400, 500, "impossible", "worker", SpanKind::Consumer}});
        QCOMPARE(skew(trace, 2), 0);
        QCOMPARE(skew(trace, 3), 600);
    }

    void aServerLongerThanItsClientIsOnlyMovedWhenItStartsBefore() {
        const TracePtr trace = buildTrace({{1, 0, 1000, 1100, "call", "web", SpanKind::Client},
            {2, 1, 1050, 5000, "streams on", "api", SpanKind::Server},
            {3, 1, 900, 5000, "early", "api", SpanKind::Server}});
        QCOMPARE(skew(trace, 2), 0);
        QCOMPARE(skew(trace, 3), 100);
    }

    void farOutliersOfSelfTimeAreSlow() {
        std::vector<TreeSpan> spans{{1, 0, 1000, 21'000, "root"}};
        for (std::uint64_t i = 0; i < 20; ++i)
            spans.push_back({2 + i, 1, 1000 + i * 1000, 1950 + i * 1000 + i, i == 7 ? "slow" : "op"});
        spans[8].end = spans[8].start + 15'000;
        const TracePtr trace = buildTrace(spans);
        QStringList slow;
        for (const TraceNode& n : trace->nodes())
            if (n.has(NodeFlag::Slow))
                slow += trace->text(n.name);
        QCOMPARE(slow, QStringList{u"slow"_s});
    }

    void aHandfulOfSpansIsNotJudged() {
        const TracePtr trace = buildTrace({{1, 0, 1, 2, "a"}, {2, 0, 2, 3, "b"}, {3, 0, 3, 4, "c"}, {4, 0, 4, 5, "d"},
            {5, 0, 5, 6, "e"}, {6, 0, 6, 7, "f"}, {7, 0, 7, 1'000'000, "long"}});
        for (const TraceNode& n : trace->nodes())
            QVERIFY(!n.has(NodeFlag::Slow));
    }

    void timesOfTheWholeWireRangeDoNotOverflow() {
        const TracePtr trace = buildTrace({{1, 0, 1, UINT64_MAX, "all"}, {2, 1, 1, UINT64_MAX - 1, "most"},
            {3, 2, UINT64_MAX - 5, UINT64_MAX, "end", "other"}, {4, 0, UINT64_MAX, 1, "backwards"}});
        QCOMPARE(trace->duration().value, INT64_MAX);
        for (const TraceNode& n : trace->nodes())
            QVERIFY(n.selfTime.value >= 0);
    }
};

QTEST_APPLESS_MAIN(TestTraceTimes)
#include "tst_trace_times.moc"
