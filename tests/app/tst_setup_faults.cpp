// What guided setup says in the window, and which way out it offers, while a workspace fails in the ways that are
// known.
#include "tests/app/SetupWindow.h"
#include "tests/app/StagedWorkspace.h"

#include <QComboBox>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::test;

namespace {

struct Stage {
    StagedWorkspace workspace;
    SetupWindow window;

    explicit Stage(const QString& fault = {}, const QString& connection = u"ada"_s) {
        if (!fault.isEmpty())
            workspace.setFault(fault);
        window.signIn(connection);
    }
    void setUp() { leavesNothing(window.applyAll()); }
    /// An experiment whose traces go to tables of another schema than setup proposes, chosen by its name.
    void takeBoundExperiment() {
        PracticeClient& ada = workspace.client();
        const QString id = ada.makeExperiment(u"/Shared/bound"_s);
        QCOMPARE(
            ada.post(u"/api/2.1/unity-catalog/schemas"_s, {{u"catalog_name"_s, u"main"_s}, {u"name"_s, u"older"_s}})
                .status,
            200);
        const QJsonObject place{{u"uc_table_prefix"_s,
            QJsonObject{
                {u"catalog_name"_s, u"main"_s}, {u"schema_name"_s, u"older"_s}, {u"table_prefix"_s, u"agents"_s}}}};
        QCOMPARE(ada.post(u"/api/5.0/mlflow/tracing/locations"_s, place).status, 200);
        QCOMPARE(ada.post(u"/api/5.0/mlflow/experiments/%1/trace-location:link"_s.arg(id), place).status, 200);
        window.choose(u"Experiment"_s);
        window.typeInto(u"experimentName"_s, u"/Shared/bound"_s);
        window.choose(u"Catalog and schema"_s);
        QVERIFY(window.settles());
    }
    QString chosen(const QString& box) const {
        const auto* found = window.shown<QComboBox>(box);
        return found ? found->currentText() : QString();
    }
    void lookAgain(const QString& step) {
        window.clickIn(window.step(step), u"lookAgain"_s);
        QVERIFY(window.settles());
    }
};

} // namespace

class TestSetupFaults : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aDestinationThatExistsIsShownAndCanBeUsed() {
        Stage stage;
        stage.takeBoundExperiment();
        failsWith(stage.window.problem(u"location"_s), u"the traces of /Shared/bound go to main.older.agents"_s,
            u"Use that destination, or another experiment"_s);
        QVERIFY2(stage.window.finding(u"location"_s, u"main.older.agents_otel_spans"_s).contains(u"is there"_s),
            qPrintable(stage.window.summary(u"location"_s)));
        stage.window.press(u"Use the existing destination main.older.agents"_s);
        QTRY_VERIFY_WITH_TIMEOUT(stage.window.settles() && stage.window.isDone(u"location"_s), SetupPatience);
        QCOMPARE(stage.chosen(u"setupSchema"_s), u"older"_s);
        stage.setUp();
        succeeds(stage.window.prove());
        QVERIFY(stage.window.text(u"proofTrace"_s).contains(u"main.older.agents_otel_spans"_s));
    }

    void aDestinationThatExistsIsLeftAloneByAnotherExperiment() {
        Stage stage;
        stage.takeBoundExperiment();
        stage.window.press(u"Use a new experiment /Shared/bound-2"_s);
        QTRY_VERIFY_WITH_TIMEOUT(!stage.window.problem(u"location"_s) && stage.window.settles(), SetupPatience);
        stage.setUp();
        succeeds(stage.window.prove());
        QVERIFY(stage.window.text(u"proofTrace"_s).contains(u"main.traces."_s));
    }

    /// The experiment's tags do not name the destination, so only the refusal tells of it.
    void aHiddenDestinationIsNamedAndAnotherExperimentGoesOn() {
        Stage stage(u"destination-exists"_s);
        failsWith(stage.window.applyAll(), u"has a trace destination already"_s, u"traces-2"_s);
        stage.window.click(u"bannerAction"_s);
        QTRY_VERIFY(stage.window.problem(u"location"_s));
        stage.workspace.clearFaults(); // it is that one experiment's
        stage.window.press(u"Use a new experiment /Users/ada@practice.example/traces-2"_s);
        QVERIFY(stage.window.settles());
        stage.setUp();
        succeeds(stage.window.prove());
    }

    void tablesThatAreMadeBehindATimeOutAreDone_data() {
        QTest::addColumn<QString>("form");
        QTest::addColumn<QByteArray>("made");
        QTest::addColumn<QByteArray>("linked");
        QTest::newRow("newer") << u"Tables with a prefix (v2)"_s << QByteArray("/tracing/locations ")
                               << QByteArray("/trace-location:link");
        QTest::newRow("older") << u"Linked schema (v1)"_s << QByteArray("/traces/location ")
                               << QByteArray("/link-location");
    }
    void tablesThatAreMadeBehindATimeOutAreDone() {
        QFETCH(QString, form);
        QFETCH(QByteArray, made);
        QFETCH(QByteArray, linked);
        Stage stage(u"location-timeout"_s);
        stage.window.choose(u"Catalog and schema"_s);
        stage.window.pick(u"setupForm"_s, form);
        stage.setUp();
        QCOMPARE(stage.workspace.count("POST", made), 1);
        QCOMPARE(stage.workspace.count("POST", linked), 1);
        stage.window.choose(u"Catalog and schema"_s);
        QVERIFY(stage.window.settles());
        QVERIFY2(stage.window.isDone(u"location"_s), qPrintable(stage.window.summary(u"location"_s)));
    }

    void aWorkspaceWithoutTheNewerTablesGetsTheOlder() {
        Stage stage(u"no-prefix-form"_s);
        stage.setUp();
        stage.window.choose(u"Catalog and schema"_s);
        QVERIFY(stage.window.settles());
        QVERIFY2(stage.window.text(u"formWords"_s).contains(u"This workspace has:"_s),
            qPrintable(stage.window.text(u"formWords"_s)));
        succeeds(stage.window.prove());
    }

    void columnsThatAreMissingAreNamedAndAdded() {
        Stage stage(u"schema-missing-fields"_s);
        for (const auto& [page, step] : {std::pair(u"Experiment"_s, u"experiment"_s),
                 std::pair(u"Catalog and schema"_s, u"schema"_s), std::pair(u"Catalog and schema"_s, u"location"_s)}) {
            stage.window.choose(page);
            QVERIFY(stage.window.settles());
            stage.window.clickIn(stage.window.step(step), u"applyStep"_s);
            QTRY_VERIFY_WITH_TIMEOUT(stage.window.settles() && !stage.window.problem(step), SetupPatience);
        }
        failsWith(stage.window.prove(), u"lacks columns that OpenTelemetry has: "_s, u"Table check"_s);
        stage.window.choose(u"Table check"_s);
        QVERIFY(stage.window.settles());
        const QString flags = stage.window.finding(u"tables"_s, u"_otel_spans: flags"_s);
        QVERIFY2(flags.contains(u"Column flags (int) is missing."_s), qPrintable(flags));
        QVERIFY2(flags.contains(u"ALTER TABLE main.traces."_s) && flags.contains(u"ADD COLUMNS (flags int)"_s),
            qPrintable(flags));
        stage.window.clickIn(stage.window.step(u"tables"_s), u"applyStep"_s);
        QTRY_VERIFY_WITH_TIMEOUT(stage.window.isDone(u"tables"_s), SetupPatience);
        stage.setUp();
        succeeds(stage.window.prove());
    }

    void incompleteTypesAreNamedWithTheStatementThatMendsThem() {
        Stage stage;
        stage.setUp();
        stage.workspace.setFault(u"incomplete-complex-type"_s);
        stage.window.choose(u"Table check"_s);
        stage.lookAgain(u"tables"_s);
        failsWith(stage.window.problem(u"tables"_s), u"ncomplete complex type"_s, u"CREATE TABLE"_s);
        const QString reading = stage.window.finding(u"tables"_s, u"_otel_spans: reading"_s);
        QVERIFY2(reading.contains(u"Through another SQL warehouse"_s) && reading.contains(u"DROP TABLE"_s),
            qPrintable(reading));
        failsWith(stage.window.prove(), u"ncomplete complex type"_s, u"Table check"_s);
        stage.workspace.clearFaults(); // the statement has been run
        stage.window.choose(u"Table check"_s);
        stage.lookAgain(u"tables"_s);
        QVERIFY2(stage.window.isDone(u"tables"_s), qPrintable(stage.window.summary(u"tables"_s)));
        succeeds(stage.window.prove());
    }

    void storageThatKeepsNothingIsNamedThoughTheEndpointSaysYes() {
        Stage stage;
        stage.setUp();
        stage.workspace.setFault(u"storage-denied"_s);
        const Banner* result = stage.window.prove();
        failsWith(result, u"In the table"_s, u"storage"_s);
        QVERIFY2(result->message().contains(u"file-scan-node-base"_s), qPrintable(said(result)));
        QVERIFY(stage.window.shown<QLabel>(u"hopEvidence"_s)->text().contains(u"HTTP 200, request id"_s));
        stage.window.choose(u"Table check"_s);
        stage.lookAgain(u"tables"_s);
        const QString reading = stage.window.finding(u"tables"_s, u"_otel_spans: reading"_s);
        QVERIFY2(
            reading.contains(u"data files cannot be read"_s) && reading.contains(u"storage"_s), qPrintable(reading));
        stage.workspace.clearFaults();
        succeeds(stage.window.prove());
    }

    void aPersonalTokenThatIngestRefusesGivesWayToOAuth() {
        Stage stage(u"pat-on-otlp-401"_s);
        stage.setUp();
        failsWith(stage.window.prove(), u"refused the personal access token, with 401"_s, u"service principal"_s);
        stage.window.signIn(u"machine"_s);
        stage.setUp(); // only its rights are missing
        QCOMPARE(stage.workspace.count("POST", "/trace-location:link"), 1);
        succeeds(stage.window.prove());
    }

    void aRootThatGotAParentIsNamed() {
        Stage stage(u"no-root-span"_s);
        stage.setUp();
        failsWith(stage.window.prove(), u"The root span has the parent"_s, u"OTEL_PROPAGATORS=none"_s);
        stage.workspace.clearFaults();
        succeeds(stage.window.prove());
    }

    void aWarehouseThatAnswersInArrowOnlyIsMarkedAndCannotBeChosen() {
        Stage stage;
        stage.window.choose(u"SQL warehouse"_s);
        stage.window.clickRow(u"warehouseTable"_s, u"Arrow-only warehouse"_s);
        QVERIFY(stage.window.settles());
        QVERIFY2(stage.window.summary(u"warehouse"_s).contains(u"Practice warehouse runs"_s),
            qPrintable(stage.window.summary(u"warehouse"_s)));
        const auto* table = stage.window.shown<QTableView>(u"warehouseTable"_s);
        const QModelIndex row = table->model()->match(table->model()->index(0, 0), Qt::DisplayRole, u"Arrow-only"_s)[0];
        QVERIFY(row.siblingAtColumn(1).data().toString().endsWith(u"Arrow only"_s));
        QVERIFY(!row.data(Qt::ToolTipRole).toString().isEmpty());
    }

    void inlineAnswersInArrowAreNamedWhereTheyHurt() {
        Stage stage;
        stage.setUp();
        stage.workspace.setFault(u"inline-needs-arrow"_s);
        failsWith(stage.window.prove(), u"ARROW_STREAM"_s, u"another"_s);
        stage.window.choose(u"Table check"_s);
        stage.lookAgain(u"tables"_s);
        const QString reading = stage.window.finding(u"tables"_s, u"_otel_spans: reading"_s);
        QVERIFY2(reading.contains(u"ARROW_STREAM"_s) && reading.contains(u"another"_s), qPrintable(reading));
        stage.window.choose(u"SQL warehouse"_s);
        stage.lookAgain(u"warehouse"_s);
        failsWith(stage.window.problem(u"warehouse"_s), u"ARROW_STREAM"_s, u"another"_s);
        stage.window.choose(u"Prove it"_s);
        QVERIFY(stage.window.text(u"proofObstacle"_s).contains(u"SQL warehouse"_s));
        stage.workspace.clearFaults();
        stage.window.choose(u"SQL warehouse"_s);
        stage.lookAgain(u"warehouse"_s);
        QVERIFY(stage.window.isDone(u"warehouse"_s));
        succeeds(stage.window.prove());
    }

    void aWarehouseThatStopsWhileAStatementRunsIsTold() {
        Stage stage;
        stage.setUp();
        stage.workspace.setFault(u"warehouse-stops-mid-query"_s);
        stage.window.choose(u"SQL warehouse"_s);
        stage.lookAgain(u"warehouse"_s);
        failsWith(stage.window.problem(u"warehouse"_s), u"was stopped while the statement ran"_s, u"start it"_s);
        stage.workspace.clearFaults();
        stage.lookAgain(u"warehouse"_s);
        QVERIFY2(stage.window.summary(u"warehouse"_s).startsWith(u"to do"_s), "it is stopped now");
        stage.setUp();
        succeeds(stage.window.prove());
    }

    void tokensThatExpireWithEveryStatementAreNotNoticed() {
        Stage stage(u"tokens-expire"_s, u"machine"_s);
        stage.setUp();
        succeeds(stage.window.prove());
    }
};

QTEST_MAIN(TestSetupFaults)
#include "tst_setup_faults.moc"
