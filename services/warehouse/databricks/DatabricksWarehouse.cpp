#include "services/warehouse/databricks/DatabricksWarehouse.h"

#include "services/warehouse/databricks/StatementHistory.h"
#include "services/warehouse/databricks/StatementRun.h"

#include <QSemaphore>
#include <QSet>

#include <atomic>
#include <deque>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace spanglass {

/// Holds the runs. Works on the warehouse's thread; what is atomic is read by others.
class DatabricksWarehouse::Desk : public QObject {
public:
    explicit Desk(DatabricksOptions given)
        : options(std::move(given)) { }

    void begin(SqlRequest request, StatementRun::Promise promise) {
        auto* run = new StatementRun(options, std::move(request), std::move(promise), this);
        connect(run, &StatementRun::arrowOnlyMet, this, [this] { arrowOnly = true; });
        const auto gone = [this, run] {
            run->deleteLater();
            freePlace(run);
            if (--running == 0 && m_closing)
                idle.release();
        };
        // Queued: starting one that was cancelled ends it at once.
        connect(
            run, &StatementRun::left, this, [this, run] { freePlace(run); }, Qt::QueuedConnection);
        connect(run, &StatementRun::gone, this, gone, Qt::QueuedConnection);
        m_waiting.push_back(run);
        startWaiting();
    }

    void askHistory(const QString& statementId, const StatementHistory::Promise& promise) {
        auto* history = new StatementHistory(options, statementId, promise, this);
        connect(history, &StatementHistory::refused, this, [this] { historyRefused = true; });
        connect(history, &StatementHistory::done, history, &QObject::deleteLater);
        history->ask();
    }

    void close() {
        m_closing = true;
        if (running == 0)
            idle.release();
        for (StatementRun* run : findChildren<StatementRun*>(QString(), Qt::FindDirectChildrenOnly))
            run->abandon();
    }

    const DatabricksOptions options;
    std::atomic<bool> arrowOnly = false;
    std::atomic<bool> historyRefused = false;
    std::atomic<int> running = 0;
    QSemaphore idle; ///< available once nothing runs after close()

private:
    /// One that was cancelled leaves its place at once, though the server has still to be told.
    void freePlace(StatementRun* run) {
        std::erase(m_waiting, run);
        m_placed.remove(run);
        startWaiting();
    }
    void startWaiting() {
        while (!m_closing && !m_waiting.empty() && m_placed.size() < options.atOnce) {
            StatementRun* run = m_waiting.front();
            m_waiting.pop_front();
            m_placed.insert(run);
            run->start();
        }
    }

    std::deque<StatementRun*> m_waiting; ///< not with the server yet, in the order of their coming
    QSet<StatementRun*> m_placed; ///< with the server, and waited for
    bool m_closing = false;
};

DatabricksWarehouse::DatabricksWarehouse(DatabricksOptions options)
    : m_desk(new Desk(std::move(options))) {
    m_thread.setObjectName(u"warehouse"_s);
    m_desk->moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::finished, m_desk, &QObject::deleteLater);
    m_thread.start();
}

DatabricksWarehouse::~DatabricksWarehouse() {
    QMetaObject::invokeMethod(
        m_desk, [desk = m_desk] { desk->close(); }, Qt::QueuedConnection);
    (void)m_desk->idle.tryAcquire(1, 1'000);
    m_thread.quit();
    m_thread.wait();
}

QFuture<Result<SqlTable>> DatabricksWarehouse::run(SqlRequest request) {
    auto promise = std::make_shared<QPromise<Result<SqlTable>>>();
    promise->start();
    const QFuture<Result<SqlTable>> future = promise->future();
    ++m_desk->running;
    QMetaObject::invokeMethod(
        m_desk, [desk = m_desk, request = std::move(request), promise] { desk->begin(request, promise); },
        Qt::QueuedConnection);
    return future;
}

QFuture<Result<SqlFacts>> DatabricksWarehouse::facts(const QString& statementId) {
    auto promise = std::make_shared<QPromise<Result<SqlFacts>>>();
    promise->start();
    const QFuture<Result<SqlFacts>> future = promise->future();
    if (m_desk->historyRefused) {
        promise->addResult(
            Result<SqlFacts>(failure(ErrorCode::NotAllowed, u"The workspace does not show its query history."_s)));
        promise->finish();
        return future;
    }
    QMetaObject::invokeMethod(
        m_desk, [desk = m_desk, statementId, promise] { desk->askHistory(statementId, promise); },
        Qt::QueuedConnection);
    return future;
}

bool DatabricksWarehouse::isArrowOnly() const { return m_desk->arrowOnly; }

int DatabricksWarehouse::running() const { return m_desk->running; }

} // namespace spanglass
