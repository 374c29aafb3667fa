#include "tests/support/TraceText.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::test;

class TestTraceBuilder : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void childrenFollowTheirParentByStartThenId() {
        const TracePtr trace = buildTrace({{4, 1, 120, 130, "late"}, {3, 1, 110, 115, "b"}, {2, 1, 110, 115, "a"},
            {5, 3, 112, 113, "deep"}, {1, 0, 100, 200, "root"}});
        QCOMPARE(printTree(*trace), (QStringList{u"1 root"_s, u"  2 a"_s, u"  3 b"_s, u"    5 deep"_s, u"  4 late"_s}));
        QCOMPARE(trace->maxDepth(), 2);
        QCOMPARE(trace->nodes()[0].subtreeEnd, 5u);
        QCOMPARE(trace->nodes()[2].subtreeEnd, 4u);
        QCOMPARE(trace->nodes()[3].parent, 2u);
    }

    void anEmptyTraceHasNoRows() {
        const TracePtr trace = buildTrace({});
        QCOMPARE(trace->size(), 0u);
        QVERIFY(!trace->start().isSet());
        QCOMPARE(trace->rowOf(SpanId{1}), NoNode);
    }

    // Row 92 of the conformance list.
    void anIdenticalCopyIsFoldedAndCounted() {
        TraceBuilder builder(TestTrace);
        const TreeSpan span{1, 0, 100, 200, "root"};
        QVERIFY(builder.add(span.record(1, 0)));
        builder.addMarker({150}, "tick");
        QVERIFY(!builder.add(span.record(2, 0)));
        const TracePtr trace = std::move(builder).build();
        QCOMPARE(printTree(*trace), QStringList{u"1 root"_s});
        QCOMPARE(trace->spanCount(), 1u);
        QCOMPARE(trace->duplicateCount(), 1u);
        QCOMPARE(trace->nodes()[0].markerCount, 1);
    }

    // Row 93.
    void sharedIdsWithOtherContentAreKeptAndFlagged() {
        const TracePtr trace
            = buildTrace({{1, 0, 100, 200, "root"}, {2, 1, 110, 120, "first"}, {2, 1, 110, 130, "edited"}});
        QCOMPARE(printTree(*trace), (QStringList{u"1 root"_s, u"  2 edited shared-id"_s, u"  2 first shared-id"_s}));
        QCOMPARE(trace->spanCount(), 3u);
        QCOMPARE(trace->duplicateCount(), 0u);
        QCOMPARE(trace->rowOf(SpanId{2}), 1u);
    }

    void aServerThatSharesItsClientsIdHangsBelowIt() {
        const TracePtr trace = buildTrace({{1, 0, 100, 200, "root", "web"},
            {2, 1, 112, 118, "handle", "api", SpanKind::Server}, {2, 1, 110, 120, "call", "web", SpanKind::Client},
            {3, 2, 113, 114, "query", "api"}, {4, 2, 119, 120, "parse", "web"}});
        QCOMPARE(printTree(*trace),
            (QStringList{u"1 root"_s, u"  2 call shared-id"_s, u"    2 handle shared-id"_s, u"      3 query"_s,
                u"    4 parse"_s}));
    }

    // Row 94.
    void theTreeIsTheSameWhateverOrderSpansComeIn() {
        const std::vector<TreeSpan> spans{{1, 0, 100, 200, "root"}, {2, 1, 110, 150, "a"}, {3, 2, 120, 130, "b"},
            {4, 1, 160, 170, "c"}, {5, 9, 105, 106, "orphan"}, {6, 7, 101, 102, "x"}, {7, 6, 102, 103, "y"}};
        const QStringList expected = printTree(*buildTrace(spans));
        std::vector<TreeSpan> turned(spans.rbegin(), spans.rend());
        for (std::size_t i = 0; i < turned.size(); ++i) {
            std::ranges::rotate(turned, turned.begin() + 1);
            QCOMPARE(printTree(*buildTrace(turned)), expected);
        }
    }

    // Row 95.
    void aMissingParentGetsOnePlaceholderWithItsSubtreeBelow() {
        const TracePtr trace = buildTrace({{2, 77, 110, 120, "a"}, {3, 77, 130, 160, "b"}, {4, 3, 140, 150, "c"},
            {1, 0, 100, 200, "root"}, {5, 78, 120, 125, "other"}});
        QCOMPARE(printTree(*trace),
            (QStringList{u"1 root"_s, u"77 placeholder"_s, u"  2 a parent-missing"_s, u"  3 b parent-missing"_s,
                u"    4 c"_s, u"78 placeholder"_s, u"  5 other parent-missing"_s}));
        QCOMPARE(trace->spanCount(), 5u);
        QCOMPARE(trace->rowOf(SpanId{77}), 1u);
        QVERIFY(!trace->nodes()[1].key.isValid());
    }

    // Row 96.
    void severalRootsAreAllShown() {
        const TracePtr trace
            = buildTrace({{3, 0, 300, 400, "third"}, {1, 0, 100, 150, "first"}, {2, 0, 200, 210, "second"}});
        QCOMPARE(printTree(*trace), (QStringList{u"1 first"_s, u"2 second"_s, u"3 third"_s}));
        QCOMPARE(trace->rootCount(), 3u);
        QCOMPARE(trace->start().value, 100u);
        QCOMPARE(trace->end().value, 400u);
    }

    // Row 97.
    void aSpanThatIsItsOwnParentBecomesARoot() {
        QCOMPARE(printTree(*buildTrace({{1, 1, 100, 200, "self"}, {2, 1, 110, 120, "child"}})),
            (QStringList{u"1 self cycle-cut"_s, u"  2 child"_s}));
    }

    void twoSpansThatAreEachOthersParentAreCutAtTheEarlier() {
        QCOMPARE(printTree(*buildTrace({{1, 2, 110, 120, "b"}, {2, 1, 100, 200, "a"}})),
            (QStringList{u"2 a cycle-cut"_s, u"  1 b"_s}));
    }

    void aLongCycleIsCutOnceAndKeepsWhatHangsOnIt() {
        QCOMPARE(printTree(*buildTrace({{1, 3, 100, 200, "a"}, {2, 1, 110, 190, "b"}, {3, 2, 120, 180, "c"},
                     {4, 3, 130, 140, "tail"}, {5, 0, 90, 95, "root"}})),
            (QStringList{u"5 root"_s, u"1 a cycle-cut"_s, u"  2 b"_s, u"    3 c"_s, u"      4 tail"_s}));
    }

    void aChainOfAMillionSpansDoesNotOverflow() {
        constexpr std::uint32_t Count = 1'000'000;
        TraceBuilder builder(TestTrace);
        builder.reserve(Count);
        for (std::uint32_t i = Count; i > 0; --i)
            builder.add(TreeSpan{i, i - 1, 1000 + i, 10'000'000 - i, "link"}.record(0, i));
        const TracePtr trace = std::move(builder).build();
        QCOMPARE(trace->size(), Count);
        QCOMPARE(trace->rootCount(), 1u);
        QCOMPARE(trace->maxDepth(), UINT16_MAX);
        QCOMPARE(trace->nodes().back().id.value, Count);
        QCOMPARE(trace->nodes().front().subtreeEnd, Count);
        QCOMPARE(trace->nodes().back().depth, UINT16_MAX);
    }

    void manySpansOfOneIdStayQuick() {
        TraceBuilder builder(TestTrace);
        for (std::uint32_t i = 0; i < 100'000; ++i)
            builder.add(TreeSpan{7, 8, 1000 + i, 2000 + i, "same"}.record(0, i));
        for (std::uint32_t i = 0; i < 100'000; ++i)
            builder.add(TreeSpan{100 + i, 7, 1000 + i, 2000 + i, "child"}.record(1, i));
        const TracePtr trace = std::move(builder).build();
        QCOMPARE(trace->spanCount(), 200'000u);
        QCOMPARE(trace->size(), 200'001u);
    }

    void rowsAreFoundByIdAndByKey() {
        const TracePtr trace = buildTrace({{9, 1, 110, 120, "a"}, {1, 0, 100, 200, "root"}});
        QCOMPARE(trace->rowOf(SpanId{9}), 1u);
        QCOMPARE(trace->rowOf(SpanKey{0, 0}), 1u);
        QCOMPARE(trace->rowOf(SpanKey{0, 1}), 0u);
        QCOMPARE(trace->rowOf(SpanKey{}), NoNode);
        QCOMPARE(trace->rowOf(SpanId{5}), NoNode);
    }

    void textsAreSharedAndBadUtf8IsShown() {
        const TracePtr trace = buildTrace({{1, 0, 100, 200, "same\xff", "s"}, {2, 1, 110, 120, "same\xff", "s"}});
        QCOMPARE(trace->nodes()[0].name, trace->nodes()[1].name);
        QCOMPARE(trace->text(trace->nodes()[0].name), u"same\ufffd"_s);
        QCOMPARE(trace->text(0), QString());
    }

    void markersKeepTheirSpanAndKnowExceptions() {
        TraceBuilder builder(TestTrace);
        builder.add(TreeSpan{2, 1, 110, 120, "child"}.record(0, 0));
        builder.addMarker({111}, "tick");
        builder.addMarker({115}, "exception");
        builder.add(TreeSpan{1, 0, 100, 200, "root"}.record(0, 1));
        const TracePtr trace = std::move(builder).build();
        const TraceNode& child = trace->nodes()[1];
        QCOMPARE(child.markerCount, 2);
        QCOMPARE(trace->text(trace->markers()[child.firstMarker].name), u"tick"_s);
        QVERIFY(trace->markers()[child.firstMarker + 1].exception);
        QCOMPARE(trace->nodes()[0].markerCount, 0);
    }

    void errorsAreCountedAndSeenFromAbove() {
        const TracePtr trace = buildTrace({{1, 0, 100, 200, "root"}, {2, 1, 110, 150, "mid"},
            {3, 2, 120, 130, "bad", "app", SpanKind::Internal, StatusCode::Error}, {4, 1, 160, 170, "good"}});
        QCOMPARE(trace->errorCount(), 1u);
        QCOMPARE(printTree(*trace, static_cast<std::uint16_t>(NodeFlag::ErrorBelow)),
            (QStringList{u"1 root error-below"_s, u"  2 mid error-below"_s, u"    3 bad"_s, u"  4 good"_s}));
    }

    void servicesComeBusiestFirst() {
        const TracePtr trace = buildTrace(
            {{1, 0, 100, 200, "root", "idle"}, {2, 1, 101, 199, "work", "busy"}, {3, 2, 110, 120, "q", "db"}});
        QStringList names;
        for (const std::uint32_t s : trace->services())
            names += trace->text(s);
        QCOMPARE(names, (QStringList{u"busy"_s, u"db"_s, u"idle"_s}));
    }
};

QTEST_APPLESS_MAIN(TestTraceBuilder)
#include "tst_trace_builder.moc"
