#pragma once

#include "services/store/duckdb/Rows.h"

#include <QString>

namespace spanglass {

/// A type of DuckDB as Databricks spells it: "BIGINT", "MAP<STRING, STRING>"; JSON is VARIANT.
QString typeText(duckdb_logical_type type);
/// That of a column of an answer, known before its first row.
QString typeText(const duck::Rows& rows, std::size_t column);

bool isNumberType(duckdb_type id);
/// JSON is text with an alias.
bool isJsonType(duckdb_logical_type type);

} // namespace spanglass
