#include "services/warehouse/databricks/DatabricksWarehouse.h"

#include "services/warehouse/databricks/StatementRun.h"

#include <QSemaphore>

#include <atomic>

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
        connect(run, &StatementRun::gone, this, [this, run] {
            run->deleteLater();
            if (--running == 0 && m_closing)
                idle.release();
        });
        run->start();
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
    std::atomic<int> running = 0;
    QSemaphore idle; ///< available once nothing runs after close()

private:
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

bool DatabricksWarehouse::isArrowOnly() const { return m_desk->arrowOnly; }

int DatabricksWarehouse::running() const { return m_desk->running; }

} // namespace spanglass
