#include "tests/ui/replay/ReplayBench.h"
#include "ui/common/Banner.h"

#include <QPlainTextEdit>
#include <QProgressBar>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTableView>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::test;

class TestReplayPanel : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theLatestReplayIsShownFirst() {
        ReplayBench b;
        b.replays.add(u"r1"_s, ReplayState::Done, 10);
        b.replays.add(u"r2"_s, ReplayState::Running, 4);
        b.open();
        QCOMPARE(b.list().rowCount(), 2);
        QCOMPARE(b.text(u"replayState"_s), u"Sending"_s);
        QCOMPARE(b.shown<QProgressBar>(u"replayProgress"_s)->value(), 400);
    }

    void figuresMoveWithTheReplay() {
        ReplayBench b;
        b.replays.add(u"r1"_s, ReplayState::Running, 4);
        b.open();
        ReplayStatus& now = b.replays.list.first();
        now.spansTaken = 700;
        now.spansPerSecond = 4'800;
        now.remaining = Nanos{12'000'000'000};
        now.note = u"The server asks to wait 12 s (429)."_s;
        b.tell();
        QVERIFY2(b.text(u"replayFigures"_s).startsWith(u"700 of 1,000 spans · 4,800 spans/s"_s),
            qPrintable(b.text(u"replayFigures"_s)));
        QVERIFY(b.text(u"replayFigures"_s).endsWith(u"12 s remaining"_s));
        QCOMPARE(b.text(u"replayNote"_s), now.note);
    }

    void aRunningReplayIsPausedAndResumed() {
        ReplayBench b;
        b.replays.add(u"r1"_s, ReplayState::Running, 4);
        b.open();
        b.click(u"pauseReplay"_s);
        QCOMPARE(b.replays.paused, QStringList{u"r1"_s});
        b.replays.list.first().state = ReplayState::Paused;
        b.tell();
        b.click(u"pauseReplay"_s);
        QCOMPARE(b.replays.acts, QStringList{u"resume r1"_s});
    }

    void aKeyPausesIt() {
        ReplayBench b;
        b.replays.add(u"r1"_s, ReplayState::Running, 4);
        b.open();
        b.panel->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(b.panel.get()));
        b.panel->setFocus();
        QTest::keyClick(b.panel->focusWidget(), Qt::Key_P, Qt::ControlModifier);
        QTRY_COMPARE(b.replays.paused, QStringList{u"r1"_s});
    }

    void cancellingAsksFirst() {
        ReplayBench b;
        b.replays.add(u"r1"_s, ReplayState::Running, 4);
        b.open();
        b.click(u"cancelRunning"_s);
        QVERIFY(b.replays.cancelled.isEmpty());
        b.answer(u"cancelYes"_s);
        QCOMPARE(b.replays.cancelled, QStringList{u"r1"_s});
    }

    void removingAsksFirst() {
        ReplayBench b;
        b.replays.add(u"r1"_s, ReplayState::Done, 10);
        b.open();
        b.click(u"removeReplay"_s);
        QVERIFY(b.replays.acts.isEmpty());
        b.answer(u"removeYes"_s);
        QCOMPARE(b.replays.acts, QStringList{u"remove r1"_s});
        b.tell();
        QTRY_VERIFY(b.shows(u"emptyState"_s));
    }

    void aRunningReplayCannotBeRemoved() {
        ReplayBench b;
        b.replays.add(u"r1"_s, ReplayState::Running, 4);
        b.open();
        QVERIFY(!b.isEnabled(u"removeReplay"_s));
    }

    void whatStoppedItIsSaidWithTheRemedy() {
        ReplayBench b;
        ReplayStatus& one = b.replays.add(u"r1"_s, ReplayState::Stopped, 4);
        one.problem = Error{ErrorCode::NotAllowed, u"You may not write into main.a.x."_s, u"Ask for MODIFY."_s};
        b.open();
        auto* banner = b.shown<Banner>(u"replayTrouble"_s);
        QVERIFY(banner);
        QCOMPARE(banner->kind(), BannerKind::Error);
        QCOMPARE(banner->remedy(), u"Ask for MODIFY."_s);
    }

    void aFailedActionIsTold() {
        ReplayBench b;
        b.replays.add(u"r1"_s, ReplayState::Interrupted, 4);
        b.replays.done.ready = failure(ErrorCode::Offline, u"It cannot be reached."_s);
        b.open();
        b.click(u"pauseReplay"_s);
        QTRY_VERIFY(b.shown<Banner>(u"replayTrouble"_s));
        QCOMPARE(b.shown<Banner>(u"replayTrouble"_s)->message(), u"It cannot be reached."_s);
    }

    void requestsAreListedByTheirState() {
        ReplayBench b;
        ReplayStatus& one = b.replays.add(u"r1"_s, ReplayState::Done, 9);
        one.parcels[std::size_t(ParcelState::Waiting)] = 0;
        one.parcels[std::size_t(ParcelState::Refused)] = 1;
        for (int i = 0; i < 9; ++i)
            b.replays.addEntry(ParcelState::Taken, 200);
        b.replays.addEntry(ParcelState::Refused, 403, u"PERMISSION_DENIED: no MODIFY"_s);
        b.open();
        auto* table = b.shown<QTableView>(u"entries"_s);
        QTRY_COMPARE(table->model()->rowCount(), 10);
        auto* states = b.shown<QTabBar>(u"entryStates"_s);
        QCOMPARE(states->count(), 3);
        QCOMPARE(states->tabText(2), u"1 refused"_s);
        states->setCurrentIndex(2);
        QTRY_COMPARE(table->model()->rowCount(), 1);
        table->selectRow(0);
        QVERIFY(b.shown<QPlainTextEdit>(u"entryText"_s)->toPlainText().contains(u"no MODIFY"_s));
    }

    void theChosenRequestStaysChosenWhileOthersCome() {
        ReplayBench b;
        b.replays.add(u"r1"_s, ReplayState::Running, 2);
        b.replays.addEntry(ParcelState::Taken, 200);
        b.replays.addEntry(ParcelState::Taken, 200);
        b.open();
        auto* table = b.shown<QTableView>(u"entries"_s);
        QTRY_COMPARE(table->model()->rowCount(), 2);
        table->selectRow(1);
        b.replays.addEntry(ParcelState::Taken, 200);
        b.replays.list.first().parcels[std::size_t(ParcelState::Taken)] = 3;
        b.tell();
        QTRY_COMPARE(table->model()->rowCount(), 3);
        QCOMPARE(table->currentIndex().row(), 1);
    }

    void refusedRequestsAreTriedAgain() {
        ReplayBench b;
        b.replays.add(u"r1"_s, ReplayState::Done, 9).parcels[std::size_t(ParcelState::Refused)] = 1;
        b.open();
        b.click(u"sendRefused"_s);
        QCOMPARE(b.replays.mended, QList{ReplayMending::SendRefused});
    }

    void uncertainRequestsAreNamedWithTheirChoices() {
        ReplayBench b;
        b.replays.addEntry(ParcelState::Uncertain, -1);
        b.replays.add(u"r1"_s, ReplayState::Interrupted, 9).parcels[std::size_t(ParcelState::Uncertain)] = 1;
        b.open();
        QTRY_COMPARE(b.text(u"uncertainNames"_s), u"Request 1, 100 spans, sent 2026-01-05 09:00:00.123"_s);
        b.click(u"takeUncertain"_s);
        QCOMPARE(b.replays.mended, QList{ReplayMending::TakeUncertain});
        b.click(u"sendUncertain"_s);
        b.answer(u"sendAgainYes"_s);
        QCOMPARE(b.replays.mended.last(), ReplayMending::SendUncertain);
        b.click(u"checkUncertain"_s);
        QCOMPARE(b.replays.arrivals.asked, QStringList{u"r1"_s});
    }

    void theArrivalCheckListsWhatIsMissing() {
        ReplayBench b;
        b.replays.add(u"r1"_s, ReplayState::Done, 10);
        ArrivalReport report;
        report.at = QDateTime(QDate(2026, 1, 5), QTime(9, 40), Qt::UTC);
        report.asked = 1000;
        report.found = 999;
        report.missing = 1;
        report.faults = {{{1, 2}, {3}}};
        report.where = u"main.agents.x through Acme"_s;
        b.replays.arrivals.ready = report;
        b.open();
        b.shown<QTabWidget>(u"replayTabs"_s)->setCurrentIndex(1);
        b.click(u"checkArrival"_s);
        QTRY_VERIFY(b.text(u"arrivalResult"_s).startsWith(u"999 of 1,000 spans are there, 1 is missing."_s));
        auto* faults = b.shown<QTableView>(u"arrivalFaults"_s);
        QCOMPARE(faults->model()->rowCount(), 1);
        QSignalSpy opened(b.panel.get(), &ReplayPanel::traceRequested);
        Q_EMIT faults->activated(faults->model()->index(0, 0));
        QCOMPARE(opened.size(), 1);
        b.click(u"sendMissing"_s);
        QCOMPARE(b.replays.mended, QList{ReplayMending::SendMissing});
    }

    void anArrivalCheckCanBeCancelled() {
        ReplayBench b;
        b.replays.add(u"r1"_s, ReplayState::Done, 10);
        b.open();
        b.shown<QTabWidget>(u"replayTabs"_s)->setCurrentIndex(1);
        b.click(u"checkArrival"_s);
        QTRY_VERIFY(b.shows(u"stepCancel"_s));
        b.click(u"stepCancel"_s);
        QTRY_VERIFY(b.replays.arrivals.isCancelled());
        b.replays.arrivals.finish();
        QTRY_VERIFY(b.isEnabled(u"checkArrival"_s));
    }

    void aTargetThatCannotBeAskedSaysSo() {
        ReplayBench b;
        b.replays.add(u"r1"_s, ReplayState::Done, 10).plan.target.kind = TargetKind::File;
        b.open();
        b.shown<QTabWidget>(u"replayTabs"_s)->setCurrentIndex(1);
        QVERIFY(!b.shows(u"checkArrival"_s));
        QVERIFY(b.text(u"arrivalIntro"_s).contains(u"cannot be asked"_s));
    }

    void lostHeaderValuesAreAskedForAndHandedOn() {
        ReplayBench b;
        b.replays.add(u"r1"_s, ReplayState::Interrupted, 4).plan.target.headerNames = {u"x-key"_s};
        b.replays.done.ready = failure(ErrorCode::NeedsSignIn, u"The value of x-key is not kept."_s);
        b.open();
        b.click(u"pauseReplay"_s);
        QLineEdit* value = nullptr;
        QTRY_VERIFY((value = b.panel->window()->findChild<QLineEdit*>(u"value-x-key"_s)));
        QCOMPARE(value->echoMode(), QLineEdit::Password);
        b.replays.done.ready = Result<>();
        value->setText(u"fake"_s);
        value->window()->findChild<QAbstractButton*>()->setFocus();
        for (auto* button : value->window()->findChildren<QAbstractButton*>()) {
            if (button->text() == u"Go on"_s)
                button->click();
        }
        QTRY_COMPARE(b.replays.lastHeaders.size(), std::size_t(1));
        QCOMPARE(b.replays.lastHeaders[0].value.reveal(), QByteArray("fake"));
    }

    void anotherReplayBeginsWithTheSameTarget() {
        ReplayBench b;
        b.replays.add(u"r1"_s, ReplayState::Done, 10);
        b.open();
        b.click(u"anotherReplay"_s);
        QVERIFY(b.shows(u"newReplay"_s));
        QCOMPARE(b.shown<QComboBox>(u"targetSpans"_s)->currentText(), u"main.agents.r1_otel_spans"_s);
    }

    void theReplayThatWasLookedAtIsShownAgain() {
        ReplayBench b;
        b.replays.add(u"r1"_s, ReplayState::Done, 10);
        b.replays.add(u"r2"_s, ReplayState::Done, 10);
        b.open();
        QVERIFY(b.panel->showReplay(u"r1"_s));
        b.leave();
        b.open();
        QCOMPARE(b.panel->findChild<QListView*>(u"replayList"_s)->currentIndex().row(), 1);
    }

    void itIsShownAgainAlsoWhenTheListIsReadLate() {
        ReplayBench b;
        b.replays.add(u"r1"_s, ReplayState::Done, 10);
        b.replays.add(u"r2"_s, ReplayState::Done, 10);
        b.open();
        QVERIFY(b.panel->showReplay(u"r1"_s));
        b.leave();
        const QList<ReplayStatus> all = std::exchange(b.replays.list, {});
        b.open();
        QVERIFY(b.shows(u"emptyState"_s));
        b.replays.list = all;
        b.tell();
        QCOMPARE(b.panel->findChild<QListView*>(u"replayList"_s)->currentIndex().row(), 1);
    }

    void everyFieldHasANameForScreenReaders() {
        ReplayBench b;
        b.replays.add(u"r1"_s, ReplayState::Done, 10);
        b.open();
        for (QAbstractItemView* view : b.panel->findChildren<QAbstractItemView*>()) {
            const bool own = !view->objectName().isEmpty() && !view->objectName().startsWith(u"qt_"_s);
            QVERIFY2(!own || !view->accessibleName().isEmpty() || view->objectName() == u"filterCompletions"_s,
                qPrintable(view->objectName()));
        }
        for (QAbstractButton* button : b.panel->findChildren<QAbstractButton*>()) {
            if (!button->objectName().startsWith(u"qt_"_s) && button->isVisible())
                QVERIFY2(
                    !button->text().isEmpty() || !button->accessibleName().isEmpty(), qPrintable(button->objectName()));
        }
    }
};

QTEST_MAIN(TestReplayPanel)
#include "tst_replay_panel.moc"
