#pragma once

#include "services/practice/catalog/Metastore.h"
#include "services/store/duckdb/Connection.h"

namespace spanglass::practice {

/// The columns of a table or view as DuckDB has them, for what is made from a query. Throws StatementFailure.
std::vector<ColumnFact> duckColumnsOf(duck::Connection& line, const std::string& duckName);

} // namespace spanglass::practice
