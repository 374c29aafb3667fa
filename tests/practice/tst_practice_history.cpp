#include "tests/practice/PracticeClient.h"

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::test;

/// The query history of the practice workspace, over HTTP.
class TestPracticeHistory : public QObject {
    Q_OBJECT

    std::unique_ptr<PracticeClient> m_client;

    QString run(const QString& sql) {
        const auto answer = m_client->post(u"/api/2.0/sql/statements"_s,
            {{u"statement"_s, sql}, {u"warehouse_id"_s, u"a1b2c3d4e5f60001"_s}, {u"wait_timeout"_s, u"30s"_s}});
        return answer.json().value("statement_id"_L1).toString();
    }
    PracticeAnswer asked(const QString& query) { return m_client->get(u"/api/2.0/sql/history/queries?"_s + query); }
    QJsonArray history(const QString& query) { return asked(query).json().value("res"_L1).toArray(); }
    QJsonObject metrics(const QString& statement) {
        return history(u"include_metrics=true&filter_by.statement_ids="_s + statement)
            .at(0)
            .toObject()
            .value("metrics"_L1)
            .toObject();
    }

private Q_SLOTS:
    void init() {
        PracticeOptions options;
        options.pace.coldStart = std::chrono::milliseconds(1);
        m_client = std::make_unique<PracticeClient>(options);
        m_client->actAs(u"ada"_s);
        run(u"CREATE SCHEMA IF NOT EXISTS main.counting"_s);
        run(u"CREATE TABLE main.counting.t (n INT)"_s);
        run(u"INSERT INTO main.counting.t SELECT id FROM range(0, 1500)"_s);
    }
    void cleanup() { m_client.reset(); }

    void theRowsThatAStatementReadAreThoseOfItsTables() {
        const QJsonObject told = metrics(run(u"SELECT count(*), sum(n) FROM main.counting.t"_s));
        QCOMPARE(told.value("rows_read_count"_L1).toInt(), 1'500);
        QCOMPARE(told.value("rows_produced_count"_L1).toInt(), 1);
        QVERIFY(told.value("total_time_ms"_L1).toInt(-1) >= 0);
    }

    void aTableThatIsReadTwiceCountsTwice() {
        const QString sql = u"SELECT count(*) FROM main.counting.t a JOIN main.counting.t b ON a.n = b.n"_s;
        QCOMPARE(metrics(run(sql)).value("rows_read_count"_L1).toInt(), 3'000);
    }

    void metricsComeOnlyWhenTheyAreAskedFor() {
        const QString statement = run(u"SELECT 1"_s);
        const QJsonObject told = history(u"filter_by.statement_ids="_s + statement).at(0).toObject();
        QCOMPARE(told.value("query_id"_L1).toString(), statement);
        QCOMPARE(told.value("status"_L1).toString(), u"FINISHED"_s);
        QVERIFY(told.value("is_final"_L1).toBool());
        QVERIFY(!told.contains("metrics"_L1));
    }

    void theNewestComeFirstAndAPageAtATime() {
        const QString first = run(u"SELECT 1"_s), second = run(u"SELECT 2"_s);
        const QJsonObject page = asked(u"max_results=1"_s).json();
        QCOMPARE(page.value("res"_L1).toArray().at(0).toObject().value("query_id"_L1).toString(), second);
        QVERIFY(page.value("has_next_page"_L1).toBool());
        const QJsonArray next = history(u"max_results=1&page_token="_s + page.value("next_page_token"_L1).toString());
        QCOMPARE(next.at(0).toObject().value("query_id"_L1).toString(), first);
    }

    void aFailureIsTold() {
        const QString statement = run(u"SELECT * FROM main.counting.none"_s);
        const QJsonObject told = history(u"filter_by.statuses=FAILED"_s).at(0).toObject();
        QCOMPARE(told.value("query_id"_L1).toString(), statement);
        QVERIFY(told.value("error_message"_L1).toString().contains(u"TABLE_OR_VIEW_NOT_FOUND"_s));
    }

    void othersDoNotSeeIt() {
        const QString statement = run(u"SELECT 1"_s);
        m_client->actAs(u"ben"_s);
        QVERIFY(history(u"filter_by.statement_ids="_s + statement).isEmpty());
    }

    void itCanBeDenied() {
        m_client->call("PUT", u"/practice/faults/history-denied"_s);
        const PracticeAnswer answer = asked({});
        QCOMPARE(answer.status, 403);
        QCOMPARE(answer.code(), u"PERMISSION_DENIED"_s);
    }
};

QTEST_GUILESS_MAIN(TestPracticeHistory)
#include "tst_practice_history.moc"
