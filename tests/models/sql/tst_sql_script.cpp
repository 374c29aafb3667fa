#include "models/sql/SqlParameters.h"
#include "models/sql/SqlScript.h"
#include "models/sql/SqlSecrets.h"
#include "models/sql/SqlWords.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace spanglass;

class TestSqlScript : public QObject {
    Q_OBJECT

    static QStringList texts(const QString& script) {
        QStringList out;
        for (const SqlPiece& piece : sqlStatements(script))
            out << piece.text;
        return out;
    }

private Q_SLOTS:
    void scriptsAreCutAtTheirSemicolons_data() {
        QTest::addColumn<QString>("script");
        QTest::addColumn<QStringList>("statements");
        const auto row = [](const char* name, const QString& script, const QStringList& statements) {
            QTest::newRow(name) << script << statements;
        };
        row("nothing", u""_s, {});
        row("blanks and comments alone", u" \n-- a;b\n/* ; */ ;;"_s, {});
        row("one without semicolon", u" select 1 \n"_s, {u"select 1"_s});
        row("two", u"select 1; select 2;"_s, {u"select 1"_s, u"select 2"_s});
        row("in texts", u"select ';', \";\", 'it\\'s;'; select r'\\'; x"_s,
            {u"select ';', \";\", 'it\\'s;'"_s, u"select r'\\'"_s, u"x"_s});
        row("in names", u"select `a;b`; x"_s, {u"select `a;b`"_s, u"x"_s});
        row("in comments", u"select 1 -- no; cut\n, 2 /* nor; /* here; */ */; x"_s,
            {u"select 1 -- no; cut\n, 2 /* nor; /* here; */ */"_s, u"x"_s});
        row("in dollars", u"create f as $$ a; b $$; x"_s, {u"create f as $$ a; b $$"_s, u"x"_s});
        row("a comment before belongs to it", u"select 1;\n-- second\nselect 2 -- end"_s,
            {u"select 1"_s, u"-- second\nselect 2 -- end"_s});
        row("a block is one statement",
            u"BEGIN DECLARE x INT; IF x > 1 THEN SET x = CASE WHEN a THEN CASE WHEN b THEN 1 END END; END IF; "
            "WHILE x DO SET x = 1; END WHILE; END; SELECT if(a, 1, 2)"_s,
            {u"BEGIN DECLARE x INT; IF x > 1 THEN SET x = CASE WHEN a THEN CASE WHEN b THEN 1 END END; END IF; "
             "WHILE x DO SET x = 1; END WHILE; END"_s,
                u"SELECT if(a, 1, 2)"_s});
        row("a transaction is none", u"BEGIN; SELECT 1; BEGIN TRANSACTION; COMMIT"_s,
            {u"BEGIN"_s, u"SELECT 1"_s, u"BEGIN TRANSACTION"_s, u"COMMIT"_s});
        row("CASE outside of blocks", u"SELECT CASE WHEN a THEN 1; SELECT 2"_s,
            {u"SELECT CASE WHEN a THEN 1"_s, u"SELECT 2"_s});
        row("an open text takes the rest", u"select 'a; b"_s, {u"select 'a; b"_s});
    }
    void scriptsAreCutAtTheirSemicolons() {
        QFETCH(QString, script);
        QTEST(texts(script), "statements");
    }

    void placesCountTheEditorsCharacters() {
        const QString script = u"select 'ä€😀'; select 2"_s;
        const auto pieces = sqlStatements(script);
        QCOMPARE(pieces.size(), std::size_t(2));
        QCOMPARE(pieces[1].start, script.indexOf(u"select 2"));
        QCOMPARE(pieces[1].end, script.size());
    }

    void theStatementUnderTheCursorIsFound_data() {
        QTest::addColumn<int>("cursor");
        QTest::addColumn<int>("index");
        // "select 1;\n\n  select 2  ;select 3"
        QTest::newRow("in the first") << 3 << 0;
        QTest::newRow("right behind its semicolon") << 9 << 0;
        QTest::newRow("between two") << 10 << 1;
        QTest::newRow("before the second's semicolon") << 23 << 1;
        QTest::newRow("at the end") << 32 << 2;
    }
    void theStatementUnderTheCursorIsFound() {
        QFETCH(int, cursor);
        const QString script = u"select 1;\n\n  select 2  ;select 3"_s;
        const auto found = sqlStatementAt(sqlStatements(script), cursor);
        QVERIFY(found);
        QTEST(static_cast<int>(*found), "index");
        QVERIFY(!sqlStatementAt({}, 1));
    }

    void thePlaceOfAMistakeIsReadFromItsMessage_data() {
        QTest::addColumn<QString>("message");
        QTest::addColumn<QString>("marked");
        QTest::newRow("second line") << u"No column nme (line 2, pos 7)"_s << u"nme"_s;
        QTest::newRow("in the middle") << u"[X] bad. SQLSTATE: 42000 (line 1, pos 0)\n\n== SQL =="_s << u"SELECT"_s;
        QTest::newRow("none") << u"No column nme"_s << QString();
        QTest::newRow("beyond") << u"(line 9, pos 7)"_s << QString();
        QTest::newRow("at the end") << u"(line 2, pos 10)"_s << u"e"_s;
    }
    void thePlaceOfAMistakeIsReadFromItsMessage() {
        QFETCH(QString, message);
        const QString statement = u"SELECT 1,\n       nme"_s;
        const auto place = sqlErrorPlace(message, statement);
        QTEST(place ? statement.mid(place->start, place->length) : QString(), "marked");
    }

    void parametersAreFoundOnceWithTheirDeclarations() {
        const auto needs
            = sqlNeeds(u"-- :days INT = 30\n-- :t decimal(10, 2)\nSELECT :days, ':no', a:b, a:['c'], x::int, "
                       "(:T) /* :no */ FROM IDENTIFIER(:table) WHERE d > :DAYS AND `a`:b = array[1]:c"_s);
        QCOMPARE(needs,
            (std::vector<SqlNeed>{
                {u"days"_s, u"INT"_s, u"30"_s}, {u"T"_s, u"DECIMAL(10, 2)"_s, {}}, {u"table"_s, u"STRING"_s, {}}}));
    }

    void secretsAreLeftOut_data() {
        QTest::addColumn<QString>("sql");
        QTest::addColumn<QString>("kept");
        QTest::newRow("option") << u"CREATE CONNECTION c OPTIONS (password 'hunter2', user 'ada')"_s
                                << u"CREATE CONNECTION c OPTIONS (password '***', user 'ada')"_s;
        QTest::newRow("assignment") << u"SET api_key = \"abc\""_s << u"SET api_key = '***'"_s;
        QTest::newRow("map key") << u"x('client_secret' => 'abc')"_s << u"x('client_secret' => '***')"_s;
        QTest::newRow("personal access token")
            << u"SELECT 'dapi0123456789abcdef0123456789abcdef'"_s << u"SELECT '***'"_s;
        QTest::newRow("in a comment") << u"-- Bearer abcdefghijkl\nSELECT 1"_s << u"/* *** */ \nSELECT 1"_s;
        QTest::newRow("token counts are none") << u"SELECT attributes['mlflow.chat.tokenUsage'], 'x'"_s
                                               << u"SELECT attributes['mlflow.chat.tokenUsage'], 'x'"_s;
        QTest::newRow("a column named so, and another text")
            << u"SELECT token, 'x' FROM t"_s << u"SELECT token, 'x' FROM t"_s;
    }
    void secretsAreLeftOut() {
        QFETCH(QString, sql);
        QTEST(withoutSecrets(sql), "kept");
    }

    void aListShowsStatementsInOneLine() {
        QCOMPARE(sqlInOneLine(u"-- note\nSELECT  1, 'a  b'\n  FROM t"_s), u"SELECT 1, 'a b' FROM t"_s);
    }

    void factsAreSaidInOneLine() {
        SqlTable table;
        table.facts.totalTime = std::chrono::milliseconds(1'234);
        QCOMPARE(sqlFacts(table), u"0 rows · 1.23 s"_s);
        table.facts.serverTime = std::chrono::milliseconds(1'200);
        table.facts.rowsScanned = 12'345;
        table.facts.statementId = u"01ef"_s;
        QCOMPARE(sqlFacts(table), u"0 rows · 1.23 s (server 1.20 s) · 12,345 rows scanned · statement 01ef"_s);
    }

    void timesAreSaidInTheUnitOfTheirSize() {
        using namespace std::chrono_literals;
        QCOMPARE(sqlDuration(3'400us), u"3.4 ms"_s);
        QCOMPARE(sqlDuration(120ms), u"120 ms"_s);
        QCOMPARE(sqlDuration(42'300ms), u"42.3 s"_s);
        QCOMPARE(sqlDuration(59'990ms), u"1 min 0 s"_s);
        QCOMPARE(sqlDuration(125s), u"2 min 5 s"_s);
    }
};

QTEST_GUILESS_MAIN(TestSqlScript)
#include "tst_sql_script.moc"
