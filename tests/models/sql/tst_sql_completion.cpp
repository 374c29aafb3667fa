#include "models/sql/SqlCompletion.h"
#include "tests/support/FakeWarehouse.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::test;

namespace {

/// A warehouse with main.traces.spans, main.`my logs`.`all` and what describes them.
std::optional<Result<SqlTable>> catalogAnswers(const SqlRequest& request) {
    const SqlColumn text{u"c"_s, u"STRING"_s, false};
    if (request.sql.contains(u"information_schema"_s))
        return tableOf({text, text, text},
            {{u"main"_s, u"traces"_s, u"spans"_s}, {u"main"_s, u"traces"_s, u"logs"_s},
                {u"main"_s, u"my logs"_s, u"all"_s}});
    if (request.sql == u"DESCRIBE main.traces.spans"_s)
        return tableOf({text, text},
            {{u"trace_id"_s, u"string"_s}, {u"name"_s, u"string"_s},
                {u"status"_s, u"struct<message:string,code:string>"_s}, {u"two words"_s, u"map<string,string>"_s},
                {u"# Partition Information"_s, u""_s}, {u"hidden"_s, u"string"_s}});
    return failure(ErrorCode::NotFound, u"no such table"_s);
}

struct Bench {
    std::shared_ptr<FakeWarehouse> warehouse = std::make_shared<FakeWarehouse>();
    SqlCatalog catalog{warehouse};
    SqlCompletion completion;

    explicit Bench(bool allowed = true) {
        warehouse->answers = catalogAnswers;
        if (allowed)
            catalog.allowAsking();
        completion.setCatalog(&catalog);
    }
    /// The rows at '|' in the statement.
    QStringList at(QString statement, bool all = false) {
        const qsizetype cursor = statement.indexOf(u'|');
        statement.remove(cursor, 1);
        completion.setCursor(statement, cursor, all);
        if (!QTest::qWaitFor([&] { return catalog.isSettled(); }))
            return {u"never settled"_s};
        QStringList rows;
        for (int row = 0; row < completion.rowCount(); ++row)
            rows << completion.index(row).data(SqlCompletion::InsertRole).toString();
        return rows;
    }
};

} // namespace

class TestSqlCompletion : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void tablesComeAfterFrom() {
        Bench b;
        QCOMPARE(b.at(u"SELECT * FROM |"_s),
            (QStringList{u"main.traces.spans"_s, u"main.traces.logs"_s, u"main.`my logs`.all"_s}));
        QCOMPARE(b.at(u"SELECT * FROM sp|"_s), QStringList{u"main.traces.spans"_s});
        QCOMPARE(b.at(u"SELECT * FROM main.|"_s), (QStringList{u"traces"_s, u"`my logs`"_s}));
        QCOMPARE(b.at(u"SELECT * FROM main.traces.l|"_s), QStringList{u"logs"_s});
        QCOMPARE(b.at(u"SELECT * FROM main.`my l|"_s), QStringList{u"`my logs`"_s});
    }

    void columnsOfTheStatementsTablesComeFirst() {
        Bench b;
        QCOMPARE(b.at(u"SELECT na| FROM main.traces.spans"_s).value(0), u"name"_s);
        QCOMPARE(b.at(u"SELECT tw| FROM main.traces.spans s"_s).value(0), u"`two words`"_s);
        QVERIFY(!b.at(u"SELECT hidd| FROM main.traces.spans"_s).contains(u"hidden"_s));
    }

    void aliasesLeadToColumns() {
        Bench b;
        QCOMPARE(b.at(u"SELECT s.| FROM main.traces.spans AS s JOIN x ON 1"_s),
            (QStringList{u"trace_id"_s, u"name"_s, u"status"_s, u"`two words`"_s}));
        QCOMPARE(b.at(u"SELECT s.tr| FROM main.traces.spans s"_s), QStringList{u"trace_id"_s});
    }

    void structsLeadToTheirFields() {
        Bench b;
        QCOMPARE(b.at(u"SELECT status.| FROM main.traces.spans"_s), (QStringList{u"message"_s, u"code"_s}));
        QCOMPARE(b.at(u"SELECT s.status.co| FROM main.traces.spans s"_s), QStringList{u"code"_s});
    }

    void aTableNamedByAParameterIsUnderstood() {
        Bench b;
        b.completion.setValues({{u"table"_s, u"main.traces.spans"_s}});
        QCOMPARE(b.at(u"SELECT trac| FROM IDENTIFIER(:table)"_s).value(0), u"trace_id"_s);
    }

    void commonTablesAreOffered() {
        Bench b;
        QVERIFY(b.at(u"WITH recent AS (SELECT 1) SELECT * FROM rec|"_s).contains(u"recent"_s));
    }

    void functionsAndKeywordsAreOffered() {
        Bench b;
        QCOMPARE(b.at(u"SELECT percentile_a|"_s), QStringList{u"percentile_approx("_s});
        QCOMPARE(b.at(u"SELECT 1 GRO|"_s).value(0), u"GROUP"_s);
    }

    void nothingIsOfferedWithinTextsAndComments() {
        Bench b;
        QCOMPARE(b.at(u"SELECT 'sel|"_s, true), QStringList());
        QCOMPARE(b.at(u"SELECT 1 -- sel|"_s, true), QStringList());
        QCOMPARE(b.at(u"SELECT /* sel|"_s, true), QStringList());
        QCOMPARE(b.at(u"SELECT 12|"_s, true), QStringList());
    }

    void withoutAWordOnlyWhoAsksGetsEverything() {
        Bench b;
        QCOMPARE(b.at(u"SELECT 1 |"_s), QStringList());
        QVERIFY(b.at(u"SELECT 1 |"_s, true).size() > 100);
    }

    void nothingIsAskedUntilItIsAllowed() {
        Bench b(false);
        QVERIFY(b.at(u"SELECT * FROM |"_s).isEmpty());
        QVERIFY(b.warehouse->asked.empty());
        b.catalog.allowAsking();
        QCOMPARE(b.at(u"SELECT * FROM sp|"_s), QStringList{u"main.traces.spans"_s});
    }

    void answersAreKeptAndFailuresAreNotRepeated() {
        Bench b;
        b.at(u"SELECT n| FROM main.traces.spans, nowhere"_s);
        b.at(u"SELECT n| FROM main.traces.spans, nowhere"_s);
        QCOMPARE(b.warehouse->statements().count(u"DESCRIBE main.traces.spans"_s), 1);
        QCOMPARE(b.warehouse->statements().count(u"DESCRIBE nowhere"_s), 1);
        b.catalog.refresh();
        b.at(u"SELECT n| FROM main.traces.spans"_s);
        QCOMPARE(b.warehouse->statements().count(u"DESCRIBE main.traces.spans"_s), 2);
    }

    void rowsAreAModel() {
        Bench b;
        const QAbstractItemModelTester tester(&b.completion, QAbstractItemModelTester::FailureReportingMode::Fatal);
        b.at(u"SELECT * FROM |"_s);
        b.at(u"SELECT n| FROM main.traces.spans"_s);
    }

    void structTypesOfBothDatabasesAreRead() {
        const auto names = [](const QString& type) {
            QStringList out;
            for (const SqlColumn& field : sqlFields(type))
                out << field.name + u'=' + field.type;
            return out;
        };
        QCOMPARE(names(u"STRUCT<a: STRING, b: MAP<STRING, STRING>>"_s),
            (QStringList{u"a=STRING"_s, u"b=MAP<STRING, STRING>"_s}));
        QCOMPARE(names(u"STRUCT(a VARCHAR, \"b c\" MAP(VARCHAR, VARCHAR))"_s),
            (QStringList{u"a=VARCHAR"_s, u"b c=MAP(VARCHAR, VARCHAR)"_s}));
        QCOMPARE(names(u"BIGINT"_s), QStringList());
    }
};

QTEST_GUILESS_MAIN(TestSqlCompletion)
#include "tst_sql_completion.moc"
