#include "models/replay/ArrivalFaultsModel.h"
#include "models/replay/ReplayDetail.h"
#include "models/replay/ReplayEntriesModel.h"
#include "models/replay/ReplaysModel.h"
#include "tests/support/FakeReplay.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::test;

class TestReplayDetail : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void onlyWhatFitsTheStateCanBeDone() {
        FakeReplay control;
        ReplayDetail detail(control, control.add(u"r1"_s, ReplayState::Running, 3));
        QVERIFY(detail.canPause() && detail.canCancel() && !detail.canResume() && !detail.canRemove());
        ReplayStatus now = detail.status();
        now.state = ReplayState::Interrupted;
        detail.setStatus(now);
        QVERIFY(!detail.canPause() && detail.canCancel() && detail.canResume() && detail.canRemove());
        now.state = ReplayState::Done;
        detail.setStatus(now);
        QVERIFY(!detail.canCancel() && !detail.canResume() && detail.canRemove());
    }

    void uncertainRequestsAreNamed() {
        FakeReplay control;
        control.addEntry(ParcelState::Taken, 200);
        control.addEntry(ParcelState::Uncertain, -1);
        ReplayStatus status = control.add(u"r1"_s, ReplayState::Interrupted, 3);
        status.parcels[std::size_t(ParcelState::Uncertain)] = 1;
        ReplayDetail detail(control, status);
        QTRY_COMPARE(detail.uncertain().size(), 1);
        QCOMPARE(detail.uncertain().first().number, 2);
        status.parcels[std::size_t(ParcelState::Uncertain)] = 0;
        detail.setStatus(status);
        QVERIFY(detail.uncertain().isEmpty());
    }

    void aFailureIsKeptUntilTheNextAct() {
        FakeReplay control;
        control.done.ready = failure(ErrorCode::Offline, u"It cannot be reached."_s);
        ReplayDetail detail(control, control.add(u"r1"_s, ReplayState::Stopped, 3));
        detail.resume();
        QVERIFY(!detail.isFree());
        QTRY_VERIFY(detail.problem());
        control.done.ready = Result<>();
        detail.resume();
        QVERIFY(!detail.problem());
    }

    void headersWhoseValuesWentAreAskedFor() {
        FakeReplay control;
        control.done.ready = failure(ErrorCode::NeedsSignIn, u"The value of x-key is not known."_s);
        ReplayStatus status = control.add(u"r1"_s, ReplayState::Interrupted, 3);
        status.plan.target.headerNames = {u"x-key"_s};
        ReplayDetail detail(control, status);
        QSignalSpy needed(&detail, &ReplayDetail::headersNeeded);
        detail.resume();
        QTRY_COMPARE(needed.size(), 1);
        QCOMPARE(needed[0][0].toStringList(), QStringList{u"x-key"_s});
    }

    void mendingGoesOnWithTheHeadersThatItLacked() {
        FakeReplay control;
        control.done.ready = failure(ErrorCode::NeedsSignIn, u"The value of x-key is not known."_s);
        ReplayStatus status = control.add(u"r1"_s, ReplayState::Done, 10);
        status.plan.target.headerNames = {u"x-key"_s};
        ReplayDetail detail(control, status);
        QSignalSpy needed(&detail, &ReplayDetail::headersNeeded);
        detail.mend(ReplayMending::SendRefused);
        QTRY_COMPARE(needed.size(), 1);
        detail.goOnWith({{u"x-key"_s, Secret("fake")}});
        QCOMPARE(control.mended, (QList{ReplayMending::SendRefused, ReplayMending::SendRefused}));
        QCOMPARE(control.lastHeaders.size(), std::size_t(1));
    }

    void whateverIsSentMakesTheCheckForgotten() {
        FakeReplay control;
        control.arrivals.ready = ArrivalReport();
        ReplayDetail detail(control, control.add(u"r1"_s, ReplayState::Paused, 10));
        for (const auto act : {+[](ReplayDetail& one) { one.mend(ReplayMending::SendUncertain); },
                 +[](ReplayDetail& one) { one.resume(); }}) {
            detail.checkArrival();
            QTRY_VERIFY(detail.arrival().value());
            act(detail);
            QVERIFY(!detail.arrival().value());
        }
    }

    void sendingTheMissingForgetsTheCheck() {
        FakeReplay control;
        control.arrivals.ready = ArrivalReport();
        ReplayDetail detail(control, control.add(u"r1"_s, ReplayState::Done, 10));
        detail.checkArrival();
        QTRY_VERIFY(detail.arrival().value());
        detail.mend(ReplayMending::SendMissing);
        QVERIFY(!detail.arrival().value());
        QCOMPARE(control.mended, QList{ReplayMending::SendMissing});
    }

    void theListKeepsItsRowsWhileTheyMove() {
        FakeReplay control;
        control.add(u"r1"_s, ReplayState::Running, 3);
        ReplaysModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setReplays(control.list);
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        control.list.first().spansTaken = 400;
        model.setReplays(control.list);
        QCOMPARE(reset.size(), 0);
        QCOMPARE(model.index(0).data(ReplaysModel::LineRole).toString(), u"Sending · 400 of 1,000 spans"_s);
        control.add(u"r2"_s, ReplayState::Done, 10);
        model.setReplays(control.list);
        QCOMPARE(reset.size(), 1);
        QCOMPARE(model.indexOf(u"r1"_s).row(), 1);
    }

    void theLedgerIsReadPageByPage() {
        FakeReplay control;
        for (int i = 0; i < 700; ++i)
            control.addEntry(ParcelState::Taken, 200);
        ReplayEntriesModel model(control);
        model.show(u"r1"_s, {}, OtlpWire::HttpProtobuf);
        QTRY_COMPARE(model.rowCount(), 500);
        QVERIFY(model.canFetchMore({}));
        model.fetchMore({});
        QTRY_COMPARE(model.rowCount(), 700);
        QVERIFY(!model.canFetchMore({}));
    }

    void rowsThatMovedOnStayWhereTheyAre() {
        FakeReplay control;
        control.addEntry(ParcelState::Sending, 0);
        control.addEntry(ParcelState::Waiting, 0);
        ReplayEntriesModel model(control);
        model.show(u"r1"_s, {}, OtlpWire::HttpProtobuf);
        QTRY_COMPARE(model.rowCount(), 2);
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        control.ledger[0].state = ParcelState::Taken;
        control.addEntry(ParcelState::Waiting, 0);
        model.refresh();
        QTRY_COMPARE(model.rowCount(), 3);
        QCOMPARE(model.index(0, ReplayEntriesModel::State).data().toString(), u"taken"_s);
        QCOMPARE(reset.size(), 0);
    }

    void aStateShowsOnlyItsRequests() {
        FakeReplay control;
        control.addEntry(ParcelState::Taken, 200);
        control.addEntry(ParcelState::Refused, 403, u"no\nMODIFY"_s);
        ReplayEntriesModel model(control);
        model.show(u"r1"_s, ParcelState::Refused, OtlpWire::HttpProtobuf);
        QTRY_COMPARE(model.rowCount(), 1);
        QCOMPARE(model.index(0, ReplayEntriesModel::Answer).data().toString(), u"no MODIFY"_s);
        QCOMPARE(model.index(0, ReplayEntriesModel::Status).data().toString(), u"403"_s);
    }

    void missingAndChangedSpansAreTold() {
        ArrivalFaultsModel model;
        model.setFaults({{{1, 2}, {3}}, {{1, 2}, {4}, u"name: a, not b"_s}});
        QCOMPARE(model.index(0, ArrivalFaultsModel::What).data().toString(), u"missing"_s);
        QCOMPARE(model.index(1, ArrivalFaultsModel::What).data().toString(), u"name: a, not b"_s);
        QVERIFY(model.text().startsWith(u"00000000000000010000000000000002\t0000000000000003\tmissing\n"_s));
    }
};

QTEST_GUILESS_MAIN(TestReplayDetail)
#include "tst_replay_detail.moc"
