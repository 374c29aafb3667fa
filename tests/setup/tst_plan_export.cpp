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
    file.write("#!/bin/sh\nshift\nmethod=$(echo \"$1\" | tr a-z A-Z)\n"
               "exec curl -sf -X \"$method\" -H \"Authorization: Bearer "
        + client.token() + "\" -d \"${4:-}\" \"" + client.base().toUtf8() + "$2\"\n");
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
}

} // namespace

class TestPlanExport : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void sqlHoldsWhatStatementsCanDo() {
        const QString sql = planToSql(plan(TraceTableForm::TablePrefix));
        QVERIFY(sql.contains(u"\nCREATE SCHEMA IF NOT EXISTS main.traces;\n"_s));
        QVERIFY(sql.contains(u"\n-- POST /api/5.0/mlflow/tracing/locations\n"_s));
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

    void whatAScriptLeavesOutIsSaid() {
        SetupPlan more = plan(TraceTableForm::SchemaLinked);
        QVERIFY(!planToShell(more).contains(u"Left to do"_s));
        more.collector.appName = u"trace-collector"_s;
        more.scorers = {{.name = u"safety"_s}};
        for (const QString& text : {planToShell(more), planToSql(more)})
            QVERIFY(
                text.contains(u"by spanglass setup --plan FILE: the collector app trace-collector and 1 scorers."_s));
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
        if (QStandardPaths::findExecutable(u"curl"_s).isEmpty() || QStandardPaths::findExecutable(u"sh"_s).isEmpty())
            QSKIP("needs sh and curl");
        SetupBench bench;
        QTemporaryDir folder;
        writeCli(folder.path(), bench.workspace.client());
        const SetupPlan asked = plan(form);
        QProcess shell;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"PATH"_s, folder.path() + u':' + environment.value(u"PATH"_s));
        environment.insert(u"NO_PROXY"_s, u"127.0.0.1"_s);
        shell.setProcessEnvironment(environment);
        shell.start(u"sh"_s, {u"-s"_s});
        shell.write(planToShell(asked).toUtf8());
        shell.closeWriteChannel();
        QVERIFY(shell.waitForFinished(60'000));
        QCOMPARE(shell.exitCode(), 0);
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
