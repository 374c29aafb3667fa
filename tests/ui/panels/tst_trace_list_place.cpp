#include "models/workspace/PlaceStanding.h"
#include "services/core/TraceFiles.h"
#include "tests/support/FakeWorkspace.h"
#include "tests/ui/panels/PanelBench.h"
#include "ui/common/Banner.h"
#include "ui/common/Theme.h"
#include "ui/traces/ActivityBar.h"
#include "ui/traces/TraceListPage.h"
#include "ui/traces/TraceTable.h"

#include <QAction>
#include <QApplication>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::test;

namespace {

struct NoExport final : TraceExport {
    QFuture<Result<ExportReport>> exportTraces(std::vector<TraceId>, ExportFormat, QString) override {
        return answered<ExportReport>(ExportReport());
    }
};

/// The list of a workspace: bounded in time and rows, and slow where the test says so.
struct PlaceBench : PanelBench {
    FakeStore feed;
    std::unique_ptr<TraceListPage> page;

    explicit PlaceBench(int traces, bool waiting = false) {
        fill(traces);
        list.waiting = waiting;
        page = std::make_unique<TraceListPage>(TracePlace{.id = u"acme"_s,
                                                   .title = u"main.agents on acme"_s,
                                                   .source = list,
                                                   .feed = feed,
                                                   .wantsTimeRange = true,
                                                   .exporter = std::make_shared<NoExport>(),
                                                   .mostRows = 10},
            settings);
        page->resize(1200, 700);
        page->show();
        if (!waiting)
            QTRY_VERIFY(page->isSettled());
    }
    template <class T> T* shown(const QString& name) const {
        for (T* child : page->findChildren<T*>(name)) {
            if (child->isVisible())
                return child;
        }
        return nullptr;
    }
    QString counts() const { return shown<QLabel>(u"traceCounts"_s)->text(); }
    QStringList times() const {
        QMenu* menu = shown<QToolButton>(u"timeButton"_s)->menu();
        Q_EMIT menu->aboutToShow();
        QStringList out;
        for (const QAction* action : menu->actions())
            out << action->text();
        return out;
    }
};

} // namespace

class TestTraceListPlace : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, ThemeChoice::Light); }

    void aCutListSaysSo() {
        PlaceBench b(25);
        QCOMPARE(b.shown<TraceTable>(u"traceTable"_s)->model()->rowCount(), 10);
        QVERIFY2(b.counts().contains(u"only the first 10 are listed"_s), qPrintable(b.counts()));
        QVERIFY(b.counts().startsWith(u"25 traces"_s));
    }

    void aListThatIsNotCutSaysNothingOfIt() {
        PlaceBench b(10);
        QVERIFY(!b.counts().contains(u"only"_s));
    }

    void aBeginningIsAlwaysAsked() {
        PlaceBench b(5);
        QCOMPARE(b.shown<QToolButton>(u"timeButton"_s)->text(), u"Last 24 hours"_s);
        QVERIFY(!b.times().contains(u"All time"_s));
        QVERIFY(b.times().contains(u"Last 30 days"_s));
    }

    void allTimeOutOfTheSettingsIsNotTaken() {
        PlaceBench b(5);
        b.settings.setValue(u"time"_s, u"all"_s);
        b.page->restorePlaceState(b.settings);
        QCOMPARE(b.shown<QToolButton>(u"timeButton"_s)->text(), u"Last 24 hours"_s);
    }

    void anEmptyListOffersAsMuchAsMayBeAsked() {
        PlaceBench b(0);
        QTRY_VERIFY(b.shown<QPushButton>(u"emptyAllTime"_s));
        b.shown<QPushButton>(u"emptyAllTime"_s)->click();
        QTRY_COMPARE(b.shown<QToolButton>(u"timeButton"_s)->text(), u"Last 30 days"_s);
        QTRY_VERIFY(!b.shown<QPushButton>(u"emptyAllTime"_s));
    }

    void exportingNothingSaysWhatToDo() {
        PlaceBench b(5);
        QSignalSpy asked(b.page.get(), &TraceListPage::exportRequested);
        b.page->findChild<QAction*>(u"exportTraces"_s)->trigger();
        QCOMPARE(asked.size(), 0);
        QVERIFY(b.page->findChild<Banner*>()->remedy().contains(u"Ctrl+A"_s));
    }

    void whatIsSelectedIsExported() {
        PlaceBench b(5);
        QSignalSpy asked(b.page.get(), &TraceListPage::exportRequested);
        b.shown<TraceTable>(u"traceTable"_s)->selectAll();
        b.page->findChild<QAction*>(u"exportTraces"_s)->trigger();
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked[0][0].value<std::vector<TraceId>>().size(), std::size_t(5));
    }

    void savingWhatIsListedAsksForEachOfIt() {
        PlaceBench b(5);
        QSignalSpy asked(b.page.get(), &TraceListPage::exportRequested);
        b.page->saveListed();
        QTRY_COMPARE(asked.size(), 1);
        QCOMPARE(asked[0][0].value<std::vector<TraceId>>().size(), std::size_t(5));
    }

    void savingAnEmptyListSaysSo() {
        PlaceBench b(0);
        QSignalSpy asked(b.page.get(), &TraceListPage::exportRequested);
        b.page->saveListed();
        QVERIFY(b.page->findChild<Banner*>()->message().contains(u"No trace is listed"_s));
        QCOMPARE(asked.size(), 0);
    }

    void whatEndedTheListIsLookedInto() {
        PlaceBench b(5);
        FakeWorkspace workspace;
        PlaceStanding standing(workspace, {.connectionId = u"acme"_s, .warehouseId = u"w1"_s});
        b.page->setStanding(&standing);
        QCOMPARE(workspace.reports.asked, QStringList());
        b.list.fault = Error{ErrorCode::NeedsSignIn, u"The sign-in has ended."_s, u"Sign in again."_s};
        b.page->findChild<QAction*>(u"reload"_s)->trigger();
        QTRY_COMPARE(workspace.reports.asked, QStringList{u"acme"_s});
        auto* mend = b.page->findChild<Banner*>()->findChild<QPushButton*>(u"bannerAction"_s);
        QCOMPARE(mend->text(), u"Sign in…"_s);
        b.list.fault.reset();
        mend->click();
        QCOMPARE(workspace.signIns.asked, QStringList{u"acme"_s});
        ConnectionReport good;
        good.who = u"ada"_s;
        workspace.signIns.answer(good);
        QTRY_VERIFY(!b.page->findChild<Banner*>()->isVisible());
        b.page->setStanding(nullptr);
    }

    void aListThatIsNotReadSaysSoInPlaceOfItsCounts() {
        PlaceBench b(5);
        b.list.fault = Error{ErrorCode::BadInput, u"This cannot be asked."_s, u"Ask otherwise."_s};
        b.page->findChild<QAction*>(u"reload"_s)->trigger();
        QTRY_VERIFY2(b.counts().startsWith(u"Not read. Before: 5 traces"_s), qPrintable(b.counts()));
        QVERIFY(!b.page->findChild<Banner*>()->findChild<QPushButton*>(u"bannerAction"_s)->isVisible());
    }

    void aPlaceThatNeverTellsOfNewsIsReadAgainByHand() {
        PanelBench p;
        p.fill(5);
        TracePlace place = p.place();
        place.silent = true;
        TraceListPage page(place, p.settings);
        page.show();
        QTRY_VERIFY(page.isSettled());
        QVERIFY(!page.findChild<QToolButton*>(u"followButton"_s) && !page.findChild<QToolButton*>(u"holdButton"_s));
        p.list.asked.clear();
        page.findChild<QToolButton*>(u"reloadButton"_s)->click();
        QVERIFY(!p.list.asked.isEmpty());
    }

    void aSlowListSaysWhatItWaitsFor() {
        PlaceBench b(5, true);
        QTRY_VERIFY(b.shown<QLabel>(u"activityText"_s));
        QVERIFY(b.shown<QLabel>(u"activityText"_s)->text().startsWith(u"Reading the list"_s));
        b.list.progress(u"The SQL warehouse is starting, 12 s"_s);
        QTRY_COMPARE(b.shown<QLabel>(u"activityText"_s)->text(), u"The SQL warehouse is starting, 12 s"_s);
        b.list.waiting = false;
        b.list.answerAll();
        QTRY_VERIFY(b.page->isSettled());
        QVERIFY(!b.shown<QLabel>(u"activityText"_s));
    }

    void aSlowListCanBeCancelledAndReadAgain() {
        PlaceBench b(5, true);
        QTRY_VERIFY(b.shown<QToolButton>(u"activityCancel"_s));
        b.shown<QToolButton>(u"activityCancel"_s)->click();
        auto* banner = b.page->findChild<Banner*>();
        QTRY_VERIFY(banner->isVisible());
        QVERIFY(banner->message().contains(u"cancelled"_s));
        b.list.waiting = false;
        Q_EMIT banner->actionTriggered();
        QTRY_COMPARE(b.shown<TraceTable>(u"traceTable"_s)->model()->rowCount(), 5);
        QVERIFY(!banner->isVisible());
    }
};

QTEST_MAIN(TestTraceListPlace)
#include "tst_trace_list_place.moc"
