// The collector app's secret: kept, replaced, taken back, and never another's.
#include "tests/setup/CollectorBench.h"

using namespace spanglass;
using namespace spanglass::test;

class TestCollectorSecret : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theSecretIsInNoRecord() {
        CollectorBench bench;
        bench.run();
        QVERIFY(!bench.record.isEmpty());
        for (const SetupRecordEntry& each : bench.record)
            QVERIFY(!QString(each.call.text + each.answer + each.undo.text).contains(QString::fromLatin1(FakeToken)));
    }

    void withoutATokenItSaysThatOneIsNeeded() {
        CollectorBench bench;
        bench.secret = Secret();
        const SetupStepReport report = bench.run();
        QVERIFY(report.problem);
        QCOMPARE(report.problem->code, ErrorCode::BadInput);
        QVERIFY(bench.secretValue().isEmpty());
    }

    void aSecretThatIsThereIsNotOverwritten() {
        CollectorBench bench;
        bench.run();
        bench.secret = Secret("another-fake");
        bench.run();
        QCOMPARE(bench.secretValue(), FakeToken);
    }

    void replacingTheSecretIsShownBeforeWithoutTheToken() {
        CollectorBench bench;
        bench.run();
        bench.replace("another-fake");
        const SetupStepReport report = bench.look();
        QCOMPARE(report.state, SetupState::ToDo);
        QCOMPARE(purposes(report), (QStringList{u"Replace the token in the secret"_s, u"Deploy the app"_s}));
        QVERIFY(report.calls[0].text.contains("\"string_value\": \"<secret>\""_L1));
        QVERIFY(report.cautions.join(u' ').contains(u"is lost"_s));
        QCOMPARE(bench.secretValue(), FakeToken);
    }

    void theSecretIsReplacedOnceAndTheAppReadsIt() {
        CollectorBench bench;
        bench.run();
        const QString before = bench.deployment();
        bench.replace("another-fake");
        const SetupStepReport report = bench.run();
        QVERIFY2(report.state == SetupState::Done, qPrintable(problemOf(report)));
        QVERIFY(!report.learned.collector.replacesSecret);
        QCOMPARE(bench.secretValue(), QByteArray("another-fake"));
        QVERIFY(bench.deployment() != before);
        QVERIFY(bench.record.last().undo.text.isEmpty());
        for (const SetupRecordEntry& each : std::as_const(bench.record))
            QVERIFY(!QString(each.call.text + each.answer).contains("another-fake"_L1));
    }

    void withoutATokenNothingIsReplaced() {
        CollectorBench bench;
        bench.run();
        bench.replace({});
        const SetupStepReport report = bench.run();
        QCOMPARE(report.problem.value_or(Error()).code, ErrorCode::BadInput);
        QVERIFY(report.learned.collector.replacesSecret);
        QCOMPARE(bench.secretValue(), FakeToken);
    }

    void aReplacementThatIsNotDeployedIsStillToDo() {
        CollectorBench bench;
        bench.run();
        bench.replace("another-fake");
        QVERIFY(bench.workspace.practice().setFault(u"proxy-page@deployments"_s, true));
        const SetupStepReport report = bench.run();
        QVERIFY(report.problem);
        QVERIFY(!bench.record.last().succeeded);
        QVERIFY(report.learned.collector.replacesSecret);
        QVERIFY(bench.workspace.practice().setFault(u"proxy-page@deployments"_s, false));
        QCOMPARE(bench.run().state, SetupState::Done);
    }

    void aSecretThatSomebodyDeletedIsPutThereOnce() {
        CollectorBench bench;
        bench.run();
        bench.workspace.client().post(
            u"/api/2.0/secrets/delete"_s, {{u"scope"_s, u"spans-in"_s}, {u"key"_s, u"databricks-token"_s}});
        bench.replace("another-fake");
        const SetupStepReport report = bench.run();
        QVERIFY2(report.state == SetupState::Done, qPrintable(problemOf(report)));
        QVERIFY(!report.learned.collector.replacesSecret);
        QCOMPARE(bench.secretValue(), QByteArray("another-fake"));
    }

    void aSecretThatIsNotThereIsNotReplacedAgainAfterwards() {
        CollectorBench bench;
        bench.plan.collector.replacesSecret = true;
        const SetupStepReport report = bench.run();
        QVERIFY2(report.state == SetupState::Done, qPrintable(problemOf(report)));
        QVERIFY(!report.learned.collector.replacesSecret);
        QCOMPARE(bench.workspace.sent("POST", u"/api/2.0/secrets/put"_s), 1);
    }

    void theScopeAndWhatWasPutThereAreTakenBack() {
        CollectorBench bench;
        bench.run();
        QVERIFY(bench.undo(u"scopes/create"_s));
        QCOMPARE(bench.workspace.client().get(u"/api/2.0/secrets/list?scope=spans-in"_s).status, 404);
    }

    void aScopeThatHoldsWhatSomebodyElsePutThereIsNotTakenBack() {
        CollectorBench bench;
        bench.run();
        bench.workspace.client().post(u"/api/2.0/secrets/put"_s,
            {{u"scope"_s, u"spans-in"_s}, {u"key"_s, u"theirs"_s}, {u"string_value"_s, u"fake"_s}});
        const auto undone = bench.undo(u"scopes/create"_s);
        QVERIFY(!undone);
        QCOMPARE(undone.error().code, ErrorCode::Conflict);
        QVERIFY2(undone.error().message.contains("holds theirs"_L1), qPrintable(undone.error().message));
        QCOMPARE(bench.secretValue(), FakeToken);
    }

    void aSecretThatSomebodyWroteAnewIsNotTakenBack() {
        for (const QString& made : {u"scopes/create"_s, u"secrets/put"_s}) {
            CollectorBench bench;
            bench.run();
            for (SetupRecordEntry& each : bench.record)
                each.at = each.at.addDays(-1); // and it was written today
            const auto undone = bench.undo(made);
            QVERIFY(!undone);
            QVERIFY2(undone.error().message.contains("anew since"_L1), qPrintable(undone.error().message));
            QCOMPARE(bench.secretValue(), FakeToken);
        }
    }

    void whatAnotherWorkspaceWasGivenIsNotWhatThisOneHolds() {
        CollectorBench bench;
        bench.run();
        for (SetupRecordEntry& each : bench.record)
            if (each.call.text.contains(u"secrets/put"_s))
                each.host = u"https://another.example"_s;
        QVERIFY(!bench.undo(u"scopes/create"_s));
        QCOMPARE(bench.secretValue(), FakeToken);
    }

    void aSecretThatWasTakenBackAndIsThereAgainIsSomebodyElses() {
        CollectorBench bench;
        bench.run();
        for (SetupRecordEntry& each : bench.record)
            each.undone = each.call.text.contains(u"secrets/put"_s);
        const auto undone = bench.undo(u"scopes/create"_s);
        QVERIFY(!undone);
        QVERIFY(undone.error().message.contains(u"no setup put there"_s));
    }

    void aSecretOfOursIsTakenBack() {
        CollectorBench bench;
        bench.run();
        QVERIFY(bench.undo(u"secrets/put"_s));
        QVERIFY(bench.secretValue().isEmpty());
    }

    void withoutALookAtTheScopeNothingIsTakenBack() {
        CollectorBench bench;
        bench.run();
        QVERIFY(bench.workspace.practice().setFault(u"server-gone@secrets/list"_s, true));
        QVERIFY(!bench.undo(u"scopes/create"_s));
        QCOMPARE(bench.workspace.sent("POST", u"/api/2.0/secrets/scopes/delete"_s), 0);
    }
};

QTEST_GUILESS_MAIN(TestCollectorSecret)
#include "tst_collector_secret.moc"
