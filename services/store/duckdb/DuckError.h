#pragma once

#include "services/core/Error.h"

#include <duckdb.h>

#include <string_view>

namespace spanglass::duck {

/// DuckDB's own words as an Error: stack traces cut off, the code told from type and text (DuckDB has one type for all
/// failures of files), and a remedy where there is one.
Error toError(duckdb_error_type type, std::string_view text);

/// True when the instance must not be used any more until it is opened anew.
bool isFatal(duckdb_error_type type, std::string_view text);

} // namespace spanglass::duck
