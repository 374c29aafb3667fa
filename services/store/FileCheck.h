#pragma once

#include "services/store/duckdb/Connection.h"

#include <QString>

namespace spanglass {

/// What an existing file is if it is no DuckDB file ("an SQLite database"); empty when it may be one, or is not there.
/// DuckDB itself would try to fetch an extension for some of these.
QString foreignKind(const QString& file);

/// True when the attached store's file lacks blocks at its end. DuckDB tells only when it comes to read them.
Result<bool> isCutShort(duck::Connection& connection, const QString& file);

} // namespace spanglass
