#include "models/diagnostics/LineDifference.h"
#include "models/diagnostics/ProgramMending.h"
#include "models/diagnostics/SetupMending.h"
#include "tests/support/FakeReceiver.h"
#include "tests/support/FakeSetup.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::test;

class TestMending : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatASetupRemedySendsIsKnownBeforeItIsSent() {
        FakeSetup setup;
        SetupMending mending(setup, {{}, SetupStep::Grants});
        QVERIFY(mending.isBusy());
        QTRY_VERIFY(mending.canApply());
        QVERIFY(!mending.report()->calls.isEmpty());
        QVERIFY(setup.applied.isEmpty());
    }

    void applyingMakesItSo() {
        FakeSetup setup;
        SetupMending mending(setup, {{}, SetupStep::Grants});
        QTRY_VERIFY(mending.canApply());
        mending.apply();
        QTRY_VERIFY(mending.isDone());
        QCOMPARE(setup.applied, QList{SetupStep::Grants});
    }

    void aFailureToApplyIsSaid() {
        FakeSetup setup;
        setup.failsToApply = true;
        SetupMending mending(setup, {{}, SetupStep::Grants});
        QTRY_VERIFY(mending.canApply());
        mending.apply();
        QTRY_VERIFY(mending.problem().has_value());
        QVERIFY(!mending.isDone());
    }

    void theReceiverIsStartedOnTheGivenPortAndThenItIsDone() {
        FakeReceiver receiver;
        FakeWorkspace workspace;
        ProgramMending mending(receiver, workspace);
        const QSignalSpy done(&mending, &ProgramMending::done);
        mending.start({ProgramRemedy::What::StartReceiver, u"4320"_s});
        QCOMPARE(receiver.started.value(0).httpPort, quint16(4320));
        QCOMPARE(done.size(), 1);
    }

    void aReceiverThatDoesNotStartIsAProblem() {
        FakeReceiver receiver;
        FakeWorkspace workspace;
        ProgramMending mending(receiver, workspace);
        const QSignalSpy done(&mending, &ProgramMending::done);
        receiver.refusal = u"Port 4318 is taken."_s;
        mending.start({ProgramRemedy::What::StartReceiver, {}});
        QVERIFY(mending.problem() && mending.problem()->message == u"Port 4318 is taken."_s);
        QCOMPARE(done.size(), 0);
    }

    void signingInEndsWithTheCheckToBeRunAgain() {
        FakeReceiver receiver;
        FakeWorkspace workspace;
        ProgramMending mending(receiver, workspace);
        const QSignalSpy done(&mending, &ProgramMending::done);
        mending.start({ProgramRemedy::What::SignIn, u"acme"_s});
        QVERIFY(mending.isBusy());
        QCOMPARE(workspace.signIns.asked, QStringList{u"acme"_s});
        workspace.signIns.answer(ConnectionReport{});
        QTRY_COMPARE(done.size(), 1);
    }

    void aPlaceInTheProgramIsAskedFor() {
        FakeReceiver receiver;
        FakeWorkspace workspace;
        ProgramMending mending(receiver, workspace);
        const QSignalSpy asked(&mending, &ProgramMending::panelRequested);
        mending.start({ProgramRemedy::What::OpenSetup, {}});
        QCOMPARE(asked.value(0).value(0).toString(), u"setup"_s);
    }

    void changedLinesStandSideBySide() {
        const QList<LinePair> pairs = lineDifference(u"a\nb\nc\n"_s, u"a\nB\nc\nd\n"_s);
        const QList<LinePair> wanted{{LinePair::Kind::Same, u"a"_s, u"a"_s}, {LinePair::Kind::Changed, u"b"_s, u"B"_s},
            {LinePair::Kind::Same, u"c"_s, u"c"_s}, {LinePair::Kind::Added, {}, u"d"_s}};
        QCOMPARE(pairs, wanted);
    }

    void aLineThatGoesLeavesItsPlaceEmpty() {
        const QList<LinePair> wanted{{LinePair::Kind::Removed, u"a"_s, {}}, {LinePair::Kind::Same, u"b"_s, u"b"_s}};
        QCOMPARE(lineDifference(u"a\nb"_s, u"b"_s), wanted);
    }

    void aVeryLongTextIsComparedInTime() {
        const QString lines = u"same\n"_s.repeated(5000);
        QCOMPARE(lineDifference(lines, lines).size(), 5000);
    }
};

QTEST_GUILESS_MAIN(TestMending)
#include "tst_mending.moc"
