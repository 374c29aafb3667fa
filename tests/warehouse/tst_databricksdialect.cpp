#include "services/warehouse/DatabricksDialect.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace spanglass;

namespace {

QString translated(const QString& sql, std::vector<SqlParameter> parameters = {}) {
    SqlRequest request;
    request.sql = sql;
    request.parameters = std::move(parameters);
    const auto duck = toDuckSql(request);
    return duck ? QString::fromStdString(duck->text) : u"error: "_s + duck.error().message;
}

} // namespace

class TestDatabricksDialect : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void formsAreTranslated_data() {
        QTest::addColumn<QString>("databricks");
        QTest::addColumn<QString>("duckdb");
        const auto row = [](const char* name, const QString& databricks, const QString& duckdb) {
            QTest::newRow(name) << databricks << duckdb;
        };
        row("plain text stays", u"SELECT a, 1.5e-3 FROM t -- it's\n/* `x` */"_s, u"SELECT a, 1.5e-3 FROM t"_s);
        row("backticks", u"SELECT `a b`, `q\"x`, `t``k` FROM `c`.`s`.`t`"_s,
            u"SELECT \"a b\", \"q\"\"x\", \"t`k\" FROM \"c\".\"s\".\"t\""_s);
        row("backtick in a text", u"SELECT 'a `b`'"_s, u"SELECT 'a `b`'"_s);
        row("backtick in a comment", u"SELECT 1 /* ` */ + 1"_s, u"SELECT 1 /* ` */ + 1"_s);
        row("double quotes are text", u"SELECT \"a'b\""_s, u"SELECT 'a''b'"_s);
        row("double quotes after AS are a name", u"SELECT 1 AS \"my col\""_s, u"SELECT 1 AS \"my col\""_s);
        row("backslash escapes", u"SELECT 'it\\'s', '\\\\', 'a\\%'"_s, u"SELECT 'it''s', '\\', 'a\\%'"_s);
        row("raw text", u"SELECT r'\\d+'"_s, u"SELECT '\\d+'"_s);
        row("cast", u"SELECT a::string"_s, u"SELECT a::string"_s);
        row("DIV", u"SELECT a DIV 1000"_s, u"SELECT a // 1000"_s);
        row("null-safe equality", u"SELECT a <=> b"_s, u"SELECT a  IS NOT DISTINCT FROM  b"_s);
        row("current_timestamp()", u"SELECT current_timestamp() - INTERVAL 1 HOUR"_s,
            u"SELECT utc_now() - INTERVAL 1 HOUR"_s);
        row("current_date()", u"SELECT current_date()"_s, u"SELECT current_date"_s);
        row("array", u"SELECT array(1, 2)"_s, u"SELECT list_value(1, 2)"_s);
        row("RLIKE", u"SELECT a RLIKE '^x'"_s, u"SELECT a ~ '(?s).*(?:^x).*'"_s);
        row("variant path with brackets", u"SELECT attributes:['a.b']::int"_s,
            u"SELECT json_extract_string(TRY_CAST(attributes AS JSON), '$.\"a.b\"')::int"_s);
        row("variant path with a name", u"SELECT v:tokens::int"_s,
            u"SELECT json_extract_string(TRY_CAST(v AS JSON), '$.\"tokens\"')::int"_s);
        row("variant path of several steps", u"SELECT s.v:a.b[0]['c d']"_s,
            u"SELECT json_extract_string(TRY_CAST(s.v AS JSON), '$.\"a\".\"b\"[0].\"c d\"')"_s);
        row("variant path of a call", u"SELECT 1 + parse_json(f(x)):a"_s,
            u"SELECT 1 + json_extract_string(TRY_CAST(parse_json(f(x)) AS JSON), '$.\"a\"')"_s);
        row("lambda", u"SELECT transform(events, e -> e.name)"_s, u"SELECT list_transform(events, e -> e.name)"_s);
        row("explode", u"SELECT explode(map_keys(m))"_s, u"SELECT unnest(map_keys(m))"_s);
        row("closing semicolon", u"SELECT 1 ; "_s, u"SELECT 1"_s);
        row("identifier of text", u"SELECT * FROM IDENTIFIER('a.`b c`.d')"_s, u"SELECT * FROM \"a\".\"b c\".\"d\""_s);
    }
    void formsAreTranslated() {
        QFETCH(QString, databricks);
        QTEST(translated(databricks), "duckdb");
    }

    void parametersAreNumberedAndTyped() {
        SqlRequest request;
        request.sql = u"SELECT :b, :a, :B, ':a' FROM IDENTIFIER(:t)"_s;
        request.parameters = {{u"a"_s, u"x"_s}, {u"b"_s, u"5"_s, u"BIGINT"_s}, {u"t"_s, u"c.s.`t\" WHERE 1=1 --`"_s}};
        const auto duck = toDuckSql(request);
        QVERIFY(duck);
        QCOMPARE(QString::fromStdString(duck->text),
            u"SELECT CAST($1 AS BIGINT), CAST($2 AS STRING), CAST($1 AS BIGINT), ':a' FROM "
            "\"c\".\"s\".\"t\"\" WHERE 1=1 --\""_s);
        QCOMPARE(duck->values.size(), std::size_t(2));
        QCOMPARE(duck->values[0], u"5"_s);
        QCOMPARE(duck->values[1], u"x"_s);
    }

    void whatIsNoNameIsNoTable() {
        for (const QString& name : {u"t; DROP TABLE x"_s, u"a..b"_s, u"(SELECT 1)"_s, u".a"_s})
            QVERIFY(translated(u"SELECT * FROM IDENTIFIER(:t)"_s, {{u"t"_s, name}}).contains(u"is not a name"_s));
    }

    void whatCannotRunIsRefusedWithTheReason_data() {
        QTest::addColumn<QString>("sql");
        QTest::addColumn<QString>("words");
        QTest::newRow("nothing") << u" ; "_s << u"no statement"_s;
        QTest::newRow("two statements") << u"SELECT 1; SELECT 2"_s << u"more than one"_s;
        QTest::newRow("open text") << u"SELECT 'a"_s << u"never closed"_s;
        QTest::newRow("open comment") << u"SELECT 1 /* a"_s << u"never closed"_s;
        QTest::newRow("change") << u"DELETE FROM t"_s << u"Only queries"_s;
        QTest::newRow("file") << u"COPY t TO 'x'"_s << u"Only queries"_s;
        QTest::newRow("parameter without value") << u"SELECT :x"_s << u":x has no value"_s;
    }
    void whatCannotRunIsRefusedWithTheReason() {
        QFETCH(QString, sql);
        QFETCH(QString, words);
        QVERIFY2(
            translated(sql).startsWith(u"error: "_s) && translated(sql).contains(words), qPrintable(translated(sql)));
    }

    void aParameterTypeCannotCarrySql() {
        QVERIFY(translated(u"SELECT :x"_s, {{u"x"_s, u"1"_s, u"INT) FROM t --"_s}}).contains(u"cannot be used"_s));
    }
};

QTEST_APPLESS_MAIN(TestDatabricksDialect)
#include "tst_databricksdialect.moc"
