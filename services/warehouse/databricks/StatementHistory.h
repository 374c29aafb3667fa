#pragma once

#include "services/core/SqlTable.h"
#include "services/warehouse/databricks/DatabricksOptions.h"

#include <QObject>
#include <QPromise>

#include <memory>

namespace spanglass {

/// Asks the query history of a workspace what a statement cost. It comes some time after the statement, so it is asked
/// again a few times. Lives in one thread with an event loop; goes with its owner, and the promise then finishes as
/// cancelled.
///
/// GET /api/2.0/sql/history/queries with `filter_by.statement_ids`, `include_metrics` and `max_results`, the members
/// `res[].query_id`, `is_final`, `metrics.rows_read_count`, `metrics.read_bytes` and `metrics.total_time_ms`: confirmed
/// in the SDK's sources. That `query_id` is the statement's id, and how long the history lags, is assumed.
class StatementHistory final : public QObject {
    Q_OBJECT
public:
    using Promise = std::shared_ptr<QPromise<Result<SqlFacts>>>;

    /// `options` must outlive it.
    StatementHistory(const DatabricksOptions& options, QString statementId, Promise promise, QObject* parent);
    ~StatementHistory() override;

    void ask();

Q_SIGNALS:
    void refused(); ///< this caller may not read the history, or there is none
    void done();

private:
    void take(const ApiResult& answer);
    void finish(Result<SqlFacts> facts);

    const DatabricksOptions& m_options;
    const QString m_id;
    Promise m_promise;
    int m_asked = 0;
};

/// What the history says of the statement; nothing while it does not know it, or not finally. BadInput on anything but
/// such an answer.
Result<std::optional<SqlFacts>> readHistory(std::string_view body, const QString& statementId);

} // namespace spanglass
