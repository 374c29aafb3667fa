#include "tests/warehouse/FilledStore.h"
#include "tests/warehouse/StatementBench.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::test;
using namespace std::chrono_literals;

class TestDatabricksWarehouse : public QObject, private StatementBench {
    Q_OBJECT

private Q_SLOTS:
    void init() { open(); }
    void cleanup() { close(); }

    void aStatementIsSentWithItsParameters() {
        m_server->answer(Submit, succeeded(R"({"data_array":[["1","a"]]})"));
        SqlRequest request = query(u"SELECT :a FROM IDENTIFIER(:t)"_s);
        request.parameters = {{u"a"_s, u"5"_s, u"BIGINT"_s}, {u"t"_s, std::nullopt}};
        request.rowLimit = 77;
        wait(m_warehouse->run(request));
        const QJsonObject body = QJsonDocument::fromJson(m_server->lastBody()).object();
        QCOMPARE(body[u"statement"].toString(), u"SELECT :a FROM IDENTIFIER(:t)"_s);
        QCOMPARE(body[u"warehouse_id"].toString(), u"w1"_s);
        QCOMPARE(body[u"wait_timeout"].toString(), u"0s"_s);
        QCOMPARE(body[u"on_wait_timeout"].toString(), u"CONTINUE"_s);
        QCOMPARE(body[u"format"].toString(), u"JSON_ARRAY"_s);
        QCOMPARE(body[u"disposition"].toString(), u"INLINE"_s);
        QCOMPARE(body[u"row_limit"].toInt(), 77);
        QCOMPARE(body[u"parameters"][0].toObject(),
            (QJsonObject{{u"name"_s, u"a"_s}, {u"type"_s, u"BIGINT"_s}, {u"value"_s, u"5"_s}}));
        QVERIFY(!body[u"parameters"][1].toObject().contains(u"value"));
    }

    void rowsAreReadWithTheirTypes() {
        // Not a raw literal, over whose backslashes moc stumbles.
        m_server->answer(Submit,
            succeeded("{\"chunk_index\":0,\"data_array\":[[\"9223372036854775807\",\"a \\\"b\\\" é\"],[null,\"\"]]}"));
        const SqlTable table = wait(m_warehouse->run(query()));
        QCOMPARE(printed(table), u"9223372036854775807,a \"b\" é|NULL,"_s);
        QCOMPARE(table.columns[0].name, u"id"_s);
        QCOMPARE(table.columns[0].type, u"BIGINT"_s);
        QVERIFY(table.columns[0].isNumber && !table.columns[1].isNumber);
        QVERIFY(!table.truncated);
        QCOMPARE(table.facts.statementId, u"s1"_s);
        QVERIFY(table.facts.totalTime > 0ns);
    }

    void anAnswerWithoutRowsIsEmpty() {
        m_server->answer(Submit, succeeded("{}"));
        QCOMPARE(wait(m_warehouse->run(query())).rowCount(), std::size_t(0));
    }

    void aCutOfTheServerIsTold() {
        m_server->answer(Submit, succeeded(R"({"data_array":[["1","a"]]})", R"(,"truncated":true)"));
        QVERIFY(wait(m_warehouse->run(query())).truncated);
    }

    void moreRowsThanAskedForAreCut() {
        m_server->answer(Submit, succeeded(R"({"data_array":[["1","a"],["2","b"],["3","c"]]})"));
        SqlRequest request = query();
        request.rowLimit = 2;
        const SqlTable table = wait(m_warehouse->run(request));
        QCOMPARE(printed(table), u"1,a|2,b"_s);
        QVERIFY(table.truncated);
    }

    void aSlowStatementIsPolled() {
        m_server->answer(Submit, Running);
        m_server->answer(Poll, R"({"statement_id":"s1","status":{"state":"PENDING"}})");
        m_server->answer(Poll, succeeded(R"({"data_array":[["1","a"]]})"));
        QCOMPARE(printed(wait(m_warehouse->run(query()))), u"1,a"_s);
        QCOMPARE(m_server->made().count(Poll), 2);
    }

    void whatChangesDataIsNotRunTwice() {
        m_server->answer(Submit, failed("BAD_REQUEST", "Use EXTERNAL_LINKS instead."));
        QCOMPARE(errorOf(query(u"DELETE FROM t"_s)).message, u"Use EXTERNAL_LINKS instead."_s);
        QCOMPARE(m_server->made(), QStringList{Submit});
    }

    void aWarehouseThatAnswersInArrowOnlyIsNamedAndMarked() {
        QVERIFY(!m_warehouse->isArrowOnly());
        m_server->fail(Submit, 400, u"INVALID_PARAMETER_VALUE"_s,
            u"Inline disposition only supports ARROW_STREAM format."_s, ErrorCode::BadInput);
        const Error error = errorOf();
        QCOMPARE(error.code, ErrorCode::NotAllowed);
        QVERIFY(error.message.contains(u"Arrow format only"));
        QVERIFY(error.remedy.contains(u"another SQL warehouse"));
        QVERIFY(m_warehouse->isArrowOnly());
        QCOMPARE(m_server->made(), QStringList{Submit});
    }

    void anArrowAttachmentIsNamedToo() {
        m_server->answer(Submit, succeeded(R"({"attachment":"QVJST1cx"})"));
        QVERIFY(errorOf().message.contains(u"Arrow format only"));
        QVERIFY(m_warehouse->isArrowOnly());
    }

    void failuresOfStatementsHaveTheirSentence_data() {
        QTest::addColumn<QByteArray>("reply");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("words");
        const auto row = [](const char* name, const QByteArray& reply, ErrorCode code, const QString& words) {
            QTest::newRow(name) << reply << static_cast<int>(code) << words;
        };
        row("table", failed("BAD_REQUEST", "[TABLE_OR_VIEW_NOT_FOUND] The table `x` cannot be found."),
            ErrorCode::NotFound, u"The table is not there, or you may not see it."_s);
        row("rights", failed("BAD_REQUEST", "[INSUFFICIENT_PERMISSIONS] User lacks SELECT"), ErrorCode::NotAllowed,
            u"Ask for SELECT"_s);
        row("column", failed("BAD_REQUEST", "[UNRESOLVED_COLUMN.WITH_SUGGESTION] time"), ErrorCode::BadInput,
            u"generation"_s);
        row("storage", failed("BAD_REQUEST", "NOT_FOUND: Not Found () at file-scan-node-base.cc:455"),
            ErrorCode::Damaged, u"data files cannot be read"_s);
        row("incomplete", failed("INTERNAL_ERROR", "Incomplete complex type"), ErrorCode::Damaged,
            u"another SQL warehouse"_s);
        row("stopped", failed("CANCELLED", "Warehouse is stopped", "CANCELED"), ErrorCode::Busy,
            u"The warehouse cancelled the statement. Warehouse is stopped"_s);
        row("closed", failed("", "", "CLOSED"), ErrorCode::NotFound, u"dropped its result"_s);
        row("unknown", failed("UNKNOWN", "Something new"), ErrorCode::Bug, u"Something new"_s);
        row("silent", R"({"statement_id":"s1","status":{"state":"FAILED"}})", ErrorCode::Bug, u"does not say why"_s);
        row("page", "<!DOCTYPE html><html><body>Proxy</body></html>", ErrorCode::Damaged, u"A web page came"_s);
        row("no JSON", "oops", ErrorCode::Damaged, u"cannot be read"_s);
        row("half a reply", "{\"statement_id\":\"s1\",\"status\":{\"state\":\"SUCC", ErrorCode::Damaged,
            u"cannot be read"_s);
        row("no status", R"({"statement_id":"s1"})", ErrorCode::Damaged, u"it has no status"_s);
        row("half a row", succeeded(R"({"data_array":[["1","a"],["2"]]})"), ErrorCode::Damaged, u"Row 2 of"_s);
        row("an object for a row", succeeded(R"({"data_array":[{"id":1}]})"), ErrorCode::Damaged, u"Row 1 of"_s);
    }
    void failuresOfStatementsHaveTheirSentence() {
        QFETCH(QByteArray, reply);
        QFETCH(int, code);
        QFETCH(QString, words);
        m_server->answer(Submit, reply);
        const Error error = errorOf();
        QCOMPARE(static_cast<int>(error.code), code);
        QVERIFY2(error.oneLine().contains(words), qPrintable(error.oneLine()));
    }

    void aLostPollIsTriedAgain() {
        m_server->answer(Submit, Running);
        m_server->fail(Poll, 0, {}, u"The connection was lost."_s, ErrorCode::Offline);
        m_server->fail(Poll, 429, {}, u"Too many"_s, ErrorCode::RateLimited);
        m_server->answer(Poll, succeeded(R"({"data_array":[["1","a"]]})"));
        QCOMPARE(printed(wait(m_warehouse->run(query()))), u"1,a"_s);
    }

    void aPollThatFailedIsNotRepeatedAtOnce() {
        DatabricksOptions options;
        options.calls = m_server->calls();
        options.firstPause = 1ms;
        options.failedPause = 300ms;
        DatabricksWarehouse warehouse(options);
        m_server->answer(Submit, Running);
        m_server->fail(Poll, 0, {}, u"The connection was lost."_s, ErrorCode::Offline);
        m_server->answer(Poll, succeeded(R"({"data_array":[["1","a"]]})"));
        QVERIFY(wait(warehouse.run(query())).facts.totalTime >= 250ms);
    }

    void aSubmissionThatIsPutOffIsSentAgain() {
        m_server->fail(Submit, 429, {}, u"Too many"_s, ErrorCode::RateLimited);
        m_server->answer(Submit, succeeded(R"({"data_array":[["1","a"]]})"));
        QCOMPARE(printed(wait(m_warehouse->run(query()))), u"1,a"_s);
        QCOMPARE(m_server->made().count(Submit), 2);
    }

    void aSubmissionThatIsPutOffAgainAndAgainFails() {
        for (int i = 0; i < 10; ++i)
            m_server->fail(Submit, 429, {}, u"Too many"_s, ErrorCode::RateLimited);
        QCOMPARE(errorOf().code, ErrorCode::RateLimited);
        QCOMPARE(m_server->made().count(Submit), 5);
    }

    void oneThatIsCancelledWhileItIsPutOffIsNotSentAgain() {
        DatabricksOptions options;
        options.calls = m_server->calls();
        options.putOffPause = 30s;
        DatabricksWarehouse warehouse(options);
        m_server->fail(Submit, 429, {}, u"Too many"_s, ErrorCode::RateLimited);
        QFuture<Result<SqlTable>> future = warehouse.run(query());
        QTRY_VERIFY_WITH_TIMEOUT(future.progressText().startsWith(u"The workspace is asked too often"_s), 10'000);
        future.cancel();
        QTRY_COMPARE(warehouse.running(), 0);
        QCOMPARE(m_server->made(), QStringList{Submit});
    }

    void aServerThatStaysAwayEndsTheStatement() {
        m_server->answer(Submit, Running);
        for (int i = 0; i < 10; ++i)
            m_server->fail(Poll, 0, {}, u"The connection was lost."_s, ErrorCode::Offline);
        QCOMPARE(errorOf().message, u"The connection was lost."_s);
        QTRY_VERIFY(m_server->made().contains(Cancel));
    }

    void aSignInThatFailsBetweenPollsEndsTheStatement() {
        m_server->answer(Submit, Running);
        m_server->fail(Poll, 401, {}, u"Sign in again."_s, ErrorCode::NeedsSignIn);
        QCOMPARE(errorOf().code, ErrorCode::NeedsSignIn);
    }

    void anotherRefusalIsGivenAsItIs() {
        m_server->fail(Submit, 403, u"PERMISSION_DENIED"_s, u"You may not use it."_s, ErrorCode::NotAllowed);
        QCOMPARE(errorOf().message, u"You may not use it."_s);
    }

    void cancellingARunningStatementCancelsItThere() {
        m_server->answer(Submit, Running);
        QFuture<Result<SqlTable>> future = m_warehouse->run(query());
        QTRY_VERIFY(m_server->made().contains(Poll));
        m_server->answer(Cancel, "{}");
        future.cancel();
        future.waitForFinished();
        QCOMPARE(future.resultCount(), 0);
        QTRY_VERIFY(m_server->made().contains(Cancel));
        QTRY_COMPARE(m_warehouse->running(), 0);
    }

    void theDeadlineCancelsToo() {
        m_server->answer(Submit, Running);
        m_server->answer(Cancel, "{}");
        SqlRequest request = query();
        request.deadline = 50ms;
        QCOMPARE(errorOf(request).code, ErrorCode::TimedOut);
        QTRY_VERIFY(m_server->made().contains(Cancel));
    }

    void aStartingWarehouseIsShownAsSuch() {
        m_server->answer(Submit, R"({"statement_id":"s1","status":{"state":"PENDING"}})");
        m_server->answer(u"GET /api/2.0/sql/warehouses/w1"_s, R"({"id":"w1","name":"Main","state":"STARTING"})");
        QFuture<Result<SqlTable>> future = m_warehouse->run(query());
        QTRY_VERIFY_WITH_TIMEOUT(future.progressText().startsWith(u"SQL warehouse Main is starting, "_s), 10'000);
        future.cancel();
    }

    void aThousandStatementsQueuedAndCancelledLeaveNothing() {
        std::vector<QFuture<Result<SqlTable>>> futures;
        for (int i = 0; i < 1'000; ++i) {
            m_server->answer(Submit, Running);
            m_server->answer(Cancel, "{}");
            futures.push_back(m_warehouse->run(query()));
        }
        for (auto& future : futures)
            future.cancel();
        for (auto& future : futures) {
            future.waitForFinished();
            QVERIFY(future.resultCount() == 0);
        }
        QTRY_COMPARE(m_warehouse->running(), 0);
        QTRY_COMPARE(m_server->waiting(), 0);
    }

    void statementsBeyondAFewWaitForOthersToEnd() {
        m_server->answer(Submit, Running);
        m_server->answer(Cancel, "{}");
        std::vector<QFuture<Result<SqlTable>>> futures;
        for (int i = 0; i < 14; ++i)
            futures.push_back(m_warehouse->run(query()));
        QTRY_VERIFY_WITH_TIMEOUT(futures.back().progressText().startsWith(u"Waiting for other statements, "_s), 10'000);
        QCOMPARE(m_server->made().count(Submit), 12);
        futures.front().cancel(); // it is polled for
        QTRY_COMPARE(m_server->made().count(Submit), 13);
        futures[5].cancel(); // it is still being submitted
        QTRY_COMPARE(m_server->made().count(Submit), 14);
    }

    void oneThatIsCancelledWhileItIsSubmittedIsCancelledThereWithItsAnswer() {
        QFuture<Result<SqlTable>> future = m_warehouse->run(query());
        QTRY_COMPARE(m_server->made().count(Submit), 1);
        future.cancel();
        future.waitForFinished();
        m_server->answer(Cancel, "{}");
        m_server->release(Submit, Running);
        QTRY_COMPARE(m_warehouse->running(), 0);
        QVERIFY(m_server->made().contains(Cancel));
    }

    void aStatementThatWaitsForOthersIsCancelledWithoutBeingSent() {
        std::vector<QFuture<Result<SqlTable>>> futures;
        for (int i = 0; i < 13; ++i)
            futures.push_back(m_warehouse->run(query()));
        QTRY_COMPARE(m_server->made().count(Submit), 12);
        futures.back().cancel();
        QTRY_COMPARE(m_warehouse->running(), 12);
        QCOMPARE(m_server->made().count(Submit), 12);
    }

    void goingAwayEndsWhatIsUnderWay() {
        m_server->answer(Submit, Running);
        QFuture<Result<SqlTable>> polled = m_warehouse->run(query());
        QTRY_VERIFY(m_server->made().contains(Poll));
        QFuture<Result<SqlTable>> submitted = m_warehouse->run(query());
        m_server->answer(Cancel, "{}");
        m_warehouse.reset();
        QVERIFY(polled.isFinished());
        QVERIFY(submitted.isFinished());
        QVERIFY(m_server->made().contains(Cancel));
        QCOMPARE(m_server->waiting(), 0);
    }
};

QTEST_GUILESS_MAIN(TestDatabricksWarehouse)
#include "tst_databrickswarehouse.moc"
