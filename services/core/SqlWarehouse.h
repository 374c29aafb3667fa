#pragma once

#include "services/core/Error.h"
#include "services/core/SqlTable.h"

#include <QFuture>

#include <chrono>
#include <optional>
#include <vector>

namespace spanglass {

/// A value for `:name` in a statement, as the statement API of Databricks takes it: text and a type.
struct SqlParameter {
    QString name;
    std::optional<QString> value; ///< nothing: NULL
    QString type = QStringLiteral("STRING"); ///< STRING, BIGINT, DOUBLE, DATE, TIMESTAMP, BOOLEAN, DECIMAL(p,s), ...
};

struct SqlRequest {
    QString sql; ///< one statement in Databricks SQL
    std::vector<SqlParameter> parameters;
    std::uint64_t rowLimit = 10'000; ///< what comes after that, or after byteLimit, is cut, and the answer says so
    std::uint64_t byteLimit = 64ull << 20; ///< of the cells' text
    std::chrono::milliseconds deadline = std::chrono::minutes(5);
};

/// Where SQL is run: the local store, or a Databricks SQL warehouse. Futures can be cancelled. Their progress text says
/// what is waited for ("SQL warehouse Main is starting, 42 s", "1,200 of 32,843 rows read"); the progress value only
/// grows, without a unit. Any thread.
class SqlWarehouse {
public:
    virtual ~SqlWarehouse() = default;

    virtual QFuture<Result<SqlTable>> run(SqlRequest request) = 0;
    /// What a statement that has ended cost, as far as its server tells this caller. It may take some seconds.
    virtual QFuture<Result<SqlFacts>> facts(const QString& statementId) {
        SqlFacts facts;
        facts.statementId = statementId;
        return QtFuture::makeReadyFuture(Result<SqlFacts>(facts));
    }
    /// Whether every statement that changes something is refused.
    virtual bool isReadOnly() const { return false; }
};

} // namespace spanglass
