#include "tests/diagnostics/AppRun.h"
#include "tests/practice/ConnectedWorkspace.h"

#include <QJsonObject>
#include <QTest>

using namespace spanglass;
using namespace Qt::StringLiterals;
using test::AppRun;

class tst_app_experiment : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        m_workspace = std::make_unique<test::ConnectedWorkspace>();
        m_id = m_workspace->client().makeExperiment(u"/Shared/agent"_s).toUtf8();
        m_workspace->client().makeExperiment(u"/Shared/other"_s);
        QVERIFY(!m_id.isEmpty());
    }

    void anIdAndANameOfOneExperimentAgree() {
        const CheckResult result
            = looked("MLFLOW_EXPERIMENT_ID=" + m_id + "\nMLFLOW_EXPERIMENT_NAME=/Shared/agent\n", u"app.experiment"_s);
        QVERIFY2(result.status == CheckStatus::Ok, qPrintable(result.summary));
    }

    void anIdAndANameOfTwoExperimentsFail() {
        const CheckResult result
            = looked("MLFLOW_EXPERIMENT_ID=" + m_id + "\nMLFLOW_EXPERIMENT_NAME=/Shared/other\n", u"app.experiment"_s);
        QCOMPARE(result.status, CheckStatus::Failed);
        QVERIFY2(result.cause.contains("\"/Shared/agent\""_L1) && result.cause.contains("\"/Shared/other\""_L1),
            qPrintable(result.cause));
    }

    void anExperimentThatIsNotThereFails() {
        const CheckResult result = looked("MLFLOW_EXPERIMENT_NAME=/Shared/nowhere\n", u"app.experiment"_s);
        QCOMPARE(result.status, CheckStatus::Failed);
        QVERIFY(result.cause.contains("/Shared/nowhere"_L1));
    }

    void withoutAConnectionNobodyCanBeAsked() {
        const QByteArray text = "MLFLOW_EXPERIMENT_ID=" + m_id + '\n';
        AppRun run({".env", text.constData()}, {});
        QCOMPARE(test::resultOf(run.run(), u"app.experiment"_s)->status, CheckStatus::CouldNotLook);
    }

    void aDestinationOfTwoPartsThatShadowsTheLinkIsNamed() {
        test::PracticeClient& client = m_workspace->client();
        const QString id = client.makeExperiment(u"/Shared/bound"_s);
        const QJsonObject tables{
            {u"catalog_name"_s, u"main"_s}, {u"schema_name"_s, u"agents"_s}, {u"table_prefix"_s, u"bound"_s}};
        const QJsonObject place{{u"uc_table_prefix"_s, tables}, {u"sql_warehouse_id"_s, test::RunningWarehouse}};
        const QJsonObject schema{{u"catalog_name"_s, u"main"_s}, {u"name"_s, u"agents"_s}};
        QCOMPARE(client.post(u"/api/2.1/unity-catalog/schemas"_s, schema).status, 200);
        QCOMPARE(client.post(u"/api/5.0/mlflow/tracing/locations"_s, place).status, 200);
        QCOMPARE(client.post(u"/api/5.0/mlflow/experiments/%1/trace-location:link"_s.arg(id), place).status, 200);
        const QByteArray text = "MLFLOW_EXPERIMENT_ID=" + id.toUtf8() + "\nMLFLOW_TRACING_DESTINATION=main.agents\n";
        const CheckResult result = looked(text, u"app.mlflow"_s);
        QCOMPARE(result.status, CheckStatus::Failed);
        QVERIFY2(result.cause.contains("bound to main.agents.bound"_L1), qPrintable(result.cause));
    }

private:
    CheckResult looked(const QByteArray& text, const QString& id) {
        AppRun run({".env", text.constData()}, {});
        CheckPorts ports = run.ports();
        ports.connection = Connection();
        ports.connection->settings = m_workspace->settings();
        const CheckPorts::Api api(std::shared_ptr<void>(), &m_workspace->api()); // the workspace outlives the run
        ports.client = QtFuture::makeReadyFuture(Result<CheckPorts::Api>(api));
        return *test::resultOf(run.run(std::move(ports), {id}), id);
    }

    std::unique_ptr<test::ConnectedWorkspace> m_workspace;
    QByteArray m_id;
};

QTEST_GUILESS_MAIN(tst_app_experiment)
#include "tst_app_experiment.moc"
