#include "models/timeline/SearchState.h"
#include "models/timeline/VisibleRows.h"
#include "tests/support/TraceText.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::test;

namespace {

/// 1 a ( 2 b ( 3 c, 4 d ), 5 e ), 6 f: ids are rows plus one.
std::vector<TreeSpan> sixSpans() {
    return {{1, 0, 100, 200, "a"}, {2, 1, 101, 150, "b"}, {3, 2, 102, 110, "c"},
        {4, 2, 120, 130, "d", "app", SpanKind::Internal, StatusCode::Error}, {5, 1, 160, 170, "e"},
        {6, 0, 300, 400, "f", "app", SpanKind::Internal, StatusCode::Error}};
}

class Rows : public VisibleRows {
public:
    explicit Rows(const TracePtr& trace)
        : m_trace(trace) {
        setTrace(trace);
    }
    void replace(const TracePtr& trace) {
        m_trace = trace;
        setTrace(trace);
    }
    QStringList lines() const {
        QStringList out;
        for (const std::uint32_t row : rows())
            out += QString(QString(2 * levelOf(row), u' ') + m_trace->text(m_trace->nodes()[row].name)
                + (isCollapsed(row) ? u" +"_s : QString()));
        return out;
    }

private:
    TracePtr m_trace;
};

} // namespace

class TestVisibleRows : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everythingIsOpenAtFirst() {
        QCOMPARE(Rows(buildTrace(sixSpans())).lines(),
            (QStringList{u"a"_s, u"  b"_s, u"    c"_s, u"    d"_s, u"  e"_s, u"f"_s}));
    }

    void aCollapsedRowHidesItsSubtree() {
        Rows rows(buildTrace(sixSpans()));
        rows.setCollapsed(1, true);
        QCOMPARE(rows.lines(), (QStringList{u"a"_s, u"  b +"_s, u"  e"_s, u"f"_s}));
        QCOMPARE(rows.indexOf(4), 2u);
        QCOMPARE(rows.indexOf(2), VisibleRows::NoIndex);
        QCOMPARE(rows.shownFor(3), 1u);
    }

    void leavesCannotBeCollapsed() {
        Rows rows(buildTrace(sixSpans()));
        rows.setCollapsed(5, true);
        QVERIFY(!rows.isCollapsed(5));
    }

    void levelsCollapseOneByOne() {
        Rows rows(buildTrace(sixSpans()));
        QCOMPARE(rows.visibleLevel(), 2);
        rows.collapseToLevel(1);
        QCOMPARE(rows.lines(), (QStringList{u"a"_s, u"  b +"_s, u"  e"_s, u"f"_s}));
        rows.collapseToLevel(0);
        QCOMPARE(rows.lines(), (QStringList{u"a +"_s, u"f"_s}));
        rows.expandAll();
        QCOMPARE(rows.size(), 6u);
    }

    void revealingOpensTheAncestors() {
        Rows rows(buildTrace(sixSpans()));
        rows.collapseToLevel(0);
        rows.reveal(3);
        QVERIFY(rows.indexOf(3) != VisibleRows::NoIndex);
    }

    void focusShowsOneSubtreeFromItsOwnLevel() {
        Rows rows(buildTrace(sixSpans()));
        rows.setFocus(1);
        QCOMPARE(rows.lines(), (QStringList{u"b"_s, u"  c"_s, u"  d"_s}));
        rows.reveal(5);
        QCOMPARE(rows.focus(), NoNode);
        QCOMPARE(rows.size(), 6u);
    }

    void onlyMatchesKeepTheirAncestors() {
        Rows rows(buildTrace(sixSpans()));
        rows.setCollapsed(0, true);
        rows.setOnly(std::vector<std::uint32_t>{3});
        QCOMPARE(rows.lines(), (QStringList{u"a +"_s, u"  b"_s, u"    d"_s}));
        rows.setOnly(std::vector<std::uint32_t>{});
        QCOMPARE(rows.size(), 0u);
        rows.setOnly(std::nullopt);
        QCOMPARE(rows.lines(), (QStringList{u"a +"_s, u"f"_s}));
    }

    void collapsedRowsAndFocusSurviveAGrowingTrace() {
        std::vector<TreeSpan> spans = sixSpans();
        Rows rows(buildTrace(spans));
        rows.setCollapsed(1, true);
        spans.push_back({7, 0, 50, 60, "early"});
        spans.push_back({8, 2, 140, 145, "late"});
        rows.replace(buildTrace(spans));
        QCOMPARE(rows.lines(), (QStringList{u"early"_s, u"a"_s, u"  b +"_s, u"  e"_s, u"f"_s}));
        rows.setFocus(2);
        spans.push_back({9, 0, 40, 41, "earlier"});
        rows.replace(buildTrace(spans));
        QCOMPARE(rows.lines(), (QStringList{u"b"_s, u"  c"_s, u"  d"_s, u"  late"_s}));
    }

    void anotherTraceStartsAfresh() {
        Rows rows(buildTrace(sixSpans()));
        rows.setCollapsed(1, true);
        TraceBuilder other({1, 2});
        for (const TreeSpan& s : sixSpans())
            other.add(s.record(0, static_cast<std::uint32_t>(s.id) - 1));
        rows.replace(std::move(other).build());
        QCOMPARE(rows.size(), 6u);
    }

    void matchesAreWalkedAroundTheEnd() {
        SearchState search;
        search.setMatches(std::vector<std::uint32_t>{5, 2, 2, 9});
        QCOMPARE(search.count(), 3u);
        QCOMPARE(search.next(2, 1), 5u);
        QCOMPARE(search.next(9, 1), 2u);
        QCOMPARE(search.next(2, -1), 9u);
        QCOMPARE(search.next(NoNode, 1), 2u);
        QCOMPARE(search.next(7, -1), 5u);
        QCOMPARE(search.placeOf(5), 2u);
        QCOMPARE(search.placeOf(6), 0u);
    }

    void noMatchLeadsNowhere() {
        SearchState search;
        QCOMPARE(search.next(1, 1), NoNode);
        search.setMatches(std::vector<std::uint32_t>());
        QVERIFY(search.isActive());
        QCOMPARE(search.next(1, -1), NoNode);
    }

    void errorsAreWalkedAroundTheEnd() {
        const TracePtr trace = buildTrace(sixSpans());
        QCOMPARE(nextError(*trace, 0, 1), 3u);
        QCOMPARE(nextError(*trace, 3, 1), 5u);
        QCOMPARE(nextError(*trace, 5, 1), 3u);
        QCOMPARE(nextError(*trace, 3, -1), 5u);
        QCOMPARE(nextError(*trace, NoNode, 1), 3u);
        QCOMPARE(nextError(*buildTrace({{1, 0, 1, 2, "fine"}}), 0, 1), NoNode);
    }

    void namesServicesAndTypesAreFoundInAnyCase() {
        const TracePtr trace = buildTrace({{1, 0, 1, 9, "GET /cart", "web"}, {2, 1, 2, 3, "query", "Cart-DB"},
            {3, 1, 4, 5, "x", "web", SpanKind::Internal, StatusCode::Unset, "CARTOGRAPHER"}, {4, 1, 6, 7, "y", "web"}});
        QCOMPARE(rowsNamed(*trace, u"cart"_s), (std::vector<std::uint32_t>{0, 1, 2}));
    }
};

QTEST_APPLESS_MAIN(TestVisibleRows)
#include "tst_visible_rows.moc"
