#pragma once

#include "services/core/Error.h"
#include "services/warehouse/DatabricksDialect.h"

namespace spanglass {

/// DuckDB quotes the line of its own text that it stumbled over, with a mark below. This writes the place in the
/// statement that was asked instead, as Databricks does: "(line 2, pos 7)", counted from line 1 and position 0.
Error placedInStatement(Error error, const DuckSql& sql, const QString& statement);

} // namespace spanglass
