// The collector app: itself, its deployment, its service principal's rights.
#include "tests/setup/CollectorBench.h"

using namespace spanglass;
using namespace spanglass::test;

class TestCollector : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void withoutAnAppInThePlanNothingIsAsked() {
        CollectorBench bench;
        bench.plan.collector = {};
        QCOMPARE(bench.look().state, SetupState::NotAsked);
    }

    void lookingShowsAllCallsAndChangesNothing() {
        CollectorBench bench;
        const SetupStepReport report = bench.look();
        QCOMPARE(report.state, SetupState::ToDo);
        QCOMPARE(purposes(report).first(4),
            (QStringList{
                u"Make the secret scope"_s, u"Keep the token as a secret"_s, u"Make the app"_s, u"Deploy the app"_s}));
        QVERIFY(report.calls.last().text.contains(AppPrincipalMark));
        QVERIFY(report.calls[1].text.contains("\"string_value\": \"<secret>\""_L1));
        QVERIFY(report.calls[3].text.contains("\"value\": \"main\""_L1));
        QCOMPARE(bench.workspace.client().get(u"/api/2.0/apps/spans-in"_s).status, 404);
    }

    void appliedTheAppRunsAndItsAddressIsKnown() {
        CollectorBench bench;
        const SetupStepReport report = bench.run();
        QVERIFY2(report.state == SetupState::Done, qPrintable(problemOf(report)));
        QCOMPARE(bench.app().value("app_status"_L1).toObject().value("state"_L1).toString(), u"RUNNING"_s);
        QCOMPARE(bench.secretValue(), FakeToken);
        QCOMPARE(report.learned.collector.url, bench.app().value("url"_L1).toString());
        QVERIFY(finding(report, u"Address"_s)->evidence.contains("error page, which is as it should be"_L1));
    }

    void itsServicePrincipalGetsTheRightsOfAWriter() {
        CollectorBench bench;
        QCOMPARE(bench.run().state, SetupState::Done);
        const QString who = bench.app().value("service_principal_client_id"_L1).toString();
        const SqlTable grants = bench.sql(u"SHOW GRANTS `%1` ON TABLE main.default.proof_otel_logs"_s.arg(who));
        QStringList privileges;
        for (std::size_t row = 0; row < grants.rowCount(); ++row)
            privileges << grants.text(row, 1);
        QVERIFY2(
            privileges.contains(u"MODIFY"_s) && privileges.contains(u"SELECT"_s), qPrintable(privileges.join(u' ')));
    }

    void appliedTwiceItIsTheSame() {
        CollectorBench bench;
        bench.run();
        const qsizetype changes = bench.record.size();
        QCOMPARE(bench.run().state, SetupState::Done);
        QCOMPARE(bench.record.size(), changes);
    }

    void withoutItsCodeNothingIsMade() {
        CollectorBench bench;
        bench.plan.collector.sourceFolder = u"/Workspace/Shared/nowhere"_s;
        const SetupStepReport report = bench.run();
        QCOMPARE(report.state, SetupState::Blocked);
        QVERIFY2(problemOf(report).contains("databricks sync . /Workspace/Shared/nowhere"_L1),
            qPrintable(problemOf(report)));
        QVERIFY(bench.record.isEmpty());
    }

    void aNameThatNoAppCanHaveIsToldBefore() {
        CollectorBench bench;
        bench.plan.collector.appName = u"Spans In"_s;
        QCOMPARE(bench.look().state, SetupState::Blocked);
        QCOMPARE(bench.workspace.sent("GET", u"/api/2.0/apps"_s), 0);
    }

    void aStoppedAppIsStarted() {
        CollectorBench bench;
        bench.run();
        bench.workspace.client().post(u"/api/2.0/apps/spans-in/stop"_s, {});
        QTRY_COMPARE(bench.app().value("compute_status"_L1).toObject().value("state"_L1).toString(), u"STOPPED"_s);
        QVERIFY(purposes(bench.look()).contains(u"Start the app"_s));
        QCOMPARE(bench.run().state, SetupState::Done);
        QCOMPARE(bench.app().value("compute_status"_L1).toObject().value("state"_L1).toString(), u"ACTIVE"_s);
    }

    void anAppWithoutItsSecretIsGivenItBesidesTheOthers() {
        CollectorBench bench;
        bench.run();
        const QJsonObject other{{u"name"_s, u"wh"_s},
            {u"sql_warehouse"_s, QJsonObject{{u"id"_s, RunningWarehouse}, {u"permission"_s, u"CAN_USE"_s}}}};
        bench.workspace.client().patch(u"/api/2.0/apps/spans-in"_s, {{u"resources"_s, QJsonArray{other}}});
        QCOMPARE(purposes(bench.look()), QStringList{u"Give the app its secret"_s});
        QCOMPARE(bench.run().state, SetupState::Done);
        const QJsonArray resources = bench.app().value("resources"_L1).toArray();
        QCOMPARE(resources.size(), 2);
        QCOMPARE(resources[0].toObject(), other);
    }

    void anAppThatWasDeployedForSomethingElseIsDeployedAnew() {
        CollectorBench bench;
        bench.run();
        bench.deployWith({QJsonObject{{u"name"_s, u"MLFLOW_EXPERIMENT_NAME"_s}, {u"value"_s, u"/Shared/other"_s}}});
        const SetupStepReport seen = bench.look();
        QCOMPARE(purposes(seen), QStringList{u"Deploy the app"_s});
        QVERIFY2(finding(seen, u"Deployment"_s)->evidence.contains(u"MLFLOW_EXPERIMENT_NAME"_s),
            qPrintable(finding(seen, u"Deployment"_s)->evidence));
        const SetupStepReport report = bench.run();
        QVERIFY2(report.state == SetupState::Done, qPrintable(problemOf(report)));
    }

    void whatItWasDeployedForMayNotBeToldAndIsOffered() {
        CollectorBench bench;
        bench.run();
        QJsonArray names;
        const QJsonArray deployed = bench.app().value("active_deployment"_L1).toObject().value("env_vars"_L1).toArray();
        for (const auto& each : deployed)
            names.append(QJsonObject{{u"name"_s, each.toObject().value("name"_L1)}});
        bench.deployWith(names);
        const QString before = bench.deployment();
        const SetupStepReport seen = bench.look();
        QCOMPARE(seen.state, SetupState::Uncertain);
        QCOMPARE(seen.offers.size(), 1);
        bench.plan = seen.offers.first().plan;
        const SetupStepReport report = bench.run();
        QVERIFY2(report.state == SetupState::Done, qPrintable(problemOf(report)));
        QVERIFY(!report.learned.collector.deploysAnew);
        QVERIFY(bench.deployment() != before);
    }

    void codeThatChangedInItsFolderCanBeDeployed() {
        CollectorBench bench;
        bench.run();
        const QString before = bench.deployment();
        const SetupStepReport seen = bench.look();
        QCOMPARE(seen.state, SetupState::Done);
        bench.plan = seen.offers.value(0).plan;
        QCOMPARE(bench.run().state, SetupState::Done);
        QVERIFY(bench.deployment() != before);
    }

    void tablesOfFixedNamesAreToldToBeOfNoUseToIt() {
        CollectorBench bench;
        bench.plan.form = TraceTableForm::SchemaLinked;
        const SetupStepReport report = bench.run();
        QCOMPARE(report.state, SetupState::Blocked);
        QVERIFY2(problemOf(report).contains("tables of fixed names"_L1), qPrintable(problemOf(report)));
        QCOMPARE(report.offers.value(0).plan.form, TraceTableForm::TablePrefix);
        QVERIFY(report.offers.value(0).plan.experimentName != bench.plan.experimentName);
        QVERIFY(bench.record.isEmpty());
    }

    void anAnswerThatIsLostAfterTheWorkIsNoFailure() {
        CollectorBench bench;
        QVERIFY(bench.workspace.practice().setFault(u"server-gone@secrets/put"_s, true));
        SetupStepReport report = bench.run();
        QVERIFY2(report.state == SetupState::Done && !report.problem, qPrintable(problemOf(report)));
        QVERIFY(std::ranges::all_of(bench.record, &SetupRecordEntry::succeeded));
        bench.workspace.client().post(u"/api/2.0/apps/spans-in/stop"_s, {});
        QTRY_COMPARE(bench.app().value("compute_status"_L1).toObject().value("state"_L1).toString(), u"STOPPED"_s);
        QVERIFY(bench.workspace.practice().setFault(u"server-gone@spans-in/start"_s, true));
        report = bench.run();
        QVERIFY2(report.state == SetupState::Done && !report.problem, qPrintable(problemOf(report)));
    }

    void codeFromAnotherFolderIsDeployedAnew() {
        CollectorBench bench;
        bench.run();
        bench.makeFolder(u"/Workspace/Shared/newer"_s);
        bench.plan.collector.sourceFolder = u"/Workspace/Shared/newer"_s;
        QVERIFY(finding(bench.look(), u"Deployment"_s)->evidence.contains("/Workspace/Shared/spans-in"_L1));
        QCOMPARE(bench.run().state, SetupState::Done);
        const QJsonObject active = bench.app().value("active_deployment"_L1).toObject();
        QCOMPARE(active.value("source_code_path"_L1).toString(), u"/Workspace/Shared/newer"_s);
    }
};

QTEST_GUILESS_MAIN(TestCollector)
#include "tst_collector.moc"
