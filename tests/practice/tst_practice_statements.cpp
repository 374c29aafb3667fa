#include "tests/practice/PracticeClient.h"

#include <QElapsedTimer>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::test;

namespace {

const QString Running = u"a1b2c3d4e5f60001"_s;
const QString Stopped = u"a1b2c3d4e5f60002"_s;
const QString ArrowOnly = u"a1b2c3d4e5f60003"_s;
const QString LongQuery = u"SELECT sum(sin(a.id * b.id)) FROM range(0, 200000) a, range(0, 200000) b"_s;
const QString Statements = u"/api/2.0/sql/statements"_s;

QJsonObject request(const QString& sql, const QString& warehouse = Running) {
    return {{u"statement"_s, sql}, {u"warehouse_id"_s, warehouse}, {u"wait_timeout"_s, u"30s"_s}};
}

QString state(const PracticeAnswer& answer) {
    return answer.json().value("status"_L1).toObject().value("state"_L1).toString();
}

QString problem(const PracticeAnswer& answer) {
    return answer.json().value("status"_L1).toObject().value("error"_L1).toObject().value("message"_L1).toString();
}

QJsonArray rows(const PracticeAnswer& answer) {
    return answer.json().value("result"_L1).toObject().value("data_array"_L1).toArray();
}

} // namespace

class TestPracticeStatements : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<PracticeClient> m_client;

    PracticeAnswer run(const QString& sql) { return m_client->post(Statements, request(sql)); }
    /// The first cell; a problem's words when there is one.
    QString cell(const QString& sql) {
        const auto answer = run(sql);
        return state(answer) == u"SUCCEEDED"_s ? rows(answer).at(0).toArray().at(0).toString() : problem(answer);
    }
    /// type_text of the first column.
    QString type(const QString& sql) {
        return run(sql)
            .json()
            .value("manifest"_L1)
            .toObject()
            .value("schema"_L1)
            .toObject()
            .value("columns"_L1)
            .toArray()
            .at(0)
            .toObject()
            .value("type_text"_L1)
            .toString();
    }
    void must(const QString& sql) {
        const auto answer = run(sql);
        QVERIFY2(state(answer) == u"SUCCEEDED"_s, answer.body.constData());
    }

private Q_SLOTS:
    void init() {
        PracticeOptions options;
        options.pace.coldStart = std::chrono::milliseconds(300);
        m_client = std::make_unique<PracticeClient>(options);
    }

    void cellsAreTextAndNumbersKeepEveryDigit() {
        const auto answer = run(u"SELECT 9007199254740993, true, CAST(NULL AS STRING), 'a\"b'"_s);
        QCOMPARE(rows(answer).at(0).toArray(), (QJsonArray{u"9007199254740993"_s, u"true"_s, QJsonValue(), u"a\"b"_s}));
    }

    void valuesHaveTheShapesOfTheApi_data() {
        QTest::addColumn<QString>("sql");
        QTest::addColumn<QString>("type");
        QTest::addColumn<QString>("text");
        const auto row = [](const char* name, const QString& expression, const QString& type, const QString& text) {
            QTest::newRow(name) << u"SELECT "_s + expression << type << text;
        };
        row("timestamp", u"TIMESTAMP '2026-01-02 03:04:05.678'"_s, u"TIMESTAMP"_s, u"2026-01-02T03:04:05.678Z"_s);
        row("date", u"DATE '2026-01-02'"_s, u"DATE"_s, u"2026-01-02"_s);
        row("decimal", u"CAST(12.5 AS DECIMAL(10,2))"_s, u"DECIMAL(10,2)"_s, u"12.50"_s);
        row("array", u"array(1, 2)"_s, u"ARRAY<INT>"_s, u"[1,2]"_s);
        row("map", u"map('k', 'v', 'l', 'w')"_s, u"MAP<STRING, STRING>"_s, u"{\"k\":\"v\",\"l\":\"w\"}"_s);
        row("struct", u"named_struct('a', 1, 'b', 'x')"_s, u"STRUCT<a: INT, b: STRING>"_s, u"{\"a\":1,\"b\":\"x\"}"_s);
        row("variant", u"parse_json('{\"a\": [1]}')"_s, u"VARIANT"_s, u"{\"a\": [1]}"_s);
        row("json text", u"to_json(map('k', 'v'))"_s, u"STRING"_s, u"{\"k\":\"v\"}"_s);
    }

    void valuesHaveTheShapesOfTheApi() {
        QFETCH(QString, sql);
        QFETCH(QString, type);
        QFETCH(QString, text);
        QCOMPARE(this->type(sql), type);
        QCOMPARE(cell(sql), text);
    }

    void pathsIntoAVariantAreFollowed_data() {
        QTest::addColumn<QString>("expression");
        QTest::addColumn<QString>("text");
        QTest::newRow("text") << u"v:['http.method']::string"_s << u"GET"_s;
        QTest::newRow("number") << u"v:n::bigint + 1"_s << u"6"_s;
        QTest::newRow("nested") << u"v:o.p[1]::string"_s << u"y"_s;
        QTest::newRow("no cast") << u"v:['http.method']"_s << u"\"GET\""_s;
        QTest::newRow("cast") << u"CAST(v:n AS DOUBLE)"_s << u"5"_s;
        QTest::newRow("of a call") << u"parse_json('{\"a\":\"b\"}'):a::string"_s << u"b"_s;
        QTest::newRow("variant_get") << u"try_variant_get(v, '$.n', 'int')"_s << u"5"_s;
        QTest::newRow("qualified") << u"t.v:n::int"_s << u"5"_s;
    }

    void pathsIntoAVariantAreFollowed() {
        QFETCH(QString, expression);
        QFETCH(QString, text);
        const QString value = uR"({"http.method":"GET","n":5,"o":{"p":["x","y"]}})"_s;
        QCOMPARE(cell(u"SELECT %1 FROM (SELECT parse_json('%2') AS v) t"_s.arg(expression, value)), text);
    }

    void parametersAreBoundByTypeAndName() {
        QJsonObject body = request(u"SELECT count(*) FROM IDENTIFIER(:t) WHERE a = :x AND b = :n"_s);
        must(u"CREATE TABLE main.default.p (a STRING, b BIGINT)"_s);
        must(u"INSERT INTO main.default.p VALUES ('it''s', 7)"_s);
        body.insert(u"parameters"_s,
            QJsonArray{QJsonObject{{u"name"_s, u"t"_s}, {u"value"_s, u"main.default.p"_s}},
                QJsonObject{{u"name"_s, u"x"_s}, {u"value"_s, u"it's"_s}},
                QJsonObject{{u"name"_s, u"n"_s}, {u"value"_s, u"7"_s}, {u"type"_s, u"LONG"_s}}});
        const auto answer = m_client->post(Statements, body);
        QVERIFY2(rows(answer).at(0).toArray().at(0).toString() == u"1"_s, answer.body.constData());
    }

    void problemsCarryTheErrorClass_data() {
        QTest::addColumn<QString>("sql");
        QTest::addColumn<QString>("says");
        QTest::newRow("syntax") << u"SELEC 1"_s << u"[PARSE_SYNTAX_ERROR]"_s;
        QTest::newRow("unsupported") << u"CALL a()"_s << u"not supported by the practice workspace"_s;
        QTest::newRow("syntax later") << u"SELECT 1 FROM"_s << u"[PARSE_SYNTAX_ERROR]"_s;
        QTest::newRow("table") << u"SELECT * FROM main.default.none"_s << u"[TABLE_OR_VIEW_NOT_FOUND]"_s;
        QTest::newRow("column") << u"SELECT x FROM (SELECT 1 AS y)"_s << u"[UNRESOLVED_COLUMN.WITH_SUGGESTION]"_s;
        QTest::newRow("function") << u"SELECT no_such_function(1)"_s << u"[UNRESOLVED_ROUTINE]"_s;
        QTest::newRow("cast") << u"SELECT CAST('x' AS INT)"_s << u"[CAST_INVALID_INPUT]"_s;
        QTest::newRow("schema") << u"CREATE TABLE main.none.t (a INT)"_s << u"[SCHEMA_NOT_FOUND]"_s;
        QTest::newRow("catalog") << u"SHOW SCHEMAS IN none"_s << u"[NO_SUCH_CATALOG_EXCEPTION]"_s;
        QTest::newRow("file") << u"SELECT * FROM read_csv('/etc/passwd')"_s << u"not supported"_s;
        QTest::newRow("file as text") << u"SELECT * FROM '/etc/passwd'"_s << u"[PARSE_SYNTAX_ERROR]"_s;
        QTest::newRow("settings") << u"PRAGMA threads = 4"_s << u"[PARSE_SYNTAX_ERROR]"_s;
        QTest::newRow("two") << u"SELECT 1; SELECT 2"_s << u"[PARSE_SYNTAX_ERROR]"_s;
    }

    void problemsCarryTheErrorClass() {
        QFETCH(QString, sql);
        QFETCH(QString, says);
        const auto answer = run(sql);
        QCOMPARE(answer.status, 200);
        QCOMPARE(state(answer), u"FAILED"_s);
        QVERIFY2(problem(answer).contains(says), qPrintable(problem(answer)));
    }

    void tablesAreMadeFilledAndDescribed() {
        must(u"CREATE SCHEMA main.s COMMENT 'x'"_s);
        must(u"CREATE TABLE main.s.t (id STRING NOT NULL, n LONG COMMENT 'count', a MAP<STRING, STRING>, v VARIANT, "
             "e ARRAY<STRUCT<name: STRING, attributes: VARIANT>>) USING delta CLUSTER BY (id) "
             "TBLPROPERTIES ('otel.schemaVersion' = 'v2', 'delta.checkpointPolicy' = 'classic')"_s);
        must(u"INSERT INTO main.s.t VALUES ('a', 1, map('k','v'), parse_json('{\"x\":1}'), NULL)"_s);
        QCOMPARE(cell(u"SELECT a['k'] FROM `main`.`s`.`t` WHERE v:x::int = 1"_s), u"v"_s);
        const auto described = rows(run(u"DESCRIBE TABLE main.s.t"_s));
        QCOMPARE(described.at(1).toArray(), (QJsonArray{u"n"_s, u"bigint"_s, u"count"_s}));
        QCOMPARE(described.at(4).toArray().at(1).toString(), u"array<struct<name:string,attributes:variant>>"_s);
        QCOMPARE(cell(u"SHOW TBLPROPERTIES main.s.t ('otel.schemaVersion')"_s), u"otel.schemaVersion"_s);
    }

    void columnsMayBeNamedByTheWholeTable() {
        must(u"CREATE TABLE main.default.q (a INT)"_s);
        must(u"INSERT INTO main.default.q VALUES (3)"_s);
        QCOMPARE(cell(u"SELECT main.default.q.a FROM main.default.q WHERE q.a = 3"_s), u"3"_s);
        QCOMPARE(cell(u"SELECT x.a FROM main.default.q x JOIN main.default.q y ON x.a = y.a"_s), u"3"_s);
        QCOMPARE(cell(u"WITH q AS (SELECT 5 AS a) SELECT a FROM q"_s), u"5"_s);
        QCOMPARE(cell(u"SELECT x.*, 1 AS b FROM main.default.q x"_s), u"3"_s);
    }

    void columnsMayBeNamedByWordsThatOnlyDuckDbReserves_data() {
        QTest::addColumn<QString>("word");
        for (const char* word : {"at", "check", "column", "only", "references", "returning", "unique", "do"})
            QTest::newRow(word) << QString::fromLatin1(word);
    }
    void columnsMayBeNamedByWordsThatOnlyDuckDbReserves() {
        QFETCH(QString, word);
        must(u"CREATE TABLE main.default.w (%1 INT, b STRING)"_s.arg(word));
        must(u"INSERT INTO main.default.w (%1, b) VALUES (1, 'x'), (2, 'y')"_s.arg(word));
        must(u"UPDATE main.default.w SET %1 = %1 + 1 WHERE %1 > 1"_s.arg(word));
        QCOMPARE(cell(u"SELECT max(w.%1) %1 FROM main.default.w GROUP BY b HAVING max(%1) > 2 ORDER BY %1"_s.arg(word)),
            u"3"_s);
    }

    void theInformationSchemaShowsColumns() {
        must(u"CREATE TABLE main.default.i (a INT, b MAP<STRING,STRING>)"_s);
        QCOMPARE(cell(u"SELECT full_data_type FROM main.information_schema.columns "
                      "WHERE table_name = 'i' AND column_name = 'b'"_s),
            u"map<string,string>"_s);
    }

    void aViewReadsWithItsOwn() {
        must(u"CREATE TABLE main.default.base (a INT)"_s);
        must(u"INSERT INTO main.default.base VALUES (1), (2)"_s);
        must(u"CREATE VIEW main.default.top AS SELECT max(a) AS m FROM main.default.base"_s);
        QCOMPARE(cell(u"SELECT m FROM main.default.top"_s), u"2"_s);
    }

    void changesTellHowManyRows() {
        must(u"CREATE TABLE main.default.c (a INT)"_s);
        QCOMPARE(cell(u"INSERT INTO main.default.c VALUES (1), (2)"_s), u"2"_s);
        QCOMPARE(cell(u"UPDATE main.default.c SET a = 5 WHERE a = 1"_s), u"1"_s);
        QCOMPARE(cell(u"DELETE FROM main.default.c"_s), u"2"_s);
    }

    void aLargeResultComesInChunksThatLeadToTheNext() {
        auto answer = run(u"SELECT id, repeat('x', 100) FROM range(0, 100000) t(id)"_s);
        QVERIFY2(state(answer) == u"SUCCEEDED"_s, qPrintable(problem(answer)));
        QJsonObject result = answer.json().value("result"_L1).toObject();
        qsizetype count = 0;
        int chunks = 0;
        while (true) {
            count += result.value("data_array"_L1).toArray().size();
            ++chunks;
            const QString next = result.value("next_chunk_internal_link"_L1).toString();
            if (next.isEmpty())
                break;
            result = m_client->get(next).json();
        }
        QCOMPARE(count, qsizetype(100'000));
        QVERIFY(chunks > 1);
    }

    void anInlineResultBeyondItsLimitFails() {
        const auto answer = run(u"SELECT repeat('x', 1000) FROM range(0, 40000) t(id)"_s);
        QCOMPARE(state(answer), u"FAILED"_s);
        QVERIFY2(problem(answer).contains(u"EXTERNAL_LINKS"_s), qPrintable(problem(answer)));
    }

    void rowLimitCutsAndSaysSo() {
        QJsonObject body = request(u"SELECT * FROM range(0, 100) t(id)"_s);
        body.insert(u"row_limit"_s, 10);
        const auto answer = m_client->post(Statements, body);
        QCOMPARE(rows(answer).size(), 10);
        QVERIFY(answer.json().value("manifest"_L1).toObject().value("truncated"_L1).toBool());
    }

    void externalLinksServeTheRowsWithoutACredential() {
        QJsonObject body = request(u"SELECT * FROM range(0, 1000) t(id)"_s);
        body.insert(u"disposition"_s, u"EXTERNAL_LINKS"_s);
        const auto link = externalLink(m_client->post(Statements, body));
        const QString path = link.mid(m_client->base().size());
        const auto refused = m_client->get(path);
        QCOMPARE(refused.status, 400);
        m_client->actAs({});
        const auto given = m_client->get(path);
        QCOMPARE(given.status, 200);
        QCOMPARE(QJsonDocument::fromJson(given.body).array().size(), 1000);
    }

    void anExpiredLinkIsRefused() {
        PracticeOptions options;
        options.pace.externalLink = std::chrono::milliseconds(-1);
        PracticeClient client(options);
        QJsonObject body = request(u"SELECT 1"_s);
        body.insert(u"disposition"_s, u"EXTERNAL_LINKS"_s);
        const QString link = externalLink(client.post(Statements, body));
        client.actAs({});
        const auto given = client.get(link.mid(client.base().size()));
        QCOMPARE(given.status, 403);
        QVERIFY(given.body.contains("expired"));
    }

    void theArrowOnlyWarehouseRefusesJson() {
        const auto answer = m_client->post(Statements, request(u"SELECT 1"_s, ArrowOnly));
        QCOMPARE(answer.status, 400);
        QCOMPARE(answer.code(), u"INVALID_PARAMETER_VALUE"_s);
        QVERIFY(answer.message().contains(u"Inline disposition only supports ARROW_STREAM format"_s));
    }

    void aStoppedWarehouseStartsForAStatement() {
        QJsonObject body = request(u"SELECT 1"_s, Stopped);
        body.insert(u"wait_timeout"_s, u"0s"_s);
        const auto submitted = m_client->post(Statements, body);
        QCOMPARE(state(submitted), u"PENDING"_s);
        const QString path = Statements + u'/' + submitted.json().value("statement_id"_L1).toString();
        QTRY_COMPARE(state(m_client->get(path)), u"SUCCEEDED"_s);
    }

    void aWarehouseGoesThroughStarting() {
        const QString path = u"/api/2.0/sql/warehouses/"_s + Stopped;
        const auto now = [&] { return m_client->get(path).json().value("state"_L1).toString(); };
        QCOMPARE(now(), u"STOPPED"_s);
        m_client->post(path + u"/start"_s, {});
        QCOMPARE(now(), u"STARTING"_s);
        QTRY_COMPARE(now(), u"RUNNING"_s);
    }

    void aWarehouseIsHiddenFromWhoMayNotUseIt() {
        m_client->useToken(m_client->machineToken());
        QCOMPARE(m_client->get(u"/api/2.0/sql/warehouses"_s).json().value("warehouses"_L1).toArray().size(), 0);
        QCOMPARE(m_client->post(Statements, request(u"SELECT 1"_s)).status, 404);
        const QString collector = m_client->secretsOf(u"practice-collector"_s).value("client_id"_L1).toString();
        m_client->actAs(u"ada"_s);
        const QJsonObject entry{{u"service_principal_name"_s, collector}, {u"permission_level"_s, u"CAN_USE"_s}};
        m_client->patch(
            u"/api/2.0/permissions/warehouses/"_s + Running, {{u"access_control_list"_s, QJsonArray{entry}}});
        m_client->useToken(m_client->machineToken());
        QCOMPARE(state(m_client->post(Statements, request(u"SELECT 1"_s))), u"SUCCEEDED"_s);
    }

    void cancelEndsAStatementThatRuns() {
        QJsonObject body = request(LongQuery);
        body.insert(u"wait_timeout"_s, u"0s"_s);
        const auto submitted = m_client->post(Statements, body);
        const QString path = Statements + u'/' + submitted.json().value("statement_id"_L1).toString();
        QTRY_COMPARE(state(m_client->get(path)), u"RUNNING"_s);
        QCOMPARE(m_client->post(path + u"/cancel"_s, {}).status, 200);
        QTRY_COMPARE(state(m_client->get(path)), u"CANCELED"_s);
    }

    void theWaitEndsInTime() {
        QJsonObject body = request(LongQuery);
        body.insert(u"wait_timeout"_s, u"5s"_s);
        body.insert(u"on_wait_timeout"_s, u"CANCEL"_s);
        QCOMPARE(state(m_client->post(Statements, body)), u"CANCELED"_s);
    }

    void aStatementBelongsToWhoSubmittedIt() {
        const QString path = Statements + u'/' + run(u"SELECT 1"_s).json().value("statement_id"_L1).toString();
        m_client->actAs(u"ben"_s);
        QCOMPARE(m_client->get(path).status, 404);
    }

    void aTableHoldsOverARestart() {
        QTemporaryDir folder;
        PracticeOptions options;
        options.dataFolder = folder.path();
        m_client = std::make_unique<PracticeClient>(options);
        must(u"CREATE TABLE main.default.kept AS SELECT 42 AS a"_s);
        m_client.reset();
        m_client = std::make_unique<PracticeClient>(options);
        QCOMPARE(cell(u"SELECT a FROM main.default.kept"_s), u"42"_s);
        m_client.reset(); // before its folder
    }

    void theFaultsOfStatementsCanBeSwitched() {
        QVERIFY(m_client->workspace().setFault(u"inline-needs-arrow"_s, true).has_value());
        QCOMPARE(run(u"SELECT 1"_s).status, 400);
        QVERIFY(m_client->workspace().setFault(u"inline-needs-arrow"_s, false).has_value());
        QVERIFY(m_client->workspace().setFault(u"warehouse-stops-mid-query"_s, true).has_value());
        QVERIFY(problem(run(u"SELECT 1"_s)).contains(u"stopped"_s));
    }

private:
    static QString externalLink(const PracticeAnswer& answer) {
        return answer.json()
            .value("result"_L1)
            .toObject()
            .value("external_links"_L1)
            .toArray()
            .at(0)
            .toObject()
            .value("external_link"_L1)
            .toString();
    }
};

QTEST_GUILESS_MAIN(TestPracticeStatements)
#include "tst_practice_statements.moc"
