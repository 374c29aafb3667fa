#include "services/core/SqlEffect.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace spanglass;

class TestSqlEffect : public QObject {
    Q_OBJECT

    static void rows(std::initializer_list<const char*> statements, SqlEffect effect) {
        for (const char* sql : statements)
            QTest::newRow(sql) << effect;
    }

private Q_SLOTS:
    void theFirstWordsTellWhatAStatementDoes_data() {
        QTest::addColumn<SqlEffect>("effect");
        rows({"SELECT 1", "-- DROP TABLE x\nselect 1", "/* DELETE /* nested */ */ ((SELECT 1))", "VALUES (1)",
                 "TABLE t", "SHOW TABLES", "DESCRIBE t", "EXPLAIN DELETE FROM t", "", "  -- nothing",
                 "WITH a AS (SELECT 1), b AS (SELECT 2) SELECT * FROM a",
                 "WITH update AS (SELECT 1) SELECT * FROM update",
                 "WITH a AS (SELECT 'x; DELETE FROM t') SELECT replace(s, 'a', 'b') FROM a",
                 "FROM t SELECT a.insert, b", "SELECT \"DROP TABLE x\" FROM `delete`"},
            SqlEffect::Nothing);
        rows({"USE CATALOG main", "SET ansi_mode = true", "DECLARE x INT"}, SqlEffect::Session);
        rows({"INSERT INTO t VALUES (1)", "update t SET a = 1", "/* SELECT */ DELETE FROM t",
                 "WITH a AS (SELECT 1) INSERT INTO t SELECT * FROM a", "WITH a AS (SELECT 1)\nDELETE FROM t",
                 "FROM s INSERT INTO t SELECT *", "MERGE INTO t USING s ON a = b WHEN MATCHED THEN DELETE",
                 "EXPLAIN ANALYZE DELETE FROM t", "TRUNCATE TABLE t", "OPTIMIZE t", "VACUUM t",
                 "COPY INTO t FROM 'x' FILEFORMAT = CSV"},
            SqlEffect::Data);
        rows({"CREATE OR REPLACE TABLE t AS SELECT 1", "DROP TABLE t", "alter table t ADD COLUMN a INT",
                 "COMMENT ON TABLE t IS 'x'", "UNDROP TABLE t"},
            SqlEffect::Schema);
        rows({"GRANT SELECT ON TABLE t TO `a@b`", "REVOKE ALL PRIVILEGES ON t FROM x", "DENY SELECT ON t TO x",
                 "ALTER SCHEMA s OWNER TO `a`"},
            SqlEffect::Grants);
        rows({"CALL p()", "EXECUTE IMMEDIATE 'DROP TABLE t'", "BEGIN DELETE FROM t; END", "frobnicate", "'x'"},
            SqlEffect::Unknown);
    }
    void theFirstWordsTellWhatAStatementDoes() {
        QFETCH(SqlEffect, effect);
        QCOMPARE(sqlStatementKind(QString::fromUtf8(QTest::currentDataTag())).effect, effect);
    }

    void theVerbIsNamed() {
        QCOMPARE(sqlStatementKind(u"with a as (select 1) insert into t select 1"_s).verb, u"INSERT"_s);
        QCOMPARE(sqlStatementKind(u"grant x on y to z"_s).verb, u"GRANT"_s);
    }

    void onlyWhatChangesSomethingForOthersAsks() {
        QVERIFY(!sqlStatementKind(u"SELECT 1"_s).asksFirst());
        QVERIFY(!sqlStatementKind(u"USE x"_s).asksFirst());
        QVERIFY(sqlStatementKind(u"CALL x()"_s).asksFirst());
        QVERIFY(sqlStatementKind(u"DROP TABLE x"_s).asksFirst());
    }
};

QTEST_GUILESS_MAIN(TestSqlEffect)
#include "tst_sql_effect.moc"
