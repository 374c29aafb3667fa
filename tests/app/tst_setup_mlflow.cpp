// Guided setup of an MLflow server of PyPI, clicked through the program's window.
#include "tests/app/MlflowServer.h"
#include "tests/app/SetupWindow.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::test;

class TestSetupMlflow : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void anExperimentIsMadeAndATestTraceProvedAndOpened() {
        if (!MlflowServer::python())
            QSKIP("The MLflow server is not installed; tests/interop/install.sh does that.");
        MlflowServer server;
        QVERIFY2(server.start(), server.log().constData());
        qputenv("MLFLOW_TRACKING_URI", server.url().toEncoded());

        SetupWindow window;
        window.signIn(server.url().authority());
        window.choose(u"Experiment"_s);
        window.typeInto(u"experimentName"_s, u"agents of the team"_s);
        QVERIFY(window.settles());
        leavesNothing(window.applyAll());
        window.choose(u"Send from your app"_s);
        QVERIFY(window.settles());
        succeeds(window.prove());
        const QString trace = window.text(u"proofTrace"_s).section(u' ', 2, 2);
        QCOMPARE(trace.size(), 32);

        // What the server itself says.
        const auto asked = QJsonDocument::fromJson(
            server.ask(u"/api/2.0/mlflow/experiments/get-by-name?experiment_name=agents%20of%20the%20team"_s));
        const QString experiment = asked["experiment"_L1]["experiment_id"_L1].toString();
        QVERIFY(!experiment.isEmpty());
        const QJsonObject place{{u"type"_s, u"MLFLOW_EXPERIMENT"_s},
            {u"mlflow_experiment"_s, QJsonObject{{u"experiment_id"_s, experiment}}}};
        const auto found = QJsonDocument::fromJson(server.ask(u"/api/3.0/mlflow/traces/search"_s,
            QJsonDocument(QJsonObject{{u"locations"_s, QJsonArray{place}}, {u"max_results"_s, 5}}).toJson()));
        QCOMPARE(found["traces"_L1].toArray().size(), 1);
        QCOMPARE(found["traces"_L1][0]["trace_id"_L1].toString(), u"tr-"_s + trace);

        window.click(u"openProof"_s);
        QTRY_COMPARE_WITH_TIMEOUT(window.window().currentPanel(), static_cast<Panel*>(window.traces()), SetupPatience);
        QVERIFY(window.settles());
        QVERIFY(!window.traces()->problem());
        QTRY_VERIFY_WITH_TIMEOUT(window.shown<QWidget>(u"waterfall"_s), SetupPatience);
    }
};

QTEST_MAIN(TestSetupMlflow)
#include "tst_setup_mlflow.moc"
