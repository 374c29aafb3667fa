// What the program makes of servers, proxies and connections that fail: over sockets, against the practice workspace.
#include "services/databricks/CatalogClient.h"
#include "tests/practice/ConnectedWorkspace.h"
#include "tests/support/ProcessState.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::test;
using namespace std::chrono_literals;

namespace {

/// 12 MB in three chunks: fits into an inline answer.
const QString ThreeChunks = u"SELECT id AS n, repeat('x', 1000) AS x FROM range(0, 12000)"_s;
/// More than may come inline, so it comes by links.
const QString Linked = u"SELECT id AS n, repeat('x', 1000) AS x FROM range(0, 30000)"_s;
const QString StatementsPath = u"/api/2.0/sql/statements"_s;

/// Where a fault hits an answer on its way.
struct Place {
    const char* name;
    QString part; ///< of the path
    QString sql;
    bool polled = false; ///< the submission's own answer comes too early
};

QList<Place> places() {
    return {{"submission", StatementsPath, u"SELECT 1"_s}, {"poll", StatementsPath + u'/', u"SELECT 1"_s, true},
        {"inline chunk", u"/result/chunks/"_s, ThreeChunks}, {"linked chunk", u"/practice/results/"_s, Linked}};
}

Error run(const ConnectedWorkspace& workspace, const Place& place) {
    const DatabricksOptions options = workspace.options(place.polled ? StoppedWarehouse : RunningWarehouse);
    DatabricksWarehouse warehouse(options);
    return errorOf(got(warehouse.run(query(place.sql, 50'000))));
}

bool says(const Error& error, const QString& words) { return error.message.contains(words) && !error.remedy.isEmpty(); }

} // namespace

class TestPracticeFaults : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aFaultOnTheWireIsNamed_data() {
        QTest::addColumn<QString>("fault");
        QTest::addColumn<int>("place");
        QTest::addColumn<QString>("words");
        const auto row = [](const char* fault, int place, const QString& words) {
            QTest::addRow("%s, %s", fault, places()[place].name) << QString::fromLatin1(fault) << place << words;
        };
        for (int place = 0; place < 4; ++place) {
            row("server-gone", place, u"ended before the answer was complete"_s);
            row("half-chunk", place, u"ended before the answer was complete"_s);
            row("wrong-json", place, u"answer cannot be read"_s);
            row("huge-answer", place, u"is larger than the limit of"_s);
            row("proxy-page", place,
                place == 3 ? u"The cloud storage that holds the answer refuses it (HTTP 403)"_s
                           : u"The proxy did not let the call"_s);
        }
    }
    void aFaultOnTheWireIsNamed() {
        QFETCH(QString, fault);
        QFETCH(int, place);
        QFETCH(QString, words);
        PracticeOptions options;
        options.pace.coldStart = 500ms;
        ConnectedWorkspace workspace(options);
        const Place where = places()[place];
        QVERIFY(workspace.practice().setFault(fault + u'@' + where.part, true));
        const double before = processMiB("VmHWM");
        const Error error = run(workspace, where);
        QVERIFY2(says(error, words), qPrintable(error.oneLine()));
        QVERIFY2(processMiB("VmHWM") - before < 1'000, qPrintable(QString::number(processMiB("VmHWM") - before)));
        QVERIFY(workspace.practice().setFault(fault, false));
        QCOMPARE(run(workspace, where).message, u"it answered"_s); // nothing else is lost
    }

    void aCallOfTheCatalogNamesTheFault_data() {
        QTest::addColumn<QString>("fault");
        QTest::addColumn<QString>("words");
        QTest::newRow("server gone") << u"server-gone"_s << u"ended before the answer was complete"_s;
        QTest::newRow("half a chunk") << u"half-chunk"_s << u"ended before the answer was complete"_s;
        QTest::newRow("wrong JSON") << u"wrong-json"_s << u"cannot be read"_s;
        QTest::newRow("a proxy's page") << u"proxy-page"_s << u"The proxy did not let the call"_s;
        QTest::newRow("5 GB") << u"huge-answer"_s << u"is larger than the limit of"_s;
    }
    void aCallOfTheCatalogNamesTheFault() {
        QFETCH(QString, fault);
        QFETCH(QString, words);
        ConnectedWorkspace workspace;
        CatalogClient catalog(workspace.api(), workspace.auth().thread);
        QVERIFY(workspace.practice().setFault(fault, true));
        const auto answer = got(catalog.catalogs());
        QVERIFY(!answer);
        QVERIFY2(says(answer.error(), words), qPrintable(answer.error().oneLine()));
        QVERIFY(workspace.practice().setFault(fault, false));
        QVERIFY(got(catalog.catalogs()));
    }

    void aQueryWhoseSubmissionWasLostIsSentOnceMore() {
        ConnectedWorkspace workspace;
        QVERIFY(workspace.practice().setFault(u"server-gone"_s, true));
        QCOMPARE(run(workspace, places()[0]).code, ErrorCode::Offline);
        QCOMPARE(workspace.sent("POST", StatementsPath), 2);
    }

    void aStatementThatChangesDataNeverRunsTwice() {
        ConnectedWorkspace workspace;
        const auto warehouse = workspace.warehouse();
        must(warehouse->run(query(u"CREATE TABLE main.default.once (n INT)"_s)));
        QVERIFY(workspace.practice().setFault(u"server-gone"_s, true));
        const Error error = errorOf(got(warehouse->run(query(u"INSERT INTO main.default.once VALUES (1)"_s))));
        QVERIFY2(error.remedy.contains(u"may have been done all the same"), qPrintable(error.oneLine()));
        QVERIFY(workspace.practice().setFault(u"server-gone"_s, false));
        QCOMPARE(must(warehouse->run(query(u"SELECT count(*) FROM main.default.once"_s))).text(0, 0), u"1"_s);
    }

    void aStormOf429IsWaitedOut() {
        ConnectedWorkspace workspace;
        QVERIFY(workspace.practice().setFault(u"too-many-requests"_s, true));
        const auto warehouse = workspace.warehouse();
        const auto answer = warehouse->run(query(u"SELECT 1"_s));
        QTRY_COMPARE_WITH_TIMEOUT(workspace.sent("POST", StatementsPath), 2, 30'000);
        QVERIFY(workspace.practice().setFault(u"too-many-requests"_s, false));
        QCOMPARE(must(answer).text(0, 0), u"1"_s);
        auto tries = workspace.auth().http.trail().snapshot();
        tries.removeIf([](const RequestRecord& each) { return each.method != "POST"; });
        QVERIFY(tries.size() >= 3);
        for (qsizetype i = 1; i < tries.size(); ++i) // Retry-After is a second, from the answer on
            QVERIFY(tries[i].time.value - tries[i - 1].time.value >= 990'000'000);
    }

    void aStormThatOutlastsTheStatementIsNamed() {
        ConnectedWorkspace workspace;
        QVERIFY(workspace.practice().setFault(u"too-many-requests"_s, true));
        SqlRequest request = query(u"SELECT 1"_s);
        request.deadline = 2'500ms;
        const Error error = errorOf(got(workspace.warehouse()->run(request)));
        QCOMPARE(error.code, ErrorCode::RateLimited);
        QCOMPARE(error.remedy, u"Wait 1 s, then try again."_s);
        QVERIFY(workspace.sent("POST", StatementsPath) <= 3);
    }

    void aTokenThatEndsBetweenPollsIsRenewedOnceForAll() {
        PracticeOptions slow;
        slow.pace.coldStart = 2s;
        ConnectedWorkspace workspace(slow, ConnectedWorkspace::SignIn::ServicePrincipal);
        const QString principal
            = workspace.client().secretsOf(u"practice-collector"_s).value("client_id"_L1).toString();
        const QJsonObject grant{{u"service_principal_name"_s, principal}, {u"permission_level"_s, u"CAN_USE"_s}};
        QCOMPARE(workspace.client()
                     .patch(u"/api/2.0/permissions/warehouses/"_s + StoppedWarehouse,
                         {{u"access_control_list"_s, QJsonArray{grant}}})
                     .status,
            200);
        DatabricksOptions all = workspace.options(StoppedWarehouse); // they wait for it to start
        all.atOnce = 21;
        DatabricksWarehouse warehouse(all);
        QList<QFuture<Result<SqlTable>>> answers;
        for (int i = 0; i < 20; ++i)
            answers << warehouse.run(query(u"SELECT %1"_s.arg(i)));
        QTRY_COMPARE_WITH_TIMEOUT(workspace.sent("POST", StatementsPath), 20, 30'000);
        QCOMPARE(workspace.sent("POST", u"/oidc/v1/token"_s), 1);
        QVERIFY(workspace.practice().setFault(u"tokens-expire"_s, true));
        answers << warehouse.run(query(u"SELECT 20"_s));
        for (int i = 0; i <= 20; ++i)
            QCOMPARE(must(answers[i]).text(0, 0), QString::number(i));
        QCOMPARE(workspace.sent("POST", u"/oidc/v1/token"_s), 2);
    }

    void aWarehouseThatStopsMidQueryIsNamed() {
        ConnectedWorkspace workspace;
        QVERIFY(workspace.practice().setFault(u"warehouse-stops-mid-query"_s, true));
        const auto warehouse = workspace.warehouse();
        const Error error = errorOf(got(warehouse->run(query(u"SELECT 1"_s))));
        QCOMPARE(error.code, ErrorCode::Busy);
        QVERIFY2(says(error, u"The SQL warehouse was stopped while the statement ran"_s), qPrintable(error.oneLine()));
        QVERIFY(error.remedy.contains(u"start it"));
        QVERIFY(workspace.practice().setFault(u"warehouse-stops-mid-query"_s, false));
        QCOMPARE(must(warehouse->run(query(u"SELECT 1"_s))).text(0, 0), u"1"_s);
    }

    void linksThatHaveExpiredAreAskedForAgain() {
        ConnectedWorkspace workspace;
        QVERIFY(workspace.practice().setFault(u"link-expired"_s, true));
        const SqlTable table = must(workspace.warehouse()->run(query(Linked, 50'000)));
        QCOMPARE(table.rowCount(), std::size_t(30'000));
    }

    void linksThatNeverHoldAreNamed() {
        PracticeOptions options;
        options.pace.externalLink = -1s;
        ConnectedWorkspace workspace(options);
        const Error error = errorOf(got(workspace.warehouse()->run(query(Linked, 50'000))));
        QVERIFY2(says(error, u"The cloud storage that holds the answer refuses it"_s), qPrintable(error.oneLine()));
    }

    void onlyFaultsOnTheWireCanBeLimited() {
        PracticeWorkspace practice;
        QVERIFY(practice.start({}));
        QVERIFY(!practice.setFault(u"no-root-span@/api"_s, true));
        QVERIFY(practice.setFault(u"server-gone@/api"_s, true));
        QCOMPARE(practice.faults(), QStringList{u"server-gone@/api"_s});
    }

    void faultsCanBeSwitchedOffFromOutsideWhateverTheyAre() {
        PracticeClient client;
        QCOMPARE(client.call("PUT", u"/practice/faults/proxy-page"_s).status, 200);
        QCOMPARE(client.get(u"/api/2.0/sql/warehouses"_s).status, 403);
        QCOMPARE(client.call("DELETE", u"/practice/faults/proxy-page"_s).status, 200);
        QCOMPARE(client.get(u"/api/2.0/sql/warehouses"_s).status, 200);
    }
};

QTEST_GUILESS_MAIN(TestPracticeFaults)
#include "tst_practice_faults.moc"
