// What becomes of calls that are refused, fail, or come about late.
#include "tests/setup/RunnerScene.h"

#include <QTest>
#include <QtConcurrent>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::test;

class TestSetupRefusals : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aChangeThatShowsLateIsWaitedFor() {
        Scene scene;
        scene.answers("/x", "{}");
        scene.work.how = [&](StepView view) {
            if (scene.work.looks < 4)
                view.add(call(u"/x"_s));
            return view.settle(u"done"_s, u"to do"_s);
        };
        const auto report = scene.apply();
        QCOMPARE(report.state, SetupState::Done);
        QVERIFY(!report.problem);
        QCOMPARE(scene.count("/x"), 1);
    }

    void aRefusalOfWhatTurnsOutDoneIsNoProblem() {
        Scene scene;
        scene.answers("/x", R"({"error_code":"CONFLICT","message":"somebody was faster"})", 409);
        scene.work.how = [&](StepView view) {
            if (scene.work.looks < 2)
                view.add(call(u"/x"_s));
            return view.settle(u"done"_s, u"to do"_s);
        };
        const auto report = scene.apply();
        QCOMPARE(report.state, SetupState::Done);
        QVERIFY(!report.problem);
        QVERIFY(!scene.record.value(0).succeeded);
    }

    void whatFailedCannotBeTakenBack() {
        Scene scene;
        scene.answers("/x", R"({"error_code":"INTERNAL_ERROR","message":"broken"})", 500);
        scene.work.how = [&](StepView view) {
            PlannedCall one = call(u"/x"_s);
            one.undo = restCall(u"Delete it"_s, "DELETE", u"/x"_s);
            view.add(one);
            return view.settle(u"done"_s, u"to do"_s);
        };
        QVERIFY(scene.apply().problem);
        QVERIFY(scene.record.value(0).undo.text.isEmpty());
    }

    void whatWasSentIsNotSentAgainAfterALookInBetween() {
        Scene scene;
        scene.answers("/x", "{}");
        scene.answers("/y", "{}");
        scene.work.how = [&](StepView view) {
            if (scene.work.looks < 3) { // both still show in the look between them
                view.add(call(u"/x"_s));
                view.planned.back().looksAgain = true;
                view.add(call(u"/y"_s));
            }
            return view.settle(u"done"_s, u"to do"_s);
        };
        QCOMPARE(scene.apply().state, SetupState::Done);
        QCOMPARE(scene.count("/x"), 1);
        QCOMPARE(scene.count("/y"), 1);
    }

    void afterGivingUpNobodyAsksWhetherItWasDone() {
        Scene scene;
        scene.server.hold("/x");
        int asked = 0;
        scene.work.how = [&](StepView view) {
            PlannedCall one = call(u"/x"_s);
            one.isDone = [&] { return ++asked > 0; };
            view.add(one);
            return view.settle(u"done"_s, u"to do"_s);
        };
        const auto given = QtConcurrent::run([&] { scene.apply(); });
        QTRY_COMPARE(scene.count("/x"), 1);
        scene.cancelled = true;
        QTRY_VERIFY(given.isFinished());
        scene.server.release();
        QCOMPARE(asked, 0);
        QVERIFY(!scene.record.value(0).succeeded);
    }

    void whatIsRefusedIsIntroducedAndSentOnceMore() {
        Scene scene;
        std::atomic<bool> known = false;
        std::atomic<bool> made = false;
        scene.server.on("/known", [&](const SeenRequest&) {
            known = true;
            return jsonReply(200, "{}");
        });
        scene.server.on("/x", [&](const SeenRequest&) {
            made = known.load();
            return known ? jsonReply(200, "{}") : jsonReply(404, R"({"error_code":"NOT_FOUND","message":"unknown"})");
        });
        scene.work.how = [&](StepView view) {
            if (!made) {
                PlannedCall one = call(u"/x"_s);
                one.introduction = call(u"/known"_s).call;
                view.add(one);
            }
            return view.settle(u"done"_s, u"to do"_s);
        };
        const auto report = scene.apply();
        QCOMPARE(report.state, SetupState::Done);
        QCOMPARE(scene.count("/x"), 2);
        QCOMPARE(scene.count("/known"), 1);
        QCOMPARE(scene.record.size(), 3);
        QVERIFY(!scene.record[0].succeeded && scene.record[1].succeeded && scene.record[2].succeeded);
    }

    void whatIsRefusedTwiceIsAFailure() {
        Scene scene;
        scene.answers("/known", "{}");
        scene.answers("/x", R"({"error_code":"BAD_REQUEST","message":"never"})", 400);
        scene.work.how = [&](StepView view) {
            PlannedCall one = call(u"/x"_s);
            one.introduction = call(u"/known"_s).call;
            view.add(one);
            return view.settle(u"done"_s, u"to do"_s);
        };
        QVERIFY(scene.apply().problem);
        QCOMPARE(scene.count("/x"), 2);
    }

    void whatTheOtherSideForbidsIsNotIntroduced() {
        Scene scene;
        scene.answers("/known", "{}");
        scene.answers("/x", R"({"error_code":"PERMISSION_DENIED","message":"no"})", 403);
        scene.work.how = [&](StepView view) {
            PlannedCall one = call(u"/x"_s);
            one.introduction = call(u"/known"_s).call;
            view.add(one);
            return view.settle(u"done"_s, u"to do"_s);
        };
        QVERIFY(scene.apply().problem);
        QCOMPARE(scene.count("/known"), 0);
    }
};

QTEST_GUILESS_MAIN(TestSetupRefusals)
#include "tst_setup_refusals.moc"
