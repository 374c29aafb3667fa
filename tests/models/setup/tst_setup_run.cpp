#include "models/setup/SetupRun.h"
#include "tests/models/setup/GuidedBench.h"

#include <QSignalSpy>

using namespace spanglass;
using namespace spanglass::test;

class TestSetupRun : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aRunAppliesInOrderAndPassesWhatIsDone() {
        GuidedBench b;
        b.beginSignedIn();
        SetupRun run(*b.setup);
        run.look();
        QTRY_VERIFY(!run.isBusy());
        QSignalSpy finished(&run, &SetupRun::finished);
        run.apply();
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(b.control.applied,
            (QList{SetupStep::Experiment, SetupStep::Schema, SetupStep::Location, SetupStep::Grants}));
    }

    void aRunPausesBeforeCallsThatWereNotShown() {
        GuidedBench b;
        b.beginSignedIn();
        SetupRun run(*b.setup);
        run.look();
        QTRY_VERIFY(!run.isBusy());
        b.control.callsOnceApplied[SetupStep::Grants] = {{SetupCall::Kind::Rest, u"Grant"_s, u"PATCH /more"_s}};
        run.apply();
        QTRY_COMPARE(run.stoppedAt(), std::optional(SetupStep::Grants));
        QVERIFY(run.pausedToShow());
        QVERIFY(!b.control.applied.contains(SetupStep::Grants));
        QSignalSpy finished(&run, &SetupRun::finished);
        run.apply();
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(b.control.applied.count(SetupStep::Grants), 1);
    }

    void aCallWithTheIdThatWasNotKnownBeforeIsTheOneThatWasShown() {
        GuidedBench b;
        b.beginSignedIn();
        b.control.moreCalls[SetupStep::Grants] = {{SetupCall::Kind::Rest, u"Grant"_s, u"PATCH /<experiment id>"_s}};
        SetupRun run(*b.setup);
        run.look();
        QTRY_VERIFY(!run.isBusy());
        b.control.callsOnceApplied[SetupStep::Grants] = {{SetupCall::Kind::Rest, u"Grant"_s, u"PATCH /77"_s}};
        QSignalSpy finished(&run, &SetupRun::finished);
        run.apply();
        QTRY_COMPARE(finished.size(), 1);
    }

    void aRunThatIsCancelledAppliesNoMore() {
        GuidedBench b;
        b.beginSignedIn();
        b.control.states[SetupStep::Warehouse] = SetupState::ToDo;
        SetupRun run(*b.setup);
        run.look();
        QTRY_VERIFY(!run.isBusy());
        b.control.holds = true;
        run.apply();
        QTRY_COMPARE(b.control.applied.size(), 1);
        run.cancel();
        QVERIFY(b.control.held.isCancelled());
        b.control.held.finish();
        QTRY_VERIFY(!b.setup->track(SetupStep::Warehouse).isBusy());
        QVERIFY(!run.isBusy());
        QCOMPARE(b.control.applied.size(), 1);
    }

    void aRunResumesWhereItStopped() {
        GuidedBench b;
        b.beginSignedIn();
        b.control.refusals[SetupStep::Location] = {ErrorCode::TimedOut, u"It took too long."_s, {}};
        SetupRun run(*b.setup);
        run.look();
        QTRY_VERIFY(!run.isBusy());
        run.apply();
        QTRY_COMPARE(run.stoppedAt(), std::optional(SetupStep::Location));
        QVERIFY(!run.pausedToShow());
        b.control.refusals.clear();
        b.control.applied.clear();
        b.control.states[SetupStep::Location] = SetupState::ToDo;
        b.setup->look(SetupStep::Location);
        QTRY_VERIFY(!b.setup->track(SetupStep::Location).isBusy());
        QSignalSpy finished(&run, &SetupRun::finished);
        run.apply();
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(b.control.applied, (QList{SetupStep::Location, SetupStep::Grants}));
    }
};

QTEST_MAIN(TestSetupRun)
#include "tst_setup_run.moc"
