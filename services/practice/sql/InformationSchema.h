#pragma once

#include "services/practice/catalog/Rights.h"
#include "services/store/duckdb/Connection.h"

namespace spanglass::practice {

/// main.information_schema.tables and the like.
bool isInformationSchema(const Securable& table);
/// The temporary table that takes its place.
std::string informationTable(const Securable& table);
/// Makes that table out of what the caller may see: catalogs, schemata, tables, columns, views, table_privileges,
/// schema_privileges, catalog_privileges. Throws StatementFailure for any other.
void makeInformationTable(const Securable& table, const Principal& who, const Metastore& metastore,
    const Rights& rights, duck::Connection& line);

} // namespace spanglass::practice
