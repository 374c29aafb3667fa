#include "services/warehouse/LocalWarehouse.h"
#include "tests/warehouse/FilledStore.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::literals;
using namespace spanglass::test;

class TestLocalWarehouse : public QObject {
    Q_OBJECT

    FilledStore m_store;
    std::unique_ptr<LocalWarehouse> m_warehouse;

    Result<SqlTable> run(const QString& sql, std::vector<SqlParameter> parameters = {}, std::uint64_t limit = 1'000) {
        SqlRequest request;
        request.sql = sql;
        request.parameters = std::move(parameters);
        request.rowLimit = limit;
        return m_warehouse->run(request).result();
    }

    /// Rows as "a|b", NULL as "NULL"; or the error.
    QStringList lines(const QString& sql, std::vector<SqlParameter> parameters = {}) {
        const auto table = run(sql, std::move(parameters));
        if (!table)
            return {table.error().oneLine()};
        QStringList out;
        for (std::size_t row = 0; row < table->rowCount(); ++row) {
            QStringList cells;
            for (std::size_t column = 0; column < table->columns.size(); ++column)
                cells += table->cell(row, column) ? table->text(row, column) : u"NULL"_s;
            out += cells.join(u'|');
        }
        return out;
    }
    QString value(const QString& expression) { return lines(u"SELECT "_s + expression).join(u'\n'); }

private Q_SLOTS:
    void initTestCase() {
        SpanBuilder request;
        request.service("shop");
        for (std::uint64_t n = 1; n <= 12; ++n) {
            request.span("checkout").ids(n, n).lasts(n == 1 ? 12'500_ms : 20_ms);
            if (n <= 3)
                request.error("declined");
        }
        request.span("retriever")
            .ids(1, 50, 1)
            .at(1_ms)
            .lasts(40_ms)
            .attribute("mlflow.chat.tokenUsage", "{\"input_tokens\": 12, \"output_tokens\": 3}");
        m_store.add(request);
        m_warehouse = std::make_unique<LocalWarehouse>(m_store.store());
    }
    void cleanupTestCase() { m_warehouse.reset(); }

    // The three documented queries, with the local table's name.
    void tracesAreCountedPerDay() {
        QCOMPARE(lines(uR"(-- Count traces per day
SELECT
  DATE(timestamp) as trace_date,
  COUNT(DISTINCT trace_id) as trace_count
FROM local.traces.mlflow_experiment_trace_otel_spans
WHERE parent_span_id IS NULL  -- root spans only
GROUP BY DATE(timestamp)
ORDER BY trace_date DESC;)"_s),
            QStringList{u"2026-02-16|12"_s});
    }
    void slowTracesAreFound() {
        QCOMPARE(lines(uR"(-- Find slow traces (root span duration > 10s)
SELECT
  trace_id,
  name as root_span_name,
  (end_time_unix_nano - start_time_unix_nano) / 1e9 as duration_seconds
FROM local.traces.mlflow_experiment_trace_otel_spans
WHERE parent_span_id IS NULL
  AND (end_time_unix_nano - start_time_unix_nano) / 1e9 > 10
ORDER BY duration_seconds DESC
LIMIT 20;)"_s),
            QStringList{u"5350414e474c41530000000000000001|checkout|12.5"_s});
    }
    void errorRatesAreWorkedOut() {
        QCOMPARE(lines(uR"(-- Error rate by span name
SELECT
  name,
  COUNT(*) as total,
  SUM(CASE WHEN status_code = 'ERROR' THEN 1 ELSE 0 END) as errors,
  ROUND(SUM(CASE WHEN status_code = 'ERROR' THEN 1 ELSE 0 END) * 100.0 / COUNT(*), 2) as error_pct
FROM local.traces.mlflow_experiment_trace_otel_spans
GROUP BY name
HAVING COUNT(*) > 10
ORDER BY error_pct DESC;)"_s),
            QStringList{u"checkout|12|3|25"_s});
    }
    void theDocumentedNamesOfColumnsWork() {
        QCOMPARE(lines(uR"(SELECT trace_id, name, span_kind,
           (end_time_unix_nano - start_time_unix_nano) / 1e6 as duration_ms
    FROM local.traces.mlflow_experiment_trace_otel_spans
    WHERE name LIKE '%retriever%'
    ORDER BY duration_ms DESC
    LIMIT 100)"_s)
                     .size(),
            1);
    }

    void theSamplesOfTheFirstTableShapeRun() {
        const std::vector<SqlParameter> parameters{{u"t"_s, u"local.traces.mlflow_experiment_trace_otel_spans"_s},
            {u"a"_s, QString::number(Morning.value), u"LONG"_s},
            {u"b"_s, QString::number(Morning.value + 1), u"LONG"_s}, {u"n"_s, u"2"_s, u"INT"_s},
            {u"id"_s, traceId(1).text()}, {u"needle"_s, u"%tokenusage%"_s}};
        QCOMPARE(
            lines(u"SELECT trace_id, span_id, name, status.code AS code, "
                  u"substr(attributes['mlflow.spanInputs']::string,1,400) AS req "
                  "FROM IDENTIFIER(:t) WHERE start_time_unix_nano BETWEEN :a AND :b AND coalesce(parent_span_id,'')='' "
                  "ORDER BY start_time_unix_nano DESC, span_id LIMIT :n"_s,
                parameters)
                .value(1),
            u"5350414e474c41530000000000000002|0000000000000002|checkout|STATUS_CODE_ERROR|NULL"_s);
        QCOMPARE(
            lines(u"SELECT name FROM IDENTIFIER(:t) WHERE trace_id = :id ORDER BY start_time_unix_nano"_s, parameters),
            (QStringList{u"checkout"_s, u"retriever"_s}));
        QCOMPARE(lines(u"SELECT count_if(status.code='STATUS_CODE_ERROR') FROM IDENTIFIER(:t)"_s, parameters),
            QStringList{u"3"_s});
        QVERIFY(lines(
            u"SELECT percentile_approx((end_time_unix_nano-start_time_unix_nano)/1e6, array(0.5,0.95,0.99)) FROM IDENTIFIER(:t)"_s,
            parameters)
                    .value(0)
                    .startsWith(u"[20"_s));
        QCOMPARE(lines(u"SELECT name FROM IDENTIFIER(:t) WHERE lower(to_json(attributes)) LIKE :needle"_s, parameters),
            QStringList{u"retriever"_s});
        QCOMPARE(
            lines(u"SELECT timestamp_millis(max(start_time_unix_nano) DIV 1000000) FROM IDENTIFIER(:t)"_s, parameters),
            QStringList{u"2026-02-16T09:00:00.001Z"_s});
        QCOMPARE(
            lines(
                u"SELECT parse_json(attributes:['mlflow.chat.tokenUsage']::string):input_tokens::bigint FROM IDENTIFIER(:t) WHERE name = \"retriever\""_s,
                parameters),
            QStringList{u"12"_s});
        QCOMPARE(
            lines(
                u"SELECT span_id FROM IDENTIFIER(:t) QUALIFY row_number() OVER (PARTITION BY name ORDER BY span_id DESC)=1 ORDER BY 1"_s,
                parameters),
            (QStringList{u"000000000000000c"_s, u"0000000000000032"_s}));
        QVERIFY(lines(u"SELECT count(*) FROM IDENTIFIER(:t) WHERE timestamp > current_timestamp() - INTERVAL 1 HOUR"_s,
                    parameters)
                    .value(0)
            != u""_s);
    }

    void functionsOfDatabricksAreSupplied_data() {
        QTest::addColumn<QString>("result");
        const auto row = [](const char* expression, const QString& result) { QTest::newRow(expression) << result; };
        row("DATE(timestamp_millis(1771232400123))", u"2026-02-16"_s);
        row("to_date('2026-02-16')", u"2026-02-16"_s);
        row("to_timestamp('2026-02-16 09:00:00')", u"2026-02-16T09:00:00.000Z"_s);
        row("timestamp_seconds(1771232400)", u"2026-02-16T09:00:00.000Z"_s);
        row("timestamp_millis(1771232400123)", u"2026-02-16T09:00:00.123Z"_s);
        row("timestamp_micros(1771232400123456)", u"2026-02-16T09:00:00.123456Z"_s);
        row("unix_seconds(timestamp_seconds(5))", u"5"_s);
        row("unix_millis(timestamp_seconds(5))", u"5000"_s);
        row("unix_micros(timestamp_seconds(5))", u"5000000"_s);
        row("from_unixtime(1771232400)", u"2026-02-16 09:00:00"_s);
        row("year(current_timestamp()) > 2020 AND year(now()) > 2020 AND year(current_timestamp) > 2020", u"true"_s);
        row("current_date() = date(now())", u"true"_s);
        row("percentile_approx(x, 0.5) FROM (VALUES (1), (2), (3)) t(x)", u"2"_s);
        row("percentile_approx(x, 0.5, 100) FROM (VALUES (1), (2), (3)) t(x)", u"2"_s);
        row("approx_percentile(x, 0.5) FROM (VALUES (1), (2), (3)) t(x)", u"2"_s);
        row("percentile(x, 0.5) FROM (VALUES (1), (2)) t(x)", u"1.5"_s);
        row("count_if(x > 1) FROM (VALUES (1), (2)) t(x)", u"1"_s);
        row("get_json_object('{\"a\":{\"b\":\"c\"}}', '$.a.b')", u"c"_s);
        row("parse_json('{\"a\":1}'):a::int + 1", u"2"_s);
        row("try_parse_json('{')", u"NULL"_s);
        row("element_at(map(['a'], ['b']), 'a')", u"b"_s);
        row("map_contains_key(map(['a'], ['b']), 'a')", u"true"_s);
        row("collect_list(x) FROM (VALUES (1), (NULL)) t(x)", u"[1]"_s);
        row("collect_set(x) FROM (VALUES (1), (1)) t(x)", u"[1]"_s);
        row("nvl(NULL, 5)", u"5"_s);
        row("nvl2(1, 'a', 'b')", u"a"_s);
        row("locate('b', 'abc')", u"2"_s);
        row("7 DIV 2", u"3"_s);
        row("5::string || 'x'", u"5x"_s);
        row("5::long", u"5"_s);
        row("NULL <=> NULL", u"true"_s);
        row("'abc' RLIKE 'b'", u"true"_s);
        row("'abc' RLIKE '^b'", u"false"_s);
        row("\"it's\"", u"it's"_s);
        row("'it\\'s'", u"it's"_s);
        row("`x` FROM (SELECT 1 AS `x`)", u"1"_s);
    }
    void functionsOfDatabricksAreSupplied() {
        QFETCH(QString, result);
        QCOMPARE(value(QString::fromUtf8(QTest::currentDataTag())), result);
    }

    void cellsAreWrittenAsTheStatementApiDoes_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("type");
        const auto row = [](const char* expression, const QString& text, const QString& type) {
            QTest::newRow(expression) << text << type;
        };
        row("true", u"true"_s, u"BOOLEAN"_s);
        row("-5::tinyint", u"-5"_s, u"TINYINT"_s);
        row("9223372036854775807", u"9223372036854775807"_s, u"BIGINT"_s);
        row("18446744073709551615::UBIGINT", u"18446744073709551615"_s, u"DECIMAL(20,0)"_s);
        row("'-170141183460469231731687303715884105728'::HUGEINT", u"-170141183460469231731687303715884105728"_s,
            u"DECIMAL(38,0)"_s);
        row("0.1::double", u"0.1"_s, u"DOUBLE"_s);
        row("1e300 * 1e300", u"inf"_s, u"DOUBLE"_s);
        row("1.50::decimal(10,2)", u"1.50"_s, u"DECIMAL(10,2)"_s);
        row("-0.05::decimal(4,2)", u"-0.05"_s, u"DECIMAL(4,2)"_s);
        row("12345678901234567890.123::decimal(30,3)", u"12345678901234567890.123"_s, u"DECIMAL(30,3)"_s);
        row("DATE '1969-12-31'", u"1969-12-31"_s, u"DATE"_s);
        row("TIMESTAMP '2026-02-16 09:00:00.123456'", u"2026-02-16T09:00:00.123456Z"_s, u"TIMESTAMP"_s);
        row("TIMESTAMP '1969-12-31 23:59:59.5'", u"1969-12-31T23:59:59.500Z"_s, u"TIMESTAMP"_s);
        row("''", u""_s, u"STRING"_s);
        row("NULL::string", u"NULL"_s, u"STRING"_s);
        row("'\\\\xAA'::blob", u"qg=="_s, u"BINARY"_s);
        row("array(1, NULL)", u"[1,null]"_s, u"ARRAY<INT>"_s);
        row("map(['a\"'], ['b'])", u"{\"a\\\"\":\"b\"}"_s, u"MAP<STRING, STRING>"_s);
        row("{'a': 1, 'b': [true]}", u"{\"a\":1,\"b\":[true]}"_s, u"STRUCT<a: INT, b: ARRAY<BOOLEAN>>"_s);
    }
    void cellsAreWrittenAsTheStatementApiDoes() {
        QFETCH(QString, text);
        QFETCH(QString, type);
        const auto table = run(u"SELECT "_s + QString::fromUtf8(QTest::currentDataTag()));
        QVERIFY2(table, table ? "" : qPrintable(table.error().oneLine()));
        const QString cell = table->text(0, 0);
        QCOMPARE(cell.isNull() ? u"NULL"_s : cell, text);
        QCOMPARE(table->columns.at(0).type, type);
        const auto none = run(u"SELECT "_s + QString::fromUtf8(QTest::currentDataTag()) + u" LIMIT 0"_s);
        QCOMPARE(none->rowCount(), std::size_t(0));
        QCOMPARE(none->columns.at(0).type, type);
    }

    void aStoreCannotBeChangedFromHere_data() {
        QTest::addColumn<QString>("sql");
        for (const char* sql : {"DELETE FROM local.store.spans", "WITH x AS (SELECT 1) DELETE FROM local.store.spans",
                 "EXPLAIN ANALYZE DELETE FROM local.store.spans", "DROP TABLE local.store.spans", "CHECKPOINT local",
                 "ATTACH 'x.db'", "SET threads = 1", "SELECT 1; DROP TABLE local.store.spans"})
            QTest::newRow(sql) << QString::fromLatin1(sql);
    }
    void aStoreCannotBeChangedFromHere() {
        QFETCH(QString, sql);
        QVERIFY(!run(sql));
        QCOMPARE(value(u"count(*) FROM local.store.spans"_s), u"13"_s);
    }

    void parametersAreValuesNotSql() {
        QCOMPARE(lines(u"SELECT :x"_s, {{u"x"_s, u"'; DROP TABLE local.store.spans; --"_s}}),
            QStringList{u"'; DROP TABLE local.store.spans; --"_s});
        QCOMPARE(lines(u"SELECT :x"_s, {{u"x"_s, std::nullopt}}), QStringList{u"NULL"_s});
        QCOMPARE(lines(u"SELECT :x + 1"_s, {{u"x"_s, u"41"_s, u"BIGINT"_s}}), QStringList{u"42"_s});
    }

    void longAnswersAreCutAndSaySo() {
        const auto table = run(u"SELECT * FROM range(5000)"_s, {}, 10);
        QVERIFY(table);
        QCOMPARE(table->rowCount(), std::size_t(10));
        QVERIFY(table->truncated);
        QVERIFY(!run(u"SELECT * FROM range(10)"_s, {}, 10)->truncated);
    }

    void answersAreCutAtTheirBytesToo() {
        SqlRequest request;
        request.sql = u"SELECT repeat('x', 1000) FROM range(5000)"_s;
        request.byteLimit = 10'000;
        const auto table = m_warehouse->run(request).result();
        QVERIFY(table->truncated);
        QCOMPARE(table->rowCount(), std::size_t(10));
    }

    void readingTellsHowFarItIs() {
        SqlRequest request;
        request.sql = u"SELECT repeat('x', 1000) FROM range(20000)"_s;
        const auto future = m_warehouse->run(request);
        QVERIFY(future.result());
        QVERIFY2(future.progressText().endsWith(u" rows read"_s), qPrintable(future.progressText()));
    }

    void theTimeOfTheRunIsKept() { QVERIFY(run(u"SELECT 1"_s)->facts.totalTime.count() > 0); }

    void aMistakeIsToldWithItsPlace_data() {
        QTest::addColumn<QString>("sql");
        QTest::addColumn<QString>("place");
        QTest::newRow("name") << u"SELECT nme FROM local.traces.mlflow_experiment_trace_otel_spans"_s
                              << u"(line 1, pos 7)"_s;
        QTest::newRow("past what was translated")
            << u"SELECT `name`, current_timestamp(),\n  \"ä\", nme\nFROM `mlflow_experiment_trace_otel_spans`"_s
            << u"(line 2, pos 7)"_s;
        QTest::newRow("syntax") << u"SELECT 1\nFROM FROM x"_s << u"(line 2, pos 5)"_s;
        QTest::newRow("long line") << u"SELECT "_s + u"name || "_s.repeated(60)
                + u"nme FROM mlflow_experiment_trace_otel_spans"_s
                                   << u"(line 1, pos 487)"_s;
    }
    void aMistakeIsToldWithItsPlace() {
        QFETCH(QString, sql);
        QFETCH(QString, place);
        const auto table = run(sql);
        QVERIFY(!table);
        QVERIFY2(table.error().message.endsWith(place), qPrintable(table.error().message));
        QVERIFY2(!table.error().message.contains(u"LINE"_s), qPrintable(table.error().message));
    }

    void aMistakeIsToldInTheDatabasesWords() {
        const auto table = run(u"SELECT nme FROM local.traces.mlflow_experiment_trace_otel_spans"_s);
        QVERIFY(!table);
        QCOMPARE(table.error().code, ErrorCode::BadInput);
        QVERIFY(table.error().message.contains(u"nme"_s));
    }

    void aStatementThatTakesTooLongEnds() {
        SqlRequest request;
        request.sql = u"SELECT count(*) FROM range(100000000) a, range(100000000) b"_s;
        request.deadline = std::chrono::milliseconds(50);
        QCOMPARE(m_warehouse->run(request).result().error().code, ErrorCode::TimedOut);
        QCOMPARE(value(u"1"_s), u"1"_s);
    }
};

QTEST_GUILESS_MAIN(TestLocalWarehouse)
#include "tst_localwarehouse.moc"
