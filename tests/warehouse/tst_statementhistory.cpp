#include "services/warehouse/databricks/DatabricksWarehouse.h"
#include "services/warehouse/databricks/StatementHistory.h"
#include "tests/warehouse/FilledStore.h"

#include <QMutex>
#include <QTest>

#include <deque>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::test;
using namespace std::chrono_literals;

namespace {

/// A workspace that answers questions for its query history as a test has written down, the last answer again and
/// again.
class ScriptedHistory {
public:
    StatementCalls calls() {
        return {[this](const ApiRequest& request) {
                    const QMutexLocker lock(&m_mutex);
                    m_asked.push_back(request);
                    const ApiResult answer = m_answers.front();
                    if (m_answers.size() > 1)
                        m_answers.pop_front();
                    return QtFuture::makeReadyFuture(answer);
                },
            {}};
    }
    void answer(const QByteArray& json) {
        ApiAnswer answer;
        answer.status = 200;
        answer.body = json;
        m_answers.push_back(answer);
    }
    void fail(ErrorCode code, const QString& message) {
        m_answers.push_back(std::unexpected(ApiError{{code, message, {}}, {}}));
    }
    std::vector<ApiRequest> asked() const {
        const QMutexLocker lock(&m_mutex);
        return m_asked;
    }

private:
    mutable QMutex m_mutex;
    std::deque<ApiResult> m_answers;
    std::vector<ApiRequest> m_asked;
};

QByteArray known(const QByteArray& id, const QByteArray& final = "true") {
    return "{\"res\":[{\"query_id\":\"" + id + "\",\"status\":\"FINISHED\",\"is_final\":" + final
        + ",\"metrics\":{\"rows_read_count\":1284512,\"read_bytes\":4096,\"total_time_ms\":250}}],"
          "\"has_next_page\":false}";
}

} // namespace

class TestStatementHistory : public QObject {
    Q_OBJECT

    std::unique_ptr<ScriptedHistory> m_history;
    std::unique_ptr<DatabricksWarehouse> m_warehouse;

private Q_SLOTS:
    void init() {
        m_history = std::make_unique<ScriptedHistory>();
        DatabricksOptions options;
        options.calls = m_history->calls();
        options.historyPause = 1ms;
        options.historyTries = 3;
        m_warehouse = std::make_unique<DatabricksWarehouse>(options);
    }
    void cleanup() {
        m_warehouse.reset();
        m_history.reset();
    }

    void whatAStatementCostIsInTheHistory() {
        m_history->answer(known("s1"));
        const SqlFacts facts = wait(m_warehouse->facts(u"s1"_s));
        QCOMPARE(facts.rowsScanned, std::optional<std::uint64_t>(1'284'512));
        QCOMPARE(facts.bytesScanned, std::optional<std::uint64_t>(4'096));
        QCOMPARE(facts.serverTime, std::optional<std::chrono::nanoseconds>(250ms));
    }

    void theQuestionIsForOneStatementWithItsMetrics() {
        m_history->answer(known("s1"));
        wait(m_warehouse->facts(u"s1"_s));
        const ApiRequest request = m_history->asked().at(0);
        QCOMPARE(request.method, QByteArray("GET"));
        QCOMPARE(request.path, u"/api/2.0/sql/history/queries"_s);
        QVERIFY(request.query.contains({u"filter_by.statement_ids"_s, u"s1"_s}));
        QVERIFY(request.query.contains({u"include_metrics"_s, u"true"_s}));
    }

    void aHistoryThatLagsIsAskedAgain() {
        m_history->answer("{\"res\":[]}");
        m_history->answer(known("s1", "false"));
        m_history->answer(known("s1"));
        QCOMPARE(wait(m_warehouse->facts(u"s1"_s)).rowsScanned, std::optional<std::uint64_t>(1'284'512));
        QCOMPARE(m_history->asked().size(), std::size_t(3));
    }

    void anotherStatementIsNotTakenForIt() {
        m_history->answer(known("s2"));
        const auto facts = m_warehouse->facts(u"s1"_s).result();
        QVERIFY(!facts);
        QCOMPARE(facts.error().code, ErrorCode::NotFound);
        QCOMPARE(m_history->asked().size(), std::size_t(3));
    }

    void whatIsNotToldIsLeftOut() {
        m_history->answer("{\"res\":[{\"query_id\":\"s1\",\"metrics\":{\"rows_read_count\":null,\"read_bytes\":-1}}]}");
        const SqlFacts facts = wait(m_warehouse->facts(u"s1"_s));
        QVERIFY(!facts.rowsScanned && !facts.bytesScanned && !facts.serverTime);
    }

    void aRefusalIsNotAskedForAgain() {
        m_history->fail(ErrorCode::NotAllowed, u"You may not see it."_s);
        QCOMPARE(m_warehouse->facts(u"s1"_s).result().error().message, u"You may not see it."_s);
        QCOMPARE(m_warehouse->facts(u"s2"_s).result().error().code, ErrorCode::NotAllowed);
        QCOMPARE(m_history->asked().size(), std::size_t(1));
    }

    void anOutageIsNoRefusal() {
        m_history->fail(ErrorCode::Offline, u"No network."_s);
        m_history->answer(known("s2"));
        QCOMPARE(m_warehouse->facts(u"s1"_s).result().error().code, ErrorCode::Offline);
        QVERIFY(wait(m_warehouse->facts(u"s2"_s)).rowsScanned);
    }

    void anAnswerThatIsNoObjectIsNamed() {
        m_history->answer("[]");
        QCOMPARE(m_warehouse->facts(u"s1"_s).result().error().code, ErrorCode::BadInput);
    }

    void aWarehouseThatGoesEndsTheQuestion() {
        m_history->answer("{\"res\":[]}");
        DatabricksOptions options;
        options.calls = m_history->calls();
        options.historyPause = 1h;
        auto going = std::make_unique<DatabricksWarehouse>(options);
        const auto facts = going->facts(u"s1"_s);
        QTRY_COMPARE(m_history->asked().size(), std::size_t(1));
        going.reset();
        QTRY_VERIFY(facts.isFinished());
    }
};

QTEST_GUILESS_MAIN(TestStatementHistory)
#include "tst_statementhistory.moc"
