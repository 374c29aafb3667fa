#include "tests/setup/RunnerScene.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::test;

namespace {

const QString SecretPath = QStringLiteral("/api/2.0/secrets/put");

} // namespace

class TestSetupRunner : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatIsSentIsWhatIsShown() {
        Scene scene;
        std::atomic<bool> made = false;
        scene.server.on("/x y", [&](const SeenRequest&) {
            made = true;
            return jsonReply(200, "{}");
        });
        scene.work.how = [&](StepView view) {
            if (!made)
                view.add(call(u"/x y"_s));
            return view.settle(u"done"_s, u"to do"_s);
        };
        QCOMPARE(scene.apply().state, SetupState::Done);
        const SetupRecordEntry entry = scene.record.value(0);
        QCOMPARE(entry.call.text, u"POST /x%20y\n{\n  \"a\": 1\n}"_s);
        QCOMPARE(scene.server.seen().last().body, entry.call.text.section(u'\n', 1).toUtf8());
        QVERIFY(entry.succeeded);
    }

    void anErrorAfterTheWorkWasDoneIsNoFailure() {
        Scene scene;
        std::atomic<bool> made = false;
        scene.server.on("/x", [&](const SeenRequest&) {
            made = true;
            return jsonReply(400, R"({"error_code":"INVALID_ARGUMENT","message":"but it is done"})");
        });
        scene.work.how = [&](StepView view) {
            if (!made) {
                auto one = call(u"/x"_s);
                one.isDone = [&] { return made.load(); };
                view.add(one);
            }
            return view.settle(u"done"_s, u"to do"_s);
        };
        const auto report = scene.apply();
        QCOMPARE(report.state, SetupState::Done);
        QVERIFY(!report.problem);
        QVERIFY(scene.record.value(0).succeeded);
        QVERIFY(scene.record.value(0).answer.contains(u"work was done"_s));
        QCOMPARE(scene.count("/x"), 1);
    }

    void aTimeOutIsLookedAfterBeforeItIsAFailure() {
        Scene scene;
        int looks = 0;
        scene.answers("/x", R"({"error_code":"DEADLINE_EXCEEDED","message":"late"})", 504);
        scene.work.how = [&](StepView view) {
            if (looks < 3) {
                auto one = call(u"/x"_s);
                one.isDone = [&] { return ++looks >= 3; };
                view.add(one);
            }
            return view.settle(u"done"_s, u"to do"_s);
        };
        QCOMPARE(scene.apply().state, SetupState::Done);
        QCOMPARE(looks, 3);
        QCOMPARE(scene.count("/x"), 1);
    }

    void aFailureStopsAndIsToldInTheStepsWords() {
        Scene scene;
        scene.answers("/x", R"({"error_code":"PERMISSION_DENIED","message":"no"})", 403);
        scene.answers("/y", "{}");
        scene.work.how = [&](StepView view) {
            auto one = call(u"/x"_s);
            one.explain = [](const ApiError& error) { return Error{error.code, u"You may not."_s, u"Ask."_s}; };
            view.add(one);
            view.add(call(u"/y"_s));
            return view.settle(u"done"_s, u"to do"_s);
        };
        const auto report = scene.apply();
        QCOMPARE(report.state, SetupState::ToDo);
        QCOMPARE(report.problem->message, u"You may not."_s);
        QVERIFY(report.details.contains(u"PERMISSION_DENIED"_s));
        QCOMPARE(scene.count("/y"), 0);
        QVERIFY(!scene.record.value(0).succeeded);
        QVERIFY(scene.record.value(0).undo.text.isEmpty());
    }

    void aCallThatIsAcceptedWithoutEffectIsNotRepeated() {
        Scene scene;
        scene.answers("/x", "{}");
        scene.work.how = [&](StepView view) {
            view.add(call(u"/x"_s));
            return view.settle(u"done"_s, u"to do"_s);
        };
        const auto report = scene.apply();
        QCOMPARE(scene.count("/x"), 1);
        QCOMPARE(report.state, SetupState::ToDo);
        QVERIFY(report.problem->message.contains(u"no change"_s));
    }

    void laterCallsAreFoundOutAnewWhenAnEarlierOneMakesWhatTheyName() {
        Scene scene;
        std::atomic<bool> made = false;
        scene.server.on("/x", [&](const SeenRequest&) {
            made = true;
            return jsonReply(200, "{}");
        });
        std::atomic<bool> second = false;
        scene.server.on("/y/7", [&](const SeenRequest&) {
            second = true;
            return jsonReply(200, "{}");
        });
        scene.work.how = [&](StepView view) {
            if (!made) {
                auto one = call(u"/x"_s);
                one.looksAgain = true;
                view.add(one);
            }
            if (!second)
                view.add(call(u"/y/"_s + (made ? u"7"_s : u"<id>"_s)));
            return view.settle(u"done"_s, u"to do"_s);
        };
        QCOMPARE(scene.apply().state, SetupState::Done);
        QCOMPARE(scene.record.size(), 2);
    }

    void aSecretIsSentAndNeverKept() {
        Scene scene;
        scene.secret = Secret("fake \"token\"");
        std::atomic<bool> made = false;
        scene.server.on(SecretPath.toLatin1(), [&](const SeenRequest&) {
            made = true;
            return jsonReply(200, "{}");
        });
        scene.work.how = [&](StepView view) {
            if (!made) {
                PlannedCall one;
                one.call = restCall(u"Keep the secret"_s, "POST", SecretPath,
                    nlohmann::json{{"string_value", SecretMark.toStdString()}});
                view.add(one);
            }
            return view.settle(u"done"_s, u"to do"_s);
        };
        QCOMPARE(scene.apply().state, SetupState::Done);
        const auto sent = nlohmann::json::parse(scene.server.seen().last().body.toStdString());
        QCOMPARE(QString::fromStdString(sent["string_value"]), u"fake \"token\""_s);
        QVERIFY(scene.record.value(0).call.text.contains(SecretMark));
    }

    void theSecretGoesIntoNoOtherCall() {
        const auto call
            = restCall(u"Register"_s, "POST", u"/x"_s, nlohmann::json{{"filter", SecretMark.toStdString()}});
        const auto request = requestOf(call, "fake-token");
        QVERIFY(request);
        QVERIFY(request->body.contains("<secret>"));
        QVERIFY(!request->body.contains("fake-token"));
    }

    void whatWasRefusedIsNotOursToTakeBack() {
        Scene scene;
        std::atomic<bool> there = false;
        scene.server.on("/x", [&](const SeenRequest&) {
            there = true; // by somebody else, meanwhile
            return jsonReply(400, R"({"error_code":"RESOURCE_ALREADY_EXISTS","message":"It is there."})");
        });
        scene.work.how = [&](StepView view) {
            if (!there) {
                PlannedCall one = call(u"/x"_s);
                one.undo = restCall(u"Delete it"_s, "DELETE", u"/x"_s);
                one.isDone = [&] { return there.load(); };
                view.add(one);
            }
            return view.settle(u"done"_s, u"to do"_s);
        };
        QCOMPARE(scene.apply().state, SetupState::Done);
        QVERIFY(scene.record.value(0).succeeded);
        QVERIFY(scene.record.value(0).undo.text.isEmpty());
    }

    void withoutTheSecretNothingIsSent() {
        Scene scene;
        scene.answers(SecretPath.toLatin1(), "{}");
        scene.work.how = [&](StepView view) {
            PlannedCall one;
            one.call = restCall(
                u"Keep the secret"_s, "POST", SecretPath, nlohmann::json{{"string_value", SecretMark.toStdString()}});
            view.add(one);
            return view.settle(u"done"_s, u"to do"_s);
        };
        QVERIFY(scene.apply().problem->message.contains(u"secret"_s));
        QCOMPARE(scene.count(SecretPath.toLatin1()), 0);
    }

    void whatWaitsForAnotherStepIsNotSent() {
        Scene scene;
        scene.answers("/x", "{}");
        scene.work.how = [&](StepView view) {
            view.add(call(u"/x"_s));
            view.waitsFor = u"Make the experiment first."_s;
            return view.settle(u"done"_s, u"to do"_s);
        };
        const auto report = scene.apply();
        QCOMPARE(report.state, SetupState::Blocked);
        QCOMPARE(report.problem->message, u"Make the experiment first."_s);
        QCOMPARE(scene.count("/x"), 0);
    }

    void givingUpSendsNothingMore() {
        Scene scene;
        scene.server.on("/x", [&](const SeenRequest&) {
            scene.cancelled = true;
            return jsonReply(200, "{}");
        });
        scene.answers("/y", "{}");
        scene.work.how = [&](StepView view) {
            view.add(call(u"/x"_s));
            view.add(call(u"/y"_s));
            return view.settle(u"done"_s, u"to do"_s);
        };
        scene.apply();
        QCOMPARE(scene.count("/y"), 0);
        QCOMPARE(scene.record.size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestSetupRunner)
#include "tst_setup_runner.moc"
