#include "models/sql/SqlSession.h"
#include "models/sql/SqlWords.h"
#include "tests/support/FakeWarehouse.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::test;

namespace {

struct Bench {
    std::shared_ptr<FakeWarehouse> warehouse = std::make_shared<FakeWarehouse>();
    SqlSession session;
    QSignalSpy finished{&session, &SqlSession::finished};

    void run(const QString& script, SqlRunOptions options = {}) {
        session.run({.id = u"x"_s, .name = u"X"_s, .warehouse = warehouse, .spansTable = {}}, sqlStatements(script),
            std::move(options));
    }
    QList<SqlRunState> states() const {
        QList<SqlRunState> all;
        for (const SqlRun& run : session.runs())
            all << run.state;
        return all;
    }
    static SqlTable table() { return tableOf({{u"a"_s, u"INT"_s, true}}, {{u"1"_s}}); }
    static Result<SqlTable> mistake() { return failure(ErrorCode::BadInput, u"no such column"_s); }
};

using enum SqlRunState;

} // namespace

class TestSqlSession : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void statementsRunOneAfterAnother() {
        Bench b;
        b.run(u"select 1; select 2"_s);
        QCOMPARE(b.warehouse->statements(), QStringList{u"select 1"_s});
        QCOMPARE(b.states(), (QList{Running, Waiting}));
        b.warehouse->asked[0].answer(Bench::table());
        QTRY_COMPARE(b.warehouse->asked.size(), std::size_t(2));
        QCOMPARE(b.states(), (QList{Done, Running}));
        b.warehouse->asked[1].answer(Bench::table());
        QTRY_COMPARE(b.finished.size(), 1);
        QVERIFY(!b.session.isRunning());
        QCOMPARE(b.session.runs()[1].table.rowCount(), std::size_t(1));
        QVERIFY(b.session.runs()[1].table.facts.totalTime.count() > 0);
    }

    void whatAStatementCostIsAskedOnceItIsDone() {
        Bench b;
        SqlFacts told;
        told.rowsScanned = 12'345;
        b.warehouse->costs = [told] { return Result<SqlFacts>(told); };
        QSignalSpy facts(&b.session, &SqlSession::factsChanged);
        b.run(u"select 1; select 2"_s);
        SqlTable table = Bench::table();
        table.facts.statementId = u"01ef"_s;
        b.warehouse->asked[0].answer(table);
        QTRY_COMPARE(facts.size(), 1);
        QCOMPARE(b.warehouse->costsAsked, QStringList{u"01ef"_s});
        QCOMPARE(b.session.runs()[0].table.facts.rowsScanned, std::optional<std::uint64_t>(12'345));
        QVERIFY(b.session.runs()[0].table.facts.totalTime.count() > 0);
    }

    void aCostThatIsKnownOrCannotBeAskedForIsNotAsked() {
        Bench b;
        b.run(u"select 1; select 2"_s);
        SqlTable known = Bench::table();
        known.facts.statementId = u"01ef"_s;
        known.facts.rowsScanned = 5;
        b.warehouse->asked[0].answer(known);
        QTRY_COMPARE(b.warehouse->asked.size(), std::size_t(2));
        b.warehouse->asked[1].answer(Bench::table()); // of no statement that has an id
        QTRY_COMPARE(b.finished.size(), 1);
        QVERIFY(b.warehouse->costsAsked.isEmpty());
    }

    void aRefusedCostLeavesTheAnswerAlone() {
        Bench b;
        b.warehouse->costs = [] { return Result<SqlFacts>(failure(ErrorCode::NotAllowed, u"You may not see it."_s)); };
        QSignalSpy facts(&b.session, &SqlSession::factsChanged);
        b.run(u"select 1"_s);
        SqlTable table = Bench::table();
        table.facts.statementId = u"01ef"_s;
        b.warehouse->asked[0].answer(table);
        QTRY_COMPARE(facts.size(), 1);
        QCOMPARE(b.states(), QList{Done});
        QVERIFY(
            sqlFacts(b.session.runs()[0]).endsWith(u"statement 01ef · rows scanned: not known. You may not see it."_s));
    }

    void theFirstMistakeEndsTheRun() {
        Bench b;
        b.run(u"select 1; select 2"_s);
        b.warehouse->asked[0].answer(Bench::mistake());
        QTRY_COMPARE(b.finished.size(), 1);
        QCOMPARE(b.states(), (QList{Failed, Skipped}));
        QCOMPARE(b.session.runs()[0].error.message, u"no such column"_s);
    }

    void aRunCanGoOnAfterMistakes() {
        Bench b;
        b.warehouse->answers = [](const SqlRequest& request) -> std::optional<Result<SqlTable>> {
            return request.sql == u"bad"_s ? Bench::mistake() : Result<SqlTable>(Bench::table());
        };
        b.run(u"bad; select 2"_s, {.values = {}, .goOnAfterErrors = true});
        QTRY_COMPARE(b.finished.size(), 1);
        QCOMPARE(b.states(), (QList{Failed, Done}));
    }

    void cancelStopsTheStatementAndSkipsTheRest() {
        Bench b;
        b.run(u"select 1; select 2"_s);
        b.session.cancel();
        QVERIFY(b.warehouse->asked[0].promise->isCanceled());
        QCOMPARE(b.states(), (QList{Cancelled, Skipped}));
        QCOMPARE(b.finished.size(), 1);
        b.warehouse->asked[0].answer(Bench::table()); // too late
        QTest::qWait(0);
        QCOMPARE(b.states(), (QList{Cancelled, Skipped}));
    }

    void aNewRunCancelsTheOldOne() {
        Bench b;
        b.run(u"select 1"_s);
        b.run(u"select 2"_s);
        QVERIFY(b.warehouse->asked[0].promise->isCanceled());
        QCOMPARE(b.states(), QList{Running});
        QCOMPARE(b.session.runs()[0].statement.text, u"select 2"_s);
    }

    void whatTheWarehouseWaitsForIsTold() {
        Bench b;
        b.run(u"select 1"_s);
        QSignalSpy changed(&b.session, &SqlSession::changed);
        b.warehouse->asked[0].say(1, u"Warehouse is starting, 4 s"_s);
        QTRY_COMPARE(b.session.runs()[0].progress, u"Warehouse is starting, 4 s"_s);
        QVERIFY(!changed.isEmpty());
    }

    void aWarehouseThatGivesUpFailsTheStatement() {
        Bench b;
        b.run(u"select 1"_s);
        b.warehouse->asked[0].promise->future().cancel();
        b.warehouse->asked[0].promise->finish();
        QTRY_COMPARE(b.states(), QList{Failed});
    }

    void eachStatementGetsTheValuesThatItNeeds() {
        Bench b;
        b.run(u"-- :n INT\nselect :n; select :Table"_s,
            {.values = {{u"n"_s, u"5"_s}, {u"table"_s, u"a.b"_s}}, .rowLimit = 77});
        QCOMPARE(b.warehouse->asked[0].request.rowLimit, std::uint64_t(77));
        QCOMPARE(b.warehouse->asked[0].request.parameters.size(), std::size_t(1));
        QCOMPARE(b.warehouse->asked[0].request.parameters[0].type, u"INT"_s);
        b.warehouse->asked[0].answer(Bench::table());
        QTRY_COMPARE(b.warehouse->asked.size(), std::size_t(2));
        QCOMPARE(b.warehouse->asked[1].request.parameters.at(0).value, u"a.b"_s);
    }

    void anEmptyRunEndsAtOnce() {
        Bench b;
        b.run(u" ; "_s);
        QCOMPARE(b.finished.size(), 1);
    }

    void aSessionThatGoesAwayCancelsItsStatement() {
        auto warehouse = std::make_shared<FakeWarehouse>();
        {
            SqlSession session;
            session.run({.id = u"x"_s, .name = u"X"_s, .warehouse = warehouse, .spansTable = {}},
                sqlStatements(u"select 1"_s), {});
        }
        QVERIFY(warehouse->asked[0].promise->isCanceled());
    }
};

QTEST_GUILESS_MAIN(TestSqlSession)
#include "tst_sql_session.moc"
