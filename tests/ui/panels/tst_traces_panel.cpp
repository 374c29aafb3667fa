#include "models/workspace/PlaceStanding.h"
#include "tests/support/FakeKeeper.h"
#include "tests/support/FakePolledFeed.h"
#include "tests/support/FakeWorkspace.h"
#include "tests/ui/panels/PanelBench.h"
#include "ui/common/Banner.h"
#include "ui/common/Theme.h"
#include "ui/timeline/ComparisonView.h"
#include "ui/timeline/TraceView.h"
#include "ui/traces/TracesPanel.h"

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QMenu>
#include <QSignalSpy>
#include <QTabBar>
#include <QTabWidget>
#include <QTableView>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::test;

namespace {

struct Bench : PanelBench {
    FakeTraceList tables; ///< of a workspace
    FakeStore feed;
    FakeKeeper keeper;
    std::unique_ptr<TracesPanel> panel;

    Bench() {
        fill(20);
        open();
    }
    void open() {
        panel = std::make_unique<TracesPanel>(place(), settings);
        panel->resize(1200, 700);
        panel->show();
        QTRY_VERIFY(panel->isSettled());
    }
    void openWorkspace() {
        tables.add(u"remote.agent"_s, u"agents"_s, UnixNanos::now(), Nanos{5'000'000}, 3, 0);
        panel->addPlace({u"acme"_s, u"main.agents on acme"_s, tables, feed, nullptr, nullptr, &keeper, true});
        QTRY_VERIFY(panel->isSettled());
    }
    template <class T> T shown(const QString& name) const {
        for (T child : panel->findChildren<T>(name)) {
            if (child->isVisible())
                return child;
        }
        return nullptr;
    }
    /// What the menu of places offers, with "-" between its parts.
    QStringList menu() const {
        auto* menu = panel->findChild<QMenu*>(u"placeMenu"_s);
        Q_EMIT menu->aboutToShow();
        QStringList out;
        for (const QAction* each : menu->actions()) {
            if (each->isVisible())
                out << (each->isSeparator() ? u"-"_s : each->text());
        }
        return out;
    }
    QAction* entry(const QString& text) const {
        for (QAction* each : panel->findChild<QMenu*>(u"placeMenu"_s)->actions()) {
            if (each->text() == text && !each->isSeparator())
                return each;
        }
        return nullptr;
    }
    QTabWidget* tabs() const { return panel->findChild<QTabWidget*>(u"traceTabs"_s); }
    QTableView* table() const { return panel->findChild<QTableView*>(u"traceTable"_s); }
    TraceView* view(int tab) const { return qobject_cast<TraceView*>(tabs()->widget(tab)); }
    TraceId trace(int row) const { return table()->model()->index(row, 0).data(Qt::UserRole + 1).value<TraceId>(); }
    void press(int row, Qt::KeyboardModifiers keys = {}) {
        table()->setFocus();
        table()->setCurrentIndex(table()->model()->index(row, 0));
        QTest::keyClick(table(), Qt::Key_Return, keys);
    }
};

} // namespace

class TestTracesPanel : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, ThemeChoice::Light); }

    void theListIsTheFirstTabAndStays() {
        Bench b;
        QCOMPARE(b.tabs()->count(), 1);
        QTest::keyClick(b.panel.get(), Qt::Key_W, Qt::ControlModifier);
        QCOMPARE(b.tabs()->count(), 1);
        QVERIFY(!b.tabs()->tabBar()->tabButton(0, QTabBar::RightSide));
    }

    void openPlacesAreOfferedForComparingUntilTheyAreClosed() {
        Bench b;
        b.openWorkspace();
        b.panel->showPlace(u"local"_s);
        b.panel->openTrace(b.trace(0));
        auto* view = qobject_cast<TraceView*>(b.shown<QTabWidget*>(u"traceTabs"_s)->widget(1));
        auto* places = view->findChild<QComboBox*>(u"comparedPlace"_s);
        view->comparison().begin();
        QCOMPARE(places->count(), 1);
        QCOMPARE(places->itemText(0), u"main.agents on acme"_s);
        b.panel->removePlace(u"acme"_s);
        QCOMPARE(places->count(), 0);
    }

    void theKeysAreForTheListAtFirst() {
        Bench b;
        b.panel->setFocus();
        QVERIFY(b.table()->hasFocus());
    }

    void theKeysAreForTheTraceThatIsShown() {
        Bench b;
        b.panel->openTrace(b.trace(2));
        b.table()->setFocus();
        b.panel->setFocus();
        QVERIFY(b.view(1)->isAncestorOf(QApplication::focusWidget()) || b.view(1)->hasFocus());
    }

    void enterOpensATraceInItsOwnTab() {
        Bench b;
        const TraceId trace = b.trace(2);
        b.press(2);
        QCOMPARE(b.tabs()->count(), 2);
        QCOMPARE(b.tabs()->currentIndex(), 1);
        QCOMPARE(b.view(1)->traceId(), trace);
        QCOMPARE(b.tabs()->tabText(1), b.table()->model()->index(2, 0).data().toString());
    }

    void openingItAgainGoesToItsTab() {
        Bench b;
        const TraceId trace = b.trace(2);
        b.panel->openTrace(trace);
        b.panel->openTrace(b.trace(3));
        b.panel->openTrace(trace);
        QCOMPARE(b.tabs()->count(), 3);
        QCOMPARE(b.tabs()->currentIndex(), 1);
    }

    void ctrlEnterOpensBehindAndReadsWhenLookedAt() {
        Bench b;
        const TraceId trace = b.trace(1);
        b.press(1, Qt::ControlModifier);
        QCOMPARE(b.tabs()->count(), 2);
        QCOMPARE(b.tabs()->currentIndex(), 0);
        QVERIFY(!b.view(1)->traceId().isValid());
        b.tabs()->setCurrentIndex(1);
        QCOMPARE(b.view(1)->traceId(), trace);
    }

    void aClosedTraceComesBack() {
        Bench b;
        const TraceId trace = b.trace(2);
        b.panel->openTrace(trace);
        QTest::keyClick(b.tabs(), Qt::Key_W, Qt::ControlModifier);
        QCOMPARE(b.tabs()->count(), 1);
        QTest::keyClick(b.tabs(), Qt::Key_T, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(b.tabs()->count(), 2);
        QCOMPARE(b.view(1)->traceId(), trace);
    }

    void aLinkOpensTheOtherTrace() {
        Bench b;
        b.panel->openTrace(b.trace(2));
        Q_EMIT b.view(1)->traceRequested(b.trace(5), SpanId{7});
        QCOMPARE(b.tabs()->count(), 3);
        QCOMPARE(b.view(2)->traceId(), b.trace(5));
    }

    void leavingATraceGoesBackToTheList() {
        Bench b;
        b.panel->openTrace(b.trace(2));
        Q_EMIT b.view(1)->leaveRequested();
        QCOMPARE(b.tabs()->currentIndex(), 0);
    }

    void openTracesComeBackAfterARestart() {
        Bench b;
        const TraceId trace = b.trace(2);
        b.press(2);
        const QString title = b.tabs()->tabText(1);
        b.panel->saveStoreState(b.settings);
        b.open();
        b.panel->restoreStoreState(b.settings);
        QCOMPARE(b.tabs()->count(), 2);
        QCOMPARE(b.tabs()->tabText(1), title);
        b.tabs()->setCurrentIndex(1);
        QCOMPARE(b.view(1)->traceId(), trace);
    }

    void aWorkspaceIsShownInPlaceOfTheStoreAndBack() {
        Bench b;
        b.openWorkspace();
        QCOMPARE(b.shown<QToolButton*>(u"placeButton"_s)->text(), u"main.agents on acme"_s);
        QCOMPARE(b.shown<QTableView*>(u"traceTable"_s)->model()->rowCount(), 1);
        QVERIFY(b.panel->showPlace(u"local"_s));
        QCOMPARE(b.shown<QToolButton*>(u"placeButton"_s)->text(), u"Local store"_s);
        QCOMPARE(b.shown<QTableView*>(u"traceTable"_s)->model()->rowCount(), 20);
    }

    void aFollowedPlaceIsAskedWhileATraceOfItIsInViewAndNoLonger() {
        FakePolledFeed polled;
        Bench b;
        b.tables.add(u"remote.agent"_s, u"agents"_s, UnixNanos::now(), Nanos{5'000'000}, 3, 0);
        b.panel->addPlace({.id = u"acme"_s, .title = u"main.agents on acme"_s, .source = b.tables, .feed = polled});
        QTRY_VERIFY(b.panel->isSettled());
        const TraceId trace = b.tables.rows.front().id;
        b.panel->openTrace(trace);
        QVERIFY(!polled.state().on);
        const auto follow = [&] {
            for (auto* each : b.shown<QTabWidget*>(u"traceTabs"_s)->currentWidget()->findChildren<QToolButton*>()) {
                if (each->defaultAction() && each->defaultAction()->objectName() == u"follow"_s)
                    return each;
            }
            return static_cast<QToolButton*>(nullptr);
        };
        QVERIFY(follow());
        QTest::mouseClick(follow(), Qt::LeftButton);
        QVERIFY(polled.state().on);
        QCOMPARE(polled.watched(), trace);
        b.panel->showPlace(u"local"_s);
        QVERIFY(!polled.state().on);
        QVERIFY(!polled.watched().isValid());
        b.panel->showPlace(u"acme"_s);
        QVERIFY(polled.state().on);
        QTest::mouseClick(follow(), Qt::LeftButton);
        QVERIFY(!polled.state().on);
    }

    void whatWasOpenEarlierIsOfferedAgainAndCanBeForgotten() {
        Bench b;
        b.panel->setRecentPlaces({{u"acme"_s, u"main.agents on acme"_s}, {u"lab"_s, u"R&D on lab"_s}});
        QCOMPARE(b.menu(),
            (QStringList{u"Local store"_s, u"-"_s, u"Open again:"_s, u"main.agents on acme"_s, u"R&&D on lab"_s,
                u"Forget"_s, u"-"_s, u"Open a workspace…"_s}));
        QSignalSpy reopened(b.panel.get(), &TracesPanel::reopenRequested);
        QSignalSpy forgotten(b.panel.get(), &TracesPanel::forgetRequested);
        b.entry(u"R&&D on lab"_s)->trigger();
        b.panel->findChild<QMenu*>(u"placeForget"_s)->actions().at(0)->trigger();
        QCOMPARE(reopened.value(0).value(0).toString(), u"lab"_s);
        QCOMPARE(forgotten.value(0).value(0).toString(), u"acme"_s);
    }

    void anOpenPlaceIsNotOfferedTwice() {
        Bench b;
        b.openWorkspace();
        b.panel->setRecentPlaces({{u"acme"_s, u"main.agents on acme"_s}});
        QCOMPARE(b.menu().count(u"main.agents on acme"_s), 1);
        QVERIFY(!b.menu().contains(u"Forget"_s));
    }

    void howThePlaceStandsIsAskedOnceItsMenuIsOpened() {
        Bench b;
        FakeWorkspace workspace;
        workspace.warehouseStates.ready = warehouse(u"w2"_s, WarehouseState::Stopped);
        b.panel->addPlace({.id = u"acme"_s, .title = u"main.agents on acme"_s, .source = b.tables, .feed = b.feed},
            std::make_unique<PlaceStanding>(workspace,
                WorkspaceRequest{.connectionId = u"acme"_s, .warehouseId = u"w2"_s, .warehouseName = u"Small"_s}));
        QCOMPARE(workspace.reports.asked, QStringList());
        b.menu();
        QTRY_VERIFY(b.shown<QToolButton*>(u"placeButton"_s)->toolTip().contains(u"Signed in as ada@acme.example"_s));
        auto* menu = b.panel->findChild<QMenu*>(u"placeMenu"_s);
        const auto* line = menu->findChild<QAction*>(u"placeWarehouse"_s);
        QTRY_COMPARE(line->text(), u"SQL warehouse Small: Stopped. What is read next starts it"_s);
        QVERIFY(!line->isEnabled());
        QVERIFY(!menu->findChild<QAction*>(u"placeSignIn"_s)->isVisible());
        menu->findChild<QAction*>(u"placeStart"_s)->trigger();
        QCOMPARE(workspace.starts.asked, QStringList{u"w2"_s});
        workspace.starts.tell(u"Starting, 12 s"_s);
        QTRY_COMPARE(line->text(), u"SQL warehouse Small: Starting, 12 s"_s);
        b.panel.reset();
    }

    void theKeysWorkOnceAnEmptyListIsClicked() {
        Bench b;
        b.panel->addPlace({.id = u"acme"_s, .title = u"main.agents on acme"_s, .source = b.tables, .feed = b.feed});
        QTRY_VERIFY(b.shown<QWidget*>(u"traceListEmpty"_s));
        QTest::mouseClick(b.shown<QWidget*>(u"traceListEmpty"_s), Qt::LeftButton, {}, QPoint(5, 5));
        QVERIFY(QApplication::focusWidget());
        b.tables.asked.clear();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_F5);
        QVERIFY(!b.tables.asked.isEmpty());
    }

    void whatIsChosenForSavingIsTold() {
        Bench b;
        QSignalSpy told(b.panel.get(), &TracesPanel::savableChanged);
        QSignalSpy asked(b.panel.get(), &TracesPanel::exportRequested);
        b.panel->tellSavable();
        QCOMPARE(told.last(), (QVariantList{u"Local store"_s, quint64(0), false}));
        b.table()->selectRow(3);
        QTRY_COMPARE(told.last(), (QVariantList{u"Local store"_s, quint64(1), false}));
        b.panel->saveChosen();
        QCOMPARE(asked.last()[0].value<std::vector<TraceId>>(), std::vector{b.trace(3)});
        b.panel->openTrace(b.trace(5));
        QCOMPARE(told.last(), (QVariantList{u"Local store"_s, quint64(1), true}));
        b.panel->saveChosen();
        QCOMPARE(asked.last()[0].value<std::vector<TraceId>>(), std::vector{b.trace(5)});
        b.panel->saveListed();
        QCOMPARE(asked.last()[0].value<std::vector<TraceId>>(), std::vector<TraceId>());
        b.openWorkspace();
        QCOMPARE(told.last(), (QVariantList{u"main.agents on acme"_s, quint64(0), false}));
    }

    void tracesOfAWorkspaceAreKeptAndNeverDeleted() {
        Bench b;
        b.openWorkspace();
        QVERIFY(!b.shown<QToolButton*>(u"deleteButton"_s));
        auto* table = b.shown<QTableView*>(u"traceTable"_s);
        table->selectRow(0);
        auto* keep = b.shown<QToolButton*>(u"keepButton"_s);
        QTRY_VERIFY(keep->isEnabled());
        QSignalSpy said(b.panel.get(), &Panel::statusMessage);
        QTest::mouseClick(keep, Qt::LeftButton);
        QTRY_COMPARE(said.size(), 1);
        QCOMPARE(said[0][0].toString(), u"1 trace kept in the local store"_s);
        QCOMPARE(b.keeper.kept.size(), 1u);
    }

    void aClosedWorkspaceComesBackAsItWasLeft() {
        Bench b;
        b.openWorkspace();
        const TraceId trace = b.tables.rows.front().id;
        b.panel->openTrace(trace);
        b.panel->removePlace(u"acme"_s);
        QVERIFY(!b.panel->showPlace(u"acme"_s));
        QCOMPARE(b.panel->currentPlace().id, u"local"_s);
        b.openWorkspace();
        QCOMPARE(b.shown<QTabWidget*>(u"traceTabs"_s)->count(), 2);
    }

    void theWindowsClosingKeepsHowAPlaceIsLeft() {
        Bench b;
        b.openWorkspace();
        b.panel->openTrace(b.tables.rows.front().id);
        b.settings.beginGroup(b.panel->panelId());
        b.panel->saveState(b.settings);
        b.settings.endGroup();
        b.open();
        b.openWorkspace();
        QCOMPARE(b.shown<QTabWidget*>(u"traceTabs"_s)->count(), 2);
    }

    void anOpenTraceIsKeptByItsKey() {
        Bench b;
        b.openWorkspace();
        const TraceId trace = b.tables.rows.front().id;
        b.panel->openTrace(trace);
        QSignalSpy said(b.panel.get(), &Panel::statusMessage);
        QTest::keyClick(b.shown<QTabWidget*>(u"traceTabs"_s)->currentWidget(), Qt::Key_K, Qt::ControlModifier);
        QTRY_COMPARE(said.size(), 1);
        QCOMPARE(b.keeper.kept, std::vector{trace});
    }

    void whatCannotBeKeptIsSaidBesideTheTrace() {
        Bench b;
        b.keeper.fault = Error{ErrorCode::LimitHit, u"Too large."_s, u"Export it."_s};
        b.openWorkspace();
        b.panel->openTrace(b.tables.rows.front().id);
        b.panel->findChildren<QAction*>(u"keepOpened"_s).last()->trigger();
        QTRY_VERIFY(b.shown<Banner*>(u"placeBanner"_s));
        QCOMPARE(b.shown<Banner*>(u"placeBanner"_s)->remedy(), u"Export it."_s);
    }

    void tracesOfTheStoreAreThereAlready() {
        Bench b;
        b.panel->openTrace(b.trace(2));
        QVERIFY(!b.panel->findChild<QAction*>(u"keepOpened"_s)->isEnabled());
    }

    void aPanelSettlesAndSaysSo() {
        Bench b;
        QSignalSpy settled(b.panel.get(), &Panel::settled);
        b.panel->openTrace(b.trace(2));
        QTRY_VERIFY(b.panel->isSettled());
        QTRY_VERIFY(settled.size() >= 1);
    }
};

QTEST_MAIN(TestTracesPanel)
#include "tst_traces_panel.moc"
