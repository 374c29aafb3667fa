#pragma once

#include "services/core/PolledFeed.h"
#include "services/core/SqlWarehouse.h"
#include "services/warehouse/tables/TableQueries.h"

#include <QElapsedTimer>
#include <QFutureWatcher>
#include <QTimer>

#include <functional>

namespace spanglass {

struct TailOptions {
    std::chrono::milliseconds interval{10'000}; ///< from an answer to the next question
    std::chrono::milliseconds longestPause{120'000}; ///< after failures in a row, each of which doubles it
    /// How long before the latest start spans are still waited for: ingest does not keep the order of time.
    Nanos lateness{120'000'000'000};
    std::function<UnixNanos()> now = &UnixNanos::now;
};

/// Notices new spans in a table by counting those after a watermark that follows the latest start. One small statement
/// an interval, which keeps a warehouse from stopping by itself, so it runs only when asked.
class TableTail final : public PolledFeed {
    Q_OBJECT

public:
    /// `warehouse` must outlive it.
    TableTail(SqlWarehouse& warehouse, TableQueries queries, TailOptions options = {}, QObject* parent = nullptr);
    ~TableTail() override;

    void setOn(bool on) override; ///< looks for what comes from now on
    void setInterval(std::chrono::milliseconds interval) override;
    void askNow() override;

private:
    void ask();
    void take();
    void askCost(const QString& statementId);
    Result<FeedPoll> read(const SqlTable& table);
    std::optional<TraceTally> readTally(const SqlTable& table) const;

    SqlWarehouse& m_warehouse;
    const TableQueries m_queries;
    const TailOptions m_options;
    QTimer m_timer;
    QElapsedTimer m_asked;
    QFutureWatcher<Result<SqlTable>> m_answer;
    QFutureWatcher<Result<SqlFacts>> m_cost; ///< of the last statement
    bool m_counted = false; ///< whether m_count is known
    std::uint64_t m_count = 0; ///< spans since m_from when it was last looked
    TraceId m_tallied; ///< the watched trace of the question under way
    UnixNanos m_from; ///< the watermark
    UnixNanos m_next; ///< where it goes with the present answer
};

} // namespace spanglass
