#include "tests/ui/panels/ListPageBench.h"
#include "ui/common/Banner.h"
#include "ui/common/Theme.h"
#include "ui/traces/SavedFiltersButton.h"
#include "ui/traces/TimeRangeDialog.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QCompleter>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::literals;
using namespace spanglass::test;

class TestTraceListPage : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, ThemeChoice::Light); }

    void countsTellTracesAndSpans() {
        ListPageBench p(100);
        QVERIFY2(p.counts().startsWith(u"100 traces · "_s), qPrintable(p.counts()));
    }

    void slashGoesToTheFilterAndEnterAppliesIt() {
        ListPageBench p(90);
        p.table()->setFocus();
        QTest::keyClick(p.table(), Qt::Key_Slash);
        QVERIFY(p.filter()->hasFocus());
        QTest::keyClicks(p.filter(), u"status = error"_s);
        QTest::keyClick(p.filter(), Qt::Key_Return);
        QTRY_VERIFY2(p.counts().endsWith(u"match"_s) && p.counts().startsWith(u"10 traces"_s), qPrintable(p.counts()));
    }

    void whatAFilterHidesIsNoLongerSelected() {
        ListPageBench p(90);
        p.click(0);
        QCOMPARE(p.find<QLabel>(u"selectedCount"_s)->text(), u"1 selected"_s);
        p.page->setFilterText(u"status = error"_s);
        QTRY_COMPARE(p.table()->model()->rowCount(), 10);
        QVERIFY(p.find<QLabel>(u"selectedCount"_s)->text().isEmpty());
    }

    void recentFiltersAreThoseThatWereEnteredNotThoseOnTheWay() {
        ListPageBench p(90);
        p.filter()->setFocus();
        QTest::keyClicks(p.filter(), u"err"_s);
        QTRY_VERIFY(p.counts().endsWith(u"match"_s)); // applied as typing paused
        QTest::keyClicks(p.filter(), u"or"_s);
        QTest::keyClick(p.filter(), Qt::Key_Return);
        QCOMPARE(p.settings.value("filters/recent"_L1).toStringList(), QStringList{u"error"_s});
    }

    void anEmptiedFilterOffersNothing() {
        ListPageBench p(10);
        p.filter()->setFocus();
        QTest::keyClicks(p.filter(), u"se"_s);
        auto* popup = p.page->findChild<QCompleter*>()->popup();
        QTRY_VERIFY(popup->isVisible());
        QTest::keyClick(p.filter(), Qt::Key_Backspace);
        QTest::keyClick(p.filter(), Qt::Key_Backspace);
        QVERIFY(!popup->isVisible());
    }

    void escClearsTheFilter() {
        ListPageBench p(90);
        p.page->setFilterText(u"status = error"_s);
        QTRY_COMPARE(p.table()->model()->rowCount(), 10);
        p.filter()->setFocus();
        QTest::keyClick(p.filter(), Qt::Key_Escape);
        QTRY_COMPARE(p.table()->model()->rowCount(), 90);
        QVERIFY(p.filter()->text().isEmpty());
    }

    void aFilterThatCannotBeReadIsExplainedAndKeepsTheRows() {
        ListPageBench p(90);
        p.page->setFilterText(u"duration > 2x"_s);
        QVERIFY(p.shown<QLabel>(u"filterProblem"_s));
        QCOMPARE(p.table()->model()->rowCount(), 90);
        p.page->setFilterText({});
        QVERIFY(!p.shown<QLabel>(u"filterProblem"_s));
    }

    void typingOffersCompletionsAndEnterTakesOne() {
        ListPageBench p(10);
        p.filter()->setFocus();
        QTest::keyClicks(p.filter(), u"serv"_s);
        auto* popup = p.page->findChild<QCompleter*>()->popup();
        QTRY_VERIFY(popup->isVisible());
        QTest::keyClick(popup, Qt::Key_Down);
        QTest::keyClick(popup, Qt::Key_Return);
        QTRY_COMPARE(p.filter()->text(), u"service "_s);
    }

    void enterOpensTheCurrentTrace() {
        ListPageBench p(10);
        QSignalSpy opened(p.page.get(), &TraceListPage::traceOpened);
        p.click(2);
        QTest::keyClick(p.table(), Qt::Key_Return);
        QCOMPARE(opened.size(), 1);
        QCOMPARE(opened[0][1].toString(), p.cell(2));
        QCOMPARE(opened[0][2].toBool(), false);
    }

    void ctrlEnterOpensBehind() {
        ListPageBench p(10);
        QSignalSpy opened(p.page.get(), &TraceListPage::traceOpened);
        p.click(2);
        QTest::keyClick(p.table(), Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(opened.size(), 1);
        QCOMPARE(opened[0][2].toBool(), true);
    }

    void deleteAsksWithTheCountAndThenDeletes() {
        ListPageBench p(10);
        p.click(1);
        p.click(3, Qt::ShiftModifier);
        QTest::keyClick(p.table(), Qt::Key_Delete);
        auto* box = p.page->findChild<QMessageBox*>(u"confirmDelete"_s);
        QVERIFY(box);
        QVERIFY(box->text().contains(u"3 traces"_s));
        QVERIFY(box->informativeText().contains(u"cannot be undone"_s));
        QVERIFY(p.store.deleted.empty());
        for (QAbstractButton* button : box->buttons()) {
            if (box->buttonRole(button) == QMessageBox::DestructiveRole)
                QTest::mouseClick(button, Qt::LeftButton);
        }
        QTRY_COMPARE(p.store.deleted.size(), 3u);
        QTRY_COMPARE(p.table()->model()->rowCount(), 7);
        QTRY_COMPARE(p.selected(), 0);
    }

    void aLongDeletionShowsItselfAndCanBeStopped() {
        ListPageBench p(10);
        p.store.deleting = std::make_shared<QPromise<Result<std::uint64_t>>>();
        p.store.deleting->start();
        p.click(1);
        QTest::keyClick(p.table(), Qt::Key_Delete);
        auto* box = p.page->findChild<QMessageBox*>(u"confirmDelete"_s);
        for (QAbstractButton* button : box->buttons()) {
            if (box->buttonRole(button) == QMessageBox::DestructiveRole)
                QTest::mouseClick(button, Qt::LeftButton);
        }
        QTRY_VERIFY(p.shown<QToolButton>(u"activityCancel"_s));
        QVERIFY(!p.find<QToolButton>(u"deleteButton"_s)->isEnabled());
        QTest::mouseClick(p.shown<QToolButton>(u"activityCancel"_s), Qt::LeftButton);
        QVERIFY(p.store.deleting->isCanceled());
        p.store.deleting->finish();
        QTRY_VERIFY(!p.shown<QToolButton>(u"activityCancel"_s));
        QTRY_VERIFY(p.find<QToolButton>(u"deleteButton"_s)->isEnabled());
    }

    void cancelKeepsTheTraces() {
        ListPageBench p(10);
        p.click(1);
        QTest::keyClick(p.table(), Qt::Key_Delete);
        auto* box = p.page->findChild<QMessageBox*>(u"confirmDelete"_s);
        QTest::keyClick(box, Qt::Key_Escape);
        QTRY_VERIFY(!p.page->findChild<QMessageBox*>(u"confirmDelete"_s));
        QVERIFY(p.store.deleted.empty());
    }

    void ctrlCCopiesTheTraceIds() {
        ListPageBench p(10);
        p.click(0);
        QTest::keyClick(p.table(), Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QApplication::clipboard()->text(), p.list.rows.back().id.text());
    }

    void ctrlASelectsEveryTrace() {
        ListPageBench p(2'000);
        p.table()->setFocus();
        QTest::keyClick(p.table(), Qt::Key_A, Qt::ControlModifier);
        QTRY_COMPARE(p.find<QLabel>(u"selectedCount"_s)->text(), u"2,000 selected"_s);
    }

    void clickingAHeaderSortsAtTheSource() {
        ListPageBench p(90);
        auto* header = p.table()->horizontalHeader();
        const QPoint at(header->sectionViewportPosition(TraceListModel::Spans) + 20, header->height() / 2);
        QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, at);
        QTRY_VERIFY(p.page->isSettled());
        QVERIFY(p.cell(0, TraceListModel::Spans).toInt() <= p.cell(1, TraceListModel::Spans).toInt());
    }

    void aFilterWithoutMatchOffersToClearIt() {
        ListPageBench p(20);
        p.list.matches = [](const TraceSummary&) { return false; };
        p.page->setFilterText(u"service = nobody"_s);
        QTRY_VERIFY(p.shown<QPushButton>(u"emptyClearFilter"_s));
        QTest::mouseClick(p.find<QPushButton>(u"emptyClearFilter"_s), Qt::LeftButton);
        QTRY_COMPARE(p.table()->model()->rowCount(), 20);
    }

    void aFailureShowsItsRemedyAndRetries() {
        ListPageBench p(20);
        p.list.fault = Error{ErrorCode::Damaged, u"The index is damaged."_s, u"Restart the program."_s};
        p.store.commit({});
        auto* banner = p.find<Banner>(u"banner"_s);
        QTRY_VERIFY(banner->isVisibleTo(p.page.get()));
        QCOMPARE(banner->remedy(), u"Restart the program."_s);
        p.list.fault.reset();
        QTest::mouseClick(p.find<QPushButton>(u"bannerAction"_s), Qt::LeftButton);
        QTRY_VERIFY(!banner->isVisibleTo(p.page.get()));
    }

    void exportHandsOverWhatIsSelected() {
        ListPageBench p(10);
        p.click(2);
        QSignalSpy wanted(p.page.get(), &TraceListPage::exportRequested);
        QTest::keyClick(p.table(), Qt::Key_E, Qt::ControlModifier);
        QCOMPARE(wanted.size(), 1);
        QCOMPARE(wanted[0][0].value<std::vector<TraceId>>(), std::vector{p.list.rows[7].id});
    }

    void replayHandsOverWhatIsSelected() {
        ListPageBench p(10);
        p.click(2);
        QSignalSpy wanted(p.page.get(), &TraceListPage::replayRequested);
        QTest::keyClick(p.table(), Qt::Key_R);
        QCOMPARE(wanted.size(), 1);
        QCOMPARE(wanted[0][0].value<ReplaySelection>().traces, std::vector{p.list.rows[7].id});
    }

    void theWayOfTheSelectedTraceIsAskedFor() {
        ListPageBench p(10);
        QVERIFY(!p.page->findChild<QAction*>(u"wayOfTrace"_s)->isEnabled());
        p.click(2);
        QSignalSpy wanted(p.page.get(), &TraceListPage::wayRequested);
        QTest::keyClick(p.table(), Qt::Key_W);
        QCOMPARE(wanted.size(), 1);
        QCOMPARE(wanted[0][0].value<TraceId>(), p.list.rows[7].id);
    }

    void replayOfNothingSelectedIsOfWhatIsListed() {
        ListPageBench p(10);
        p.page->setFilterText(u"status = error"_s);
        QTRY_VERIFY(p.page->isSettled());
        QSignalSpy wanted(p.page.get(), &TraceListPage::replayRequested);
        p.find<QToolButton>(u"replayButton"_s)->click();
        QCOMPARE(wanted.size(), 1);
        QCOMPARE(wanted[0][0].value<ReplaySelection>().filter, u"status = error"_s);
        QVERIFY(wanted[0][0].value<ReplaySelection>().traces.empty());
    }

    void aTimeRangeIsAskedOfTheSource() {
        ListPageBench p(500);
        auto* button = p.find<QToolButton>(u"timeButton"_s);
        Q_EMIT button->menu()->aboutToShow();
        button->menu()->actions().at(0)->trigger();
        QCOMPARE(button->text(), u"Last 5 min"_s);
        QTRY_COMPARE(p.table()->model()->rowCount(), 41);
    }

    void aRangeThatEndsBeforeItBeginsIsNotTaken() {
        TimeRangeDialog dialog({UnixNanos{2'000'000'000'000'000'000}, UnixNanos{1'000'000'000'000'000'000}});
        QVERIFY(!dialog.findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Ok)->isEnabled());
    }

    void aSavedFilterCanBeDeletedAndTheDeletionTakenBack() {
        ListPageBench p(10);
        SavedFilters kept(p.settings);
        kept.add(u"broken"_s, u"status = error"_s);
        SavedFiltersButton button(kept);
        const auto entry = [&](const QString& text) -> QAction* {
            Q_EMIT button.menu()->aboutToShow();
            for (QAction* action : button.menu()->findChildren<QAction*>()) {
                if (action->text() == text)
                    return action;
            }
            return nullptr;
        };
        QVERIFY(entry(u"Delete"_s));
        entry(u"Delete"_s)->trigger();
        QVERIFY(kept.entries().empty());
        QVERIFY(!entry(u"Delete"_s));
        entry(u"Undo the last change"_s)->trigger();
        QCOMPARE(kept.entries().size(), 1u);
    }

    void theContextMenuFiltersForTheService() {
        ListPageBench p(20);
        p.page->setFilterText(u"status = error"_s);
        QTRY_VERIFY(p.page->isSettled());
        Q_EMIT p.table()->customContextMenuRequested(p.table()->visualRect(p.table()->model()->index(0, 0)).center());
        auto* menu = p.page->findChild<QMenu*>(u"traceMenu"_s);
        QVERIFY(menu);
        for (QAction* action : menu->actions()) {
            if (action->text().contains(u"service"_s)) {
                action->trigger();
                break;
            }
        }
        menu->close();
        QVERIFY2(p.filter()->text().startsWith(u"status = error AND service = "_s), qPrintable(p.filter()->text()));
    }

    void filterTimeAndOrderComeBackWithTheStore() {
        ListPageBench p(90);
        p.page->setFilterText(u"status = error"_s);
        p.table()->sortByColumn(TraceListModel::Duration, Qt::AscendingOrder);
        p.page->savePlaceState(p.settings);
        ListPageBench again(90);
        again.page->restorePlaceState(p.settings);
        QCOMPARE(again.filter()->text(), u"status = error"_s);
        QTRY_COMPARE(again.table()->model()->rowCount(), 10);
        QCOMPARE(again.table()->horizontalHeader()->sortIndicatorSection(), int(TraceListModel::Duration));
        QCOMPARE(again.table()->horizontalHeader()->sortIndicatorOrder(), Qt::AscendingOrder);
    }

    void aStoreSeenForTheFirstTimeShowsTheNewestFirst() {
        ListPageBench p(90);
        p.table()->sortByColumn(TraceListModel::Duration, Qt::AscendingOrder);
        p.page->saveState(p.settings);
        ListPageBench again(90);
        again.page->restoreState(p.settings);
        again.page->restorePlaceState(p.settings);
        QCOMPARE(again.table()->horizontalHeader()->sortIndicatorSection(), int(TraceListModel::Start));
    }
};

QTEST_MAIN(TestTraceListPage)
#include "tst_trace_list_page.moc"
