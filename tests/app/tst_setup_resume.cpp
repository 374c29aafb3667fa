// Guided setup that is closed in the middle of its work and taken up by another window, and one where all is there.
#include "tests/app/SetupWindow.h"
#include "tests/app/StagedWorkspace.h"

#include <QCheckBox>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::test;

namespace {

const QString Agents = u"/Shared/team/agents"_s;

struct Stage {
    StagedWorkspace workspace;
    SetupWindow window;

    void answer(bool withApp) {
        window.signIn(u"ada"_s);
        window.choose(u"SQL warehouse"_s);
        window.clickRow(u"warehouseTable"_s, u"Stopped warehouse"_s);
        window.choose(u"Experiment"_s);
        window.typeInto(u"experimentName"_s, Agents);
        if (!withApp)
            return;
        window.choose(u"Send from your app"_s);
        tick(u"collectorWanted"_s);
        window.typeInto(u"collectorSecret"_s, u"dapi-not-a-real-token"_s);
        window.choose(u"Monitoring"_s);
        tick(u"monitoringWanted"_s);
        QVERIFY(window.settles());
    }
    void tick(const QString& box) {
        auto* found = window.shown<QCheckBox>(box);
        QVERIFY2(found, qPrintable(box));
        QTest::keyClick(found, Qt::Key_Space);
        QTRY_VERIFY(window.shown<QCheckBox>(box)->isChecked());
    }
    /// By the window so far, other than questions.
    QByteArrayList changes() {
        QByteArrayList all = workspace.proxy().requests();
        all.removeIf([](const QByteArray& each) -> bool {
            return each.startsWith("GET ") || each.contains("/search") || each.contains("/sql/statements")
                || each.contains("/token");
        });
        return all;
    }
    QString standing(const QString& step) {
        const auto* steps = window.shown<FindingsView>(u"overviewSteps"_s);
        for (int row = 0; steps && row < steps->model().rowCount(); ++row) {
            if (steps->model().at(row).subject == step)
                return steps->model().index(row, FindingsModel::State).data().toString();
        }
        return {};
    }
};

} // namespace

class TestSetupResume : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aWindowThatIsClosedDuringAStepIsFollowedByOneThatFinishes_data() {
        QTest::addColumn<QByteArray>("during"); // the answer to this never reaches the first window
        QTest::addColumn<QString>("done"); // a step that the second window finds done, with those before it
        QTest::addColumn<bool>("withApp"); // and with monitoring
        const auto row = [](const char* name, const QByteArray& during, const QString& done, bool withApp = false) {
            QTest::newRow(name) << during << done << withApp;
        };
        row("warehouse", "/sql/warehouses/a1b2c3d4e5f60002/start", u"Sign-in"_s);
        row("folder", "/workspace/mkdirs", u"SQL warehouse"_s);
        row("experiment", "/experiments/create", u"Experiment"_s);
        row("schema", "POST /api/2.1/unity-catalog/schemas", u"Experiment"_s);
        row("tables", "POST /api/5.0/mlflow/tracing/locations", u"Experiment"_s);
        row("link", "/trace-location:link", u"Trace tables and link"_s);
        row("columns", "ALTER TABLE", u"Trace tables and link"_s);
        row("grants", "PATCH /api/2.1/unity-catalog/permissions", u"Table check"_s);
        row("secret scope", "/secrets/scopes/create", u"Grants"_s, true);
        row("secret", "/secrets/put", u"Grants"_s, true);
        row("app", "POST /api/2.0/apps ", u"Grants"_s, true);
        row("deployment", "/deployments", u"Grants"_s, true);
        row("monitoring's warehouse", "/set-experiment-tag", u"Collector app"_s, true);
        row("scorers", "POST /api/2.0/managed-evals/scheduled-scorers", u"Collector app"_s, true);
    }
    void aWindowThatIsClosedDuringAStepIsFollowedByOneThatFinishes() {
        QFETCH(QByteArray, during);
        QFETCH(QString, done);
        QFETCH(bool, withApp);
        Stage stage;
        PracticeClient& ada = stage.workspace.client();
        ada.post(u"/api/2.0/workspace/mkdirs"_s, {{u"path"_s, u"/Workspace/Shared/trace-collector"_s}});
        if (during == "ALTER TABLE")
            stage.workspace.setFault(u"schema-missing-fields"_s);
        stage.answer(withApp);
        stage.workspace.proxy().holdBack(during);
        stage.window.choose(u"Overview"_s);
        QVERIFY(stage.window.settles());
        stage.window.click(u"applyAll"_s);
        if (during == "ALTER TABLE") // what mends a table that was just made could not be shown before
            stage.window.click(u"applyAll"_s);
        QTRY_VERIFY_WITH_TIMEOUT(stage.workspace.proxy().isHoldingBack(), SetupPatience);
        QElapsedTimer closing;
        closing.start();
        stage.window.leave();
        QVERIFY(closing.elapsed() < 30'000); // nothing is waited for to its end
        stage.workspace.proxy().release();

        stage.window.restart();
        stage.window.window().showPanel(u"setup");
        QTRY_VERIFY(stage.window.shown<Banner>(u"setupResumed"_s));
        QTRY_COMPARE_WITH_TIMEOUT(stage.window.text(u"pageTitle"_s), u"Overview"_s, SetupPatience);
        QTRY_VERIFY_WITH_TIMEOUT(!stage.standing(done).isEmpty() && stage.window.settles(), SetupPatience);
        QVERIFY(stage.window.text(u"overviewChoices"_s).contains(Agents));
        QCOMPARE(stage.standing(done), u"done"_s);
        if (during.contains("/secrets/scopes")) { // a secret is not kept
            failsWith(stage.window.applyAll(), u"needs a secret that was not given"_s, u"Enter it"_s);
            stage.window.clickIn(stage.window.shown<Banner>(u"overviewResult"_s), u"bannerAction"_s);
            stage.window.typeInto(u"collectorSecret"_s, u"dapi-not-a-real-token"_s);
        }
        if (!during.contains("scheduled-scorers")) // the last call: nothing is left after it
            leavesNothing(stage.window.applyAll());
        leavesNothing(stage.window.shown<Banner>(u"overviewResult"_s));
        succeeds(stage.window.prove());

        const QByteArrayList sent = stage.changes();
        for (const QByteArray& each : sent) {
            // The call that makes the tables also makes the views over them, once no column is missing.
            const bool registers = each.contains("/tracing/locations");
            const bool forTheAppToo = withApp && each.contains("/permissions/"); // another body for its principal
            const qsizetype most = (registers && during == "ALTER TABLE") || forTheAppToo ? 2 : 1;
            QVERIFY2(sent.count(each) <= most, each.constData());
        }
    }

    void aSecondWalkFindsAllDoneAndChangesNothing() {
        Stage stage;
        stage.window.signIn(u"ada"_s);
        leavesNothing(stage.window.applyAll());
        succeeds(stage.window.prove());
        stage.window.leave();
        const QByteArrayList before = stage.changes();

        stage.window.restart();
        stage.window.window().showPanel(u"setup");
        stage.window.click(u"startAnew"_s);
        stage.window.click(u"anewYes"_s);
        stage.window.signIn(u"ada"_s);
        stage.window.choose(u"SQL warehouse"_s);
        QTRY_VERIFY_WITH_TIMEOUT(stage.window.isDone(u"warehouse"_s), SetupPatience);
        stage.window.choose(u"Experiment"_s);
        stage.window.clickRow(u"setupExperiments"_s, u"/Users/ada@practice.example/traces"_s);
        QTRY_VERIFY_WITH_TIMEOUT(stage.window.isDone(u"experiment"_s), SetupPatience);
        for (const auto& [page, step] :
            {std::pair(u"Catalog and schema"_s, u"schema"_s), std::pair(u"Catalog and schema"_s, u"location"_s),
                std::pair(u"Table check"_s, u"tables"_s), std::pair(u"Grants"_s, u"grants"_s)}) {
            stage.window.choose(page);
            QTRY_VERIFY2_WITH_TIMEOUT(stage.window.isDone(step), qPrintable(step), SetupPatience);
            QVERIFY(!stage.window.clickable(u"applyStep"_s, stage.window.step(step)));
        }
        stage.window.choose(u"Overview"_s);
        QVERIFY(stage.window.settles());
        succeeds(stage.window.shown<Banner>(u"overviewResult"_s));
        QVERIFY(!stage.window.clickable(u"applyAll"_s, &stage.window.window()));
        QCOMPARE(stage.changes(), before);
    }
};

QTEST_MAIN(TestSetupResume)
#include "tst_setup_resume.moc"
