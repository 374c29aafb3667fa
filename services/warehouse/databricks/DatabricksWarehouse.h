#pragma once

#include "services/core/SqlWarehouse.h"
#include "services/warehouse/databricks/DatabricksOptions.h"

#include <QThread>

namespace spanglass {

/// A SQL warehouse of a workspace, by the Statement Execution API 2.0. Answers come inline as JSON; one that is too
/// large for that is asked for again in external storage. A few statements run side by side, on one thread of this
/// program that also reads the answers; others wait for them. Any thread may ask; no event loop is needed in the
/// caller's.
class DatabricksWarehouse final : public SqlWarehouse {
public:
    explicit DatabricksWarehouse(DatabricksOptions options);
    /// Cancels what is under way; the server hears of it as long as that takes no longer than a second.
    ~DatabricksWarehouse() override;

    QFuture<Result<SqlTable>> run(SqlRequest request) override;
    /// From the query history; once that was refused, it is not asked again and the answer is the refusal.
    QFuture<Result<SqlFacts>> facts(const QString& statementId) override;

    /// Whether a statement has met "Inline disposition only supports ARROW_STREAM format": nothing can be read here.
    bool isArrowOnly() const;
    /// Statements under way or waiting, for tests and diagnostics.
    int running() const;

private:
    class Desk;
    QThread m_thread;
    Desk* m_desk; ///< lives on the thread, and goes with it
};

} // namespace spanglass
