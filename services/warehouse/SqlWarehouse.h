#pragma once

#include "services/core/Error.h"

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
    std::uint64_t rowLimit = 10'000;
    std::chrono::milliseconds deadline = std::chrono::minutes(5);
};

struct SqlColumn {
    QString name;
    QString type; ///< as Databricks spells it: "BIGINT", "MAP<STRING, STRING>"
    bool isNumber = false;
};

/// An answer as text, cell by cell, as the statement API gives it: numbers in decimal, timestamps in ISO 8601, BINARY
/// in base64, STRUCT, MAP and ARRAY as JSON. A null QString is NULL.
struct SqlTable {
    std::vector<SqlColumn> columns;
    std::vector<std::vector<QString>> rows;
    bool truncated = false; ///< there were more rows, or more bytes, than are kept
};

/// Where SQL is run: the local store, or a Databricks SQL warehouse. Futures can be cancelled.
class SqlWarehouse {
public:
    virtual ~SqlWarehouse() = default;
    virtual QFuture<Result<SqlTable>> run(SqlRequest request) = 0;
};

} // namespace spanglass
