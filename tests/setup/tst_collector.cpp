// The collector app: its secret, itself, its deployment, its service principal's rights.
#include "services/setup/Undo.h"
#include "tests/setup/ProofBench.h"

#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::test;

namespace {

const QByteArray FakeToken = "fake-token-for-tests";

struct CollectorBench : ProofBench {
    SetupPlan plan;

    CollectorBench() {
        secret = Secret(FakeToken);
        plan = bind();
        plan.host = workspace.client().base();
        plan.collector = {.appName = u"spans-in"_s,
            .sourceFolder = u"/Workspace/Shared/spans-in"_s,
            .secretScope = u"spans-in"_s,
            .secretKey = u"databricks-token"_s};
        makeFolder(plan.collector.sourceFolder);
    }
    void makeFolder(const QString& path) {
        QCOMPARE(workspace.client().post(u"/api/2.0/workspace/mkdirs"_s, {{u"path"_s, path}}).status, 200);
    }
    SetupStepReport look() { return probe(plan, SetupStep::Collector); }
    SetupStepReport run() { return apply(plan, SetupStep::Collector); }
    QJsonObject app() { return workspace.client().get(u"/api/2.0/apps/spans-in"_s).json(); }
    QString deployment() { return app().value("active_deployment"_L1).toObject().value("deployment_id"_L1).toString(); }
    /// By somebody else, from the same folder.
    void deployWith(const QJsonArray& environment) {
        const auto before = deployment();
        QCOMPARE(workspace.client()
                     .post(u"/api/2.0/apps/spans-in/deployments"_s,
                         {{u"source_code_path"_s, plan.collector.sourceFolder}, {u"env_vars"_s, environment}})
                     .status,
            200);
        QTRY_VERIFY(deployment() != before);
    }
    void replace(const QByteArray& token) {
        plan.collector.replacesSecret = true;
        secret = Secret(token);
    }
    /// Takes back what was recorded of the call whose text holds `part`, as the window does it.
    Result<> undo(const QString& part) {
        QTemporaryDir folder;
        SetupRecord kept(folder.filePath(u"record.json"_s));
        for (const SetupRecordEntry& each : std::as_const(record))
            kept.add(each);
        const auto made
            = std::ranges::find_if(record, [&](const SetupRecordEntry& each) { return each.call.text.contains(part); });
        SetupSession session(parts());
        return takeBack(*made, kept, session);
    }
    QByteArray secretValue() {
        const auto answer = workspace.client().get(u"/api/2.0/secrets/get?scope=spans-in&key=databricks-token"_s);
        return QByteArray::fromBase64(answer.json().value("value"_L1).toString().toLatin1());
    }
};

QString problemOf(const SetupStepReport& report) { return report.problem ? report.problem->oneLine() : report.summary; }

} // namespace

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

    void theSecretIsInNoRecord() {
        CollectorBench bench;
        bench.run();
        QVERIFY(!bench.record.isEmpty());
        for (const SetupRecordEntry& each : bench.record)
            QVERIFY(!QString(each.call.text + each.answer + each.undo.text).contains(QString::fromLatin1(FakeToken)));
    }

    void appliedTwiceItIsTheSame() {
        CollectorBench bench;
        bench.run();
        const qsizetype changes = bench.record.size();
        QCOMPARE(bench.run().state, SetupState::Done);
        QCOMPARE(bench.record.size(), changes);
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
