#include "tests/support/FakePolledFeed.h"
#include "tests/ui/panels/PanelBench.h"
#include "ui/common/Banner.h"
#include "ui/common/ElidedLabel.h"
#include "ui/common/Theme.h"
#include "ui/traces/TraceListPage.h"
#include "ui/traces/TraceTable.h"

#include <QApplication>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::test;
using namespace std::chrono_literals;

namespace {

/// The list of a table that has to be asked for news.
struct PolledBench : PanelBench {
    FakePolledFeed feed;
    std::unique_ptr<TraceListPage> page;

    explicit PolledBench(int traces = 50) {
        fill(traces);
        page = std::make_unique<TraceListPage>(
            TracePlace{.id = u"table"_s, .title = u"main.agents on acme"_s, .source = list, .feed = feed}, settings);
        page->resize(1200, 700);
        page->setPlaceInView(true);
        page->show();
        QTRY_VERIFY(page->isSettled());
    }
    template <class T> T* find(const QString& name) const {
        T* found = page->findChild<T*>(name);
        Q_ASSERT(found);
        return found;
    }
    TraceTable* table() const { return find<TraceTable>(u"traceTable"_s); }
    bool isChecked(const QString& button) const { return find<QToolButton>(button)->isChecked(); }
    QString cell(int row, int column = 0) const { return table()->model()->index(row, column).data().toString(); }
    void key(Qt::Key key) const {
        table()->setFocus();
        QTest::keyClick(table(), key);
    }
    void arrive(const QString& name) {
        list.add(name, u"assistant"_s, UnixNanos::now(), Nanos{5'000'000});
        feed.answer(1, 1);
    }
};

} // namespace

class TestTraceListPolled : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, ThemeChoice::Light); }

    void nothingIsAskedUntilFollowIsChosen() {
        PolledBench p;
        QVERIFY(!p.feed.state().on);
        QVERIFY(p.isChecked(u"holdButton"_s));
        QVERIFY(!p.isChecked(u"followButton"_s));
    }

    void followAsksAndHoldStopsByKey() {
        PolledBench p;
        p.key(Qt::Key_F);
        QVERIFY(p.feed.state().on);
        QVERIFY(p.isChecked(u"followButton"_s) && !p.isChecked(u"holdButton"_s));
        p.key(Qt::Key_H);
        QVERIFY(!p.feed.state().on);
        QVERIFY(p.isChecked(u"holdButton"_s) && !p.isChecked(u"followButton"_s));
    }

    void aPlaceThatIsNotSeenIsNotAsked() {
        PolledBench p;
        p.key(Qt::Key_F);
        p.page->setPlaceInView(false);
        QVERIFY(!p.feed.state().on);
        p.page->setPlaceInView(true);
        QVERIFY(p.feed.state().on);
    }

    void aHeldListStaysHeldWhenItIsShownAgain() {
        PolledBench p;
        p.page->setPlaceInView(false);
        p.page->setPlaceInView(true);
        QVERIFY(!p.feed.state().on);
    }

    void behindATraceTheListIsReadOnlyOnceItIsShownAgain() {
        PolledBench p;
        p.key(Qt::Key_F);
        p.page->hide();
        QVERIFY(p.feed.state().on);
        p.list.asked.clear();
        p.arrive(u"brand new"_s);
        QVERIFY(p.page->isSettled());
        QCOMPARE(p.list.asked, QStringList());
        p.page->show();
        QTRY_COMPARE(p.cell(0), u"brand new"_s);
    }

    void holdPressedAgainStaysOnHold() {
        PolledBench p;
        p.key(Qt::Key_H);
        QVERIFY(!p.feed.state().on);
        QVERIFY(p.isChecked(u"holdButton"_s) && !p.isChecked(u"followButton"_s));
    }

    void newTracesComeOnTop() {
        PolledBench p;
        p.key(Qt::Key_F);
        p.arrive(u"brand new"_s);
        QTRY_COMPARE(p.cell(0), u"brand new"_s);
    }

    void scrollAndSelectionStayAsTracesCome() {
        PolledBench p(2'000);
        p.table()->verticalScrollBar()->setValue(500 * 28 + 10);
        QTRY_VERIFY(p.page->isSettled());
        const int first = p.table()->rowAt(0);
        const int offset = p.table()->rowViewportPosition(first);
        QTest::mouseClick(p.table()->viewport(), Qt::LeftButton, {}, QPoint(40, offset + 5 * 28 + 4));
        const QString spans = p.cell(first + 5, TraceListModel::Spans);
        p.key(Qt::Key_F);
        QCOMPARE(p.table()->rowAt(0), first);
        p.arrive(u"n1"_s);
        QTRY_COMPARE(p.table()->model()->rowCount(), 2'001);
        QTRY_VERIFY(p.page->isSettled());
        QCOMPARE(p.table()->rowAt(0), first + 1);
        QCOMPARE(p.table()->rowViewportPosition(first + 1), offset);
        QCOMPARE(p.table()->selectionModel()->selectedRows().value(0).row(), first + 6);
        QCOMPARE(p.cell(first + 6, TraceListModel::Spans), spans);
        QVERIFY(p.feed.state().on);
    }

    void everyOrderCanBeFollowed() {
        PolledBench p;
        p.table()->sortByColumn(TraceListModel::Duration, Qt::DescendingOrder);
        QTRY_VERIFY(p.page->isSettled());
        p.key(Qt::Key_F);
        QVERIFY(p.feed.state().on);
    }

    void whatAnAnswerCostsIsShown() {
        PolledBench p;
        p.key(Qt::Key_F);
        p.feed.answer(1'204, 3);
        QVERIFY(p.find<ElidedLabel>(u"pollWords"_s)->text().contains(u"counted 1,204 spans, 3 new"_s));
        QVERIFY(p.find<QToolButton>(u"pollInterval"_s)->toolTip().contains(u"01ef-4711"_s));
    }

    void aProblemIsShownAndCanBeTriedAgain() {
        PolledBench p;
        p.key(Qt::Key_F);
        p.feed.fail({ErrorCode::Offline, u"The workspace cannot be reached."_s, u"Check the network."_s}, 20s);
        auto* banner = p.find<Banner>(u"pollProblem"_s);
        QVERIFY(banner->isVisible());
        QCOMPARE(banner->message(), u"The workspace cannot be reached."_s);
        QTest::mouseClick(banner->findChild<QPushButton*>(u"bannerAction"_s), Qt::LeftButton);
        QCOMPARE(p.feed.asked, 1);
        p.feed.answer(1, 0);
        QVERIFY(!banner->isVisible());
    }

    void theIntervalIsChosenAndKept() {
        PolledBench p;
        QMenu* menu = p.find<QToolButton>(u"pollInterval"_s)->menu();
        menu->actions().at(3)->trigger();
        QCOMPARE(p.feed.state().interval, std::chrono::milliseconds(1min));
        QCOMPARE(p.find<QToolButton>(u"pollInterval"_s)->text(), u"Every 1 min"_s);
        p.page->savePlaceState(p.settings);
        p.feed.setInterval(10s);
        p.page->restorePlaceState(p.settings);
        QCOMPARE(p.feed.state().interval, std::chrono::milliseconds(1min));
    }

    void theMenuMarksTheIntervalInForce() {
        PolledBench p;
        QMenu* menu = p.find<QToolButton>(u"pollInterval"_s)->menu();
        Q_EMIT menu->aboutToShow();
        QVERIFY(menu->actions().at(1)->isChecked());
    }

    void aListThatHearsOfNewsItselfHasNoSuchLine() {
        PanelBench p;
        TraceListPage page(p.place(), p.settings);
        QVERIFY(!page.findChild<QWidget*>(u"pollLine"_s));
    }
};

QTEST_MAIN(TestTraceListPolled)
#include "tst_trace_list_polled.moc"
