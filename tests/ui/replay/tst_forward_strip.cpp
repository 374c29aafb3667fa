#include "tests/support/FakeConnections.h"
#include "tests/support/FakeReplay.h"
#include "tests/support/Pictures.h"
#include "tests/ui/panels/PanelBench.h"
#include "ui/common/Banner.h"
#include "ui/common/ElidedLabel.h"
#include "ui/common/Theme.h"
#include "ui/receiver/ForwardStrip.h"
#include "ui/receiver/ReceiverPanel.h"

#include <QApplication>
#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::test;

namespace {

/// The receiver panel with passing on in it.
struct Bench : PanelBench {
    FakeForward forward;
    FakeReplay replays;
    FakeWorkspace workspace;
    FakeConnections connections;
    std::unique_ptr<ReceiverPanel> panel;

    void open() {
        receiver.set(ReceiverState::Listening);
        panel = std::make_unique<ReceiverPanel>(receiver, store, list, settings);
        panel->addForwarding({forward, replays, receiver, workspace, connections, settings});
        panel->resize(1208, 736);
        panel->show();
        QVERIFY(QTest::qWaitForWindowExposed(panel.get()));
    }
    void run(ForwardState state) {
        forward.now.state = state;
        forward.now.target.url = u"http://127.0.0.1:4318"_s;
        forward.tell();
    }
    template <class T> T* find(const QString& name) const { return panel->findChild<T*>(name); }
    bool shows(const QString& name) const { return find<QWidget>(name)->isVisible(); }
    QString state() const { return find<QLabel>(u"forwardState"_s)->text(); }
    QString figures() const { return find<ElidedLabel>(u"forwardFigures"_s)->text(); }
    void click(const QString& name) const {
        QTRY_VERIFY2(panel->window()->findChild<QPushButton*>(name), qPrintable(name));
        panel->window()->findChild<QPushButton*>(name)->click();
    }
};

} // namespace

class TestForwardStrip : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, ThemeChoice::Light); }

    void offItSaysWhatItIsFor() {
        Bench b;
        b.open();
        QCOMPARE(b.state(), u"Not passed on"_s);
        QVERIFY(b.figures().contains(u"can also be sent on"_s));
        QVERIFY(!b.shows(u"stopForward"_s));
    }

    void whatWasKeptIsShownAndCanBeSentOrDropped() {
        Bench b;
        b.open();
        b.forward.now.waitingRequests = 3;
        b.run(ForwardState::Off);
        QVERIFY2(b.figures().contains(u"127.0.0.1:4318"_s), qPrintable(b.figures()));
        QVERIFY(b.figures().contains(u"3 requests wait"_s));
        b.click(u"stopForward"_s);
        QTRY_VERIFY(b.panel->window()->findChild<QPushButton*>(u"stopDrain"_s));
        QVERIFY(!b.panel->window()->findChild<QPushButton*>(u"stopKeep"_s));
        b.click(u"stopDrop"_s);
        QCOMPARE(b.forward.stopped, QList<ForwardStop>{ForwardStop::Drop});
    }

    void aTargetIsChosenAndStarted() {
        Bench b;
        b.open();
        b.click(u"setUpForward"_s);
        auto* dialog = b.find<QDialog>(u"forwardDialog"_s);
        QVERIFY(dialog);
        QVERIFY(!dialog->findChild<QPushButton*>(u"startForward"_s)->isEnabled());
        QTest::keyClicks(dialog->findChild<QLineEdit*>(u"targetUrl"_s), u"http://127.0.0.1:5318"_s);
        dialog->findChild<QPushButton*>(u"startForward"_s)->click();
        QTRY_COMPARE(b.state(), u"Passing on to http://127.0.0.1:5318 (OTLP/HTTP)"_s);
        QTRY_VERIFY(!b.find<QDialog>(u"forwardDialog"_s));
    }

    void aFileIsNoTargetOfPassingOn() {
        Bench b;
        b.open();
        b.click(u"setUpForward"_s);
        QCOMPARE(b.find<QDialog>(u"forwardDialog"_s)->findChild<QComboBox*>(u"targetKind"_s)->findText(u"File"_s), -1);
    }

    void theReceiverItselfIsNoTarget() {
        Bench b;
        b.open();
        b.click(u"setUpForward"_s);
        auto* dialog = b.find<QDialog>(u"forwardDialog"_s);
        QTest::keyClicks(dialog->findChild<QLineEdit*>(u"targetUrl"_s), u"http://localhost:4318"_s);
        QVERIFY(dialog->findChild<QLabel*>(u"forwardProblem"_s)->text().contains(u"the receiver itself"_s));
        QVERIFY(!dialog->findChild<QPushButton*>(u"startForward"_s)->isEnabled());
    }

    void aRefusedStartStaysInTheDialog() {
        Bench b;
        b.open();
        b.forward.refusal = Error{ErrorCode::NeedsSignIn, u"Nobody is signed in."_s, u"Sign in."_s};
        b.click(u"setUpForward"_s);
        auto* dialog = b.find<QDialog>(u"forwardDialog"_s);
        QTest::keyClicks(dialog->findChild<QLineEdit*>(u"targetUrl"_s), u"http://127.0.0.1:5318"_s);
        dialog->findChild<QPushButton*>(u"startForward"_s)->click();
        QTRY_COMPARE(dialog->findChild<Banner*>(u"stepError"_s)->message(), u"Nobody is signed in."_s);
    }

    void theBacklogAndItsAgeAreShown() {
        Bench b;
        b.open();
        b.forward.now.waitingRequests = 12;
        b.forward.now.waitingSpans = 240;
        b.forward.now.waitingBytes = 4096;
        b.forward.now.delay = {4'000'000'000};
        b.forward.now.sentRequests = 3;
        b.forward.now.sentSpans = 60;
        b.run(ForwardState::Waiting);
        QCOMPARE(b.state(), u"Waiting for http://127.0.0.1:4318 (OTLP/HTTP)"_s);
        QVERIFY(b.figures().contains(u"12 requests wait (4 KiB, 240 spans), the oldest for 4 s"_s));
        QVERIFY(b.figures().contains(u"60 spans sent"_s));
    }

    void aProblemIsShownWithItsRemedyAndGoes() {
        Bench b;
        b.open();
        b.forward.now.problem = Error{ErrorCode::Offline, u"It cannot be reached."_s, u"Check the network."_s};
        b.run(ForwardState::Waiting);
        auto* banner = b.find<Banner>(u"forwardTrouble"_s);
        QVERIFY(banner->isVisible());
        QCOMPARE(banner->remedy(), u"Check the network."_s);
        b.forward.now.problem.reset();
        b.run(ForwardState::Running);
        QVERIFY(!banner->isVisible());
    }

    void stoppingWithNothingWaitingAsksNothing() {
        Bench b;
        b.open();
        b.run(ForwardState::Running);
        b.click(u"stopForward"_s);
        QCOMPARE(b.forward.stopped, QList{ForwardStop::Drain});
    }

    void stoppingAsksWhatBecomesOfTheRest_data() {
        QTest::addColumn<QString>("button");
        QTest::addColumn<int>("how");
        QTest::newRow("drain") << u"stopDrain"_s << int(ForwardStop::Drain);
        QTest::newRow("keep") << u"stopKeep"_s << int(ForwardStop::Keep);
        QTest::newRow("drop") << u"stopDrop"_s << int(ForwardStop::Drop);
    }
    void stoppingAsksWhatBecomesOfTheRest() {
        QFETCH(QString, button);
        QFETCH(int, how);
        Bench b;
        b.open();
        b.forward.now.waitingRequests = 2;
        b.run(ForwardState::Running);
        b.click(u"stopForward"_s);
        QVERIFY(b.forward.stopped.isEmpty());
        b.click(button);
        QCOMPARE(b.forward.stopped, QList{ForwardStop(how)});
    }

    void whatStoppedByItselfIsStartedAgain() {
        Bench b;
        b.open();
        b.run(ForwardState::Stopped);
        QVERIFY(b.shows(u"forwardAgain"_s));
        b.click(u"forwardAgain"_s);
        QTRY_COMPARE(b.forward.now.state, ForwardState::Running);
    }

    void lostHeaderValuesAreAskedFor() {
        Bench b;
        b.open();
        b.forward.now.target.headerNames = {u"x-key"_s};
        b.forward.refusal = Error{ErrorCode::NeedsSignIn, u"The value of x-key is not kept."_s, {}};
        b.run(ForwardState::Stopped);
        b.click(u"forwardAgain"_s);
        QTRY_VERIFY(b.find<QLineEdit>(u"value-x-key"_s));
    }

    void itsRequestsAreListedWithTheirAnswers() {
        Bench b;
        b.replays.addEntry(ParcelState::Taken, 200);
        b.replays.addEntry(ParcelState::Refused, 400, u"no such table"_s);
        b.open();
        b.forward.now.replayId = u"f1"_s;
        b.forward.now.sentRequests = 1;
        b.forward.now.refusedRequests = 1;
        b.run(ForwardState::Running);
        b.click(u"forwardRequests"_s);
        QTRY_COMPARE(b.find<QTableView>(u"entries"_s)->model()->rowCount(), 2);
        b.forward.now.sentRequests = 2;
        b.replays.addEntry(ParcelState::Taken, 200);
        b.forward.tell();
        QTRY_COMPARE(b.find<QTableView>(u"entries"_s)->model()->rowCount(), 3);
    }

    void lostRequestsAreTold() {
        Bench b;
        b.open();
        b.forward.now.lostRequests = 7;
        b.run(ForwardState::Waiting);
        QVERIFY(b.figures().contains(u"7 requests lost: they were deleted from the store first"_s));
    }

    void everyStatePaints_data() {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }
    void everyStatePaints() {
        QFETCH(bool, dark);
        applyTheme(*qApp, dark ? ThemeChoice::Dark : ThemeChoice::Light);
        const QString suffix = u'-' + QString::fromLatin1(QTest::currentDataTag());
        Bench b;
        b.fill(400);
        b.open();
        b.send();
        savePicture(*b.panel, u"forward-off"_s + suffix);
        b.click(u"setUpForward"_s);
        auto* dialog = b.find<QDialog>(u"forwardDialog"_s);
        savePicture(*dialog, u"forward-dialog"_s + suffix);
        dialog->reject();
        b.forward.now.waitingRequests = 12;
        b.forward.now.waitingSpans = 240;
        b.forward.now.waitingBytes = 412'096;
        b.forward.now.delay = {4'000'000'000};
        b.forward.now.sentRequests = 312;
        b.forward.now.sentSpans = 81'233;
        b.forward.now.replayId = u"f1"_s;
        b.forward.now.problem = Error{ErrorCode::Offline, u"127.0.0.1:4318 refuses connections."_s,
            u"Start what listens there; what waits is sent then."_s};
        b.run(ForwardState::Waiting);
        savePicture(*b.panel, u"forward-waiting"_s + suffix);
        b.click(u"stopForward"_s);
        auto* question = b.find<QDialog>(u"stopForwardQuestion"_s);
        QVERIFY(question);
        savePicture(*question, u"forward-stop"_s + suffix);
    }
};

QTEST_MAIN(TestForwardStrip)
#include "tst_forward_strip.moc"
