#include "services/setup/PlanExport.h"
#include "tests/setup/SetupBench.h"

#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::test;

namespace {

SetupPlan plan(TraceTableForm form) {
    SetupPlan out = SetupBench::plan();
    out.host = u"https://dbc-1.example"_s;
    out.experimentName = u"/Shared/team's/agents"_s;
    out.experimentId = u"424242"_s;
    out.form = form;
    out.grants = {{{PrincipalKind::Group, u"analysts"_s, u"analysts"_s}, false, true}};
    return out;
}

/// In place of the official CLI: the same calls by curl, with the token of the practice workspace.
void writeCli(const QString& folder, const PracticeClient& client) {
    QFile file(folder + u"/databricks"_s);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("#!/bin/sh\nHOST='" + client.base().toUtf8() + "'\nTOKEN='" + client.token() + "'\n");
    file.write("send() {\n"
               "  curl -sf -X \"$1\" -H \"Authorization: Bearer $TOKEN\" -d \"${3:-}\" \"$HOST$2\" && return\n"
               "  curl -s -X \"$1\" -H \"Authorization: Bearer $TOKEN\" -d \"${3:-}\" \"$HOST$2\" >&2\n"
               "  return 1\n"
               "}\n"
               "until_app() {\n"
               "  until send GET \"/api/2.0/apps/$1\" | grep -q \"$2\"; do :; done\n"
               "}\n"
               "case \"$1 $2\" in\n"
               "'api '*) send \"$(echo \"$2\" | tr a-z A-Z)\" \"$3\" \"${5:-}\" ;;\n"
               "'secrets create-scope') send POST /api/2.0/secrets/scopes/create '{\"scope\":\"'\"$3\"'\"}' ;;\n"
               "'secrets list-secrets') send GET \"/api/2.0/secrets/list?scope=$3\" ;;\n"
               "'secrets put-secret')\n"
               "  send POST /api/2.0/secrets/put \\\n"
               "    '{\"scope\":\"'\"$3\"'\",\"key\":\"'\"$4\"'\",\"string_value\":\"'\"$(cat)\"'\"}' ;;\n"
               "'apps create')\n"
               "  send POST /api/2.0/apps \"$4\" || exit 1\n"
               "  until_app spans-in '\"state\":\"ACTIVE\"' ;;\n"
               "'apps get') send GET \"/api/2.0/apps/$3\" ;;\n"
               "'apps deploy')\n"
               "  send POST \"/api/2.0/apps/$3/deployments\" \"$5\" || exit 1\n"
               "  until_app \"$3\" '\"state\":\"SUCCEEDED\"' ;;\n"
               "*) echo \"unknown command: $*\" >&2; exit 1 ;;\n"
               "esac\n");
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
}

/// A workspace, and a shell with its CLI.
struct ShellBench : SetupBench {
    QTemporaryDir folder;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();

    ShellBench() {
        writeCli(folder.path(), workspace.client());
        environment.insert(u"PATH"_s, folder.path() + u':' + environment.value(u"PATH"_s));
        environment.insert(u"NO_PROXY"_s, u"127.0.0.1"_s);
        environment.remove(u"SPANGLASS_COLLECTOR_TOKEN"_s);
    }
    static bool canRun() {
        return !QStandardPaths::findExecutable(u"curl"_s).isEmpty()
            && !QStandardPaths::findExecutable(u"sh"_s).isEmpty();
    }
    /// What it said.
    QString run(const SetupPlan& plan) {
        QProcess shell;
        shell.setProcessEnvironment(environment);
        shell.setProcessChannelMode(QProcess::MergedChannels);
        shell.setStandardInputFile(QProcess::nullDevice());
        QFile script(folder.filePath(u"script.sh"_s));
        if (!script.open(QIODevice::WriteOnly))
            qFatal("no script");
        script.write(planToShell(plan).toUtf8());
        script.close();
        shell.start(u"sh"_s, {script.fileName()});
        if (!shell.waitForFinished(60'000) || shell.exitCode() != 0)
            qFatal("the script failed: %s", shell.readAll().constData());
        return QString::fromUtf8(shell.readAll());
    }
    SetupPlan fullPlan() {
        SetupPlan out = plan(TraceTableForm::TablePrefix);
        out.collector = {.appName = u"spans-in"_s,
            .sourceFolder = u"/Workspace/Shared/spans-in"_s,
            .secretScope = u"spans-in"_s,
            .secretKey = u"the-token"_s};
        out.monitoringWarehouseId = RunningWarehouse;
        out.scorers = {{.name = u"it's harmless"_s, .builtin = u"Safety"_s, .sampleRate = 0.5}};
        workspace.client().post(u"/api/2.0/workspace/mkdirs"_s, {{u"path"_s, out.collector.sourceFolder}});
        environment.insert(u"SPANGLASS_COLLECTOR_TOKEN"_s, u"fake-first"_s);
        return out;
    }
    static SetupPlan plan(TraceTableForm form) { return ::plan(form); }
    QByteArray secretValue() {
        const auto answer = workspace.client().get(u"/api/2.0/secrets/get?scope=spans-in&key=the-token"_s);
        return QByteArray::fromBase64(answer.json().value("value"_L1).toString().toLatin1());
    }
    QJsonArray scorers(const SetupPlan& made) {
        const auto answer
            = workspace.client().get(u"/api/2.0/managed-evals/scheduled-scorers/"_s + made.experimentId).json();
        return answer.value("scheduled_scorers"_L1).toObject().value("scorers"_L1).toArray();
    }
    /// The plan with the experiment that a script has made.
    SetupPlan found(SetupPlan made) {
        made.experimentId.clear();
        return probe(made, SetupStep::Experiment).learned;
    }
};

} // namespace

class TestPlanExport : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void sqlHoldsWhatStatementsCanDo() {
        const QString sql = planToSql(plan(TraceTableForm::TablePrefix));
        QVERIFY(sql.contains(u"\nCREATE SCHEMA IF NOT EXISTS main.traces;\n"_s));
        QVERIFY(sql.contains(u"\n-- POST /api/5.0/mlflow/tracing/locations\n"_s));
        QVERIFY(!sql.contains(u"/unity-catalog/permissions/"_s)); // which the GRANT statements say
        QVERIFY(sql.contains(u"\nGRANT USE SCHEMA ON SCHEMA main.traces TO `analysts`;\n"_s));
        QVERIFY(sql.contains(u"GRANT SELECT ON TABLE main.traces.`<experiment id>_otel_spans` TO `analysts`;"_s));
        QVERIFY(!sql.contains(u"424242"_s));
    }

    void byHandHoldsTheWholeTables() {
        const QString sql = planToSql(plan(TraceTableForm::ByHand));
        QCOMPARE(sql.count(u"CREATE TABLE IF NOT EXISTS main.traces.mlflow_experiment_trace_otel_"_s), 3);
    }

    void namesAreQuotedForTheShell() {
        const QString script = planToShell(plan(TraceTableForm::SchemaLinked));
        QVERIFY(script.contains(u"team'\\''s"_s));
        QVERIFY(script.contains(u"/api/4.0/mlflow/traces/'\"$experiment_id\"'/link-location"_s));
        QVERIFY(!script.contains(u"424242"_s));
    }

    void noNameGoesOnBehindAComment() {
        for (const QChar end : {QChar(u'\n'), QChar(u'\r'), QChar(0x2028)}) {
            const QString name = u"/Shared/x"_s + end + u"reboot"_s;
            SetupPlan server = plan(TraceTableForm::SchemaLinked);
            server.mlflowServer = true;
            server.experimentName = name;
            SetupPlan workspace = plan(TraceTableForm::SchemaLinked);
            workspace.experimentName = name;
            workspace.collector.appName = u"app"_s + end + u"reboot"_s;
            QVERIFY(!planToSql(workspace).contains(QChar(0x2028)));
            for (const QString& text : {planToShell(workspace), planToSql(workspace), planToShell(server)}) {
                QVERIFY(!text.contains(u"\nreboot"_s));
                QVERIFY(!text.contains(QChar(u'\r')));
            }
        }
    }

    void whoDoesNotUseTheWarehouseIsGivenNothingOnIt() {
        SetupPlan readers = plan(TraceTableForm::SchemaLinked);
        QVERIFY(planToShell(readers).contains(u"/api/2.0/permissions/warehouses/"_s));
        readers.grants[0].usesWarehouse = false;
        QVERIFY(!planToShell(readers).contains(u"/api/2.0/permissions/warehouses/"_s));
    }

    void whatStatementsCannotDoIsSaid() {
        SetupPlan more = plan(TraceTableForm::SchemaLinked);
        QVERIFY(!planToSql(more).contains(u"Left to do"_s));
        more.collector.appName = u"trace-collector"_s;
        more.scorers = {{.name = u"safety"_s}};
        QVERIFY(planToSql(more).contains(
            u"by the shell script or spanglass setup --plan FILE: the collector app trace-collector and 1 scorers."_s));
    }

    void aScriptWithoutThemSpeaksOfNeitherAppNorScorers() {
        const QString script = planToShell(plan(TraceTableForm::SchemaLinked));
        QVERIFY(!script.contains(u"put-secret"_s));
        QVERIFY(!script.contains(u"scheduled-scorers"_s));
    }

    void theCollectorAppAndTheScorersAreMadeToo() {
        if (!ShellBench::canRun())
            QSKIP("needs sh and curl");
        ShellBench bench;
        const SetupPlan asked = bench.fullPlan();
        bench.run(asked);
        const SetupPlan made = bench.found(asked);
        const auto collector = bench.probe(made, SetupStep::Collector);
        QVERIFY2(collector.state == SetupState::Done, qPrintable(collector.summary));
        const auto monitoring = bench.probe(made, SetupStep::Monitoring);
        QVERIFY2(monitoring.state == SetupState::Done, qPrintable(monitoring.summary));
        QCOMPARE(bench.secretValue(), QByteArray("fake-first"));
    }

    void theTokenStandsInNoScriptAndInNoAnswer() {
        if (!ShellBench::canRun())
            QSKIP("needs sh and curl");
        ShellBench bench;
        const SetupPlan asked = bench.fullPlan();
        QVERIFY(!bench.run(asked).contains(u"fake-first"_s));
        QVERIFY(!planToShell(asked).contains(u"fake-first"_s));
    }

    void aSecretThatIsThereStaysUnlessReplacingIsAsked() {
        if (!ShellBench::canRun())
            QSKIP("needs sh and curl");
        ShellBench bench;
        const SetupPlan asked = bench.fullPlan();
        bench.run(asked);
        bench.environment.insert(u"SPANGLASS_COLLECTOR_TOKEN"_s, u"fake-second"_s);
        QVERIFY(bench.run(asked).contains(u"there already, and stays"_s));
        QCOMPARE(bench.secretValue(), QByteArray("fake-first"));
        bench.environment.insert(u"REPLACE_COLLECTOR_TOKEN"_s, u"1"_s);
        bench.run(asked);
        QCOMPARE(bench.secretValue(), QByteArray("fake-second"));
    }

    void withoutATokenTheScriptSaysSo() {
        if (!ShellBench::canRun())
            QSKIP("needs sh and curl");
        ShellBench bench;
        const SetupPlan asked = bench.fullPlan();
        bench.environment.remove(u"SPANGLASS_COLLECTOR_TOKEN"_s);
        QVERIFY(bench.run(asked).contains(u"no token: set SPANGLASS_COLLECTOR_TOKEN"_s));
        QVERIFY(bench.secretValue().isEmpty());
    }

    void aSecretThatCannotBeListedIsNotReplaced() {
        if (!ShellBench::canRun())
            QSKIP("needs sh and curl");
        ShellBench bench;
        const SetupPlan asked = bench.fullPlan();
        bench.run(asked);
        QVERIFY(bench.workspace.practice().setFault(u"proxy-page@secrets/list"_s, true));
        bench.environment.insert(u"SPANGLASS_COLLECTOR_TOKEN"_s, u"fake-second"_s);
        QVERIFY(bench.run(asked).contains(u"left as it is"_s));
        QCOMPARE(bench.secretValue(), QByteArray("fake-first"));
    }

    void aListOfScorersThatIsThereIsLeftAndThePythonScriptIsNamed() {
        if (!ShellBench::canRun())
            QSKIP("needs sh and curl");
        ShellBench bench;
        SetupPlan asked = bench.fullPlan();
        bench.run(asked);
        const SetupPlan made = bench.found(asked);
        asked.scorers = {{.name = u"another"_s, .builtin = u"Safety"_s}};
        const QString said = bench.run(asked);
        QVERIFY2(said.contains(u"Python script that Setup shows under Monitoring"_s), qPrintable(said));
        QCOMPARE(bench.scorers(made).size(), 1);
        QCOMPARE(bench.scorers(made)[0].toObject().value("name"_L1).toString(), u"it's harmless"_s);
    }

    void scorersThatCannotBeReadAreLeftAlone() {
        if (!ShellBench::canRun())
            QSKIP("needs sh and curl");
        ShellBench bench;
        const SetupPlan asked = bench.fullPlan();
        QVERIFY(bench.workspace.practice().setFault(u"proxy-page@scheduled-scorers"_s, true));
        const QString said = bench.run(asked);
        QVERIFY2(said.contains(u"the scorers cannot be read"_s), qPrintable(said));
        QCOMPARE(bench.workspace.sent("POST", u"scheduled-scorers"_s), 0);
    }

    void anMlflowServerNeedsOneCall() {
        SetupPlan server;
        server.mlflowServer = true;
        server.host = u"http://127.0.0.1:5000"_s;
        server.experimentName = u"agents"_s;
        QVERIFY(planToShell(server).contains(u"'http://127.0.0.1:5000/api/2.0/mlflow/experiments/create'"_s));
        QVERIFY(planToSql(server).startsWith(u"-- "_s));
    }

    void theScriptDoesTheSameAsTheSteps_data() {
        QTest::addColumn<TraceTableForm>("form");
        QTest::newRow("newer") << TraceTableForm::TablePrefix;
        QTest::newRow("older") << TraceTableForm::SchemaLinked;
        QTest::newRow("by hand") << TraceTableForm::ByHand;
    }
    void theScriptDoesTheSameAsTheSteps() {
        QFETCH(TraceTableForm, form);
        if (!ShellBench::canRun())
            QSKIP("needs sh and curl");
        ShellBench bench;
        const SetupPlan asked = plan(form);
        bench.run(asked);
        SetupPlan found = asked;
        found.experimentId.clear();
        for (const SetupStep step :
            {SetupStep::Experiment, SetupStep::Schema, SetupStep::Location, SetupStep::Tables, SetupStep::Grants}) {
            const auto report = bench.probe(found, step);
            QVERIFY2(report.calls.isEmpty(), qPrintable(setupStepName(step) + u": "_s + report.summary));
            found = report.learned;
        }
        QCOMPARE(bench.probe(found, SetupStep::Location).state, SetupState::Done);
    }
};

QTEST_GUILESS_MAIN(TestPlanExport)
#include "tst_plan_export.moc"
