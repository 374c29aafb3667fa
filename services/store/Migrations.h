#pragma once

#include "services/store/duckdb/Connection.h"

#include <span>

namespace spanglass {

/// One step from a version of the tables to the next.
struct Migration {
    int from = 0;
    Result<> (*run)(duck::Connection& connection) = nullptr; ///< inside a transaction; views are made anew afterwards
};

/// Where a file has to get, and the steps that lead there. Tests plan with steps of their own.
struct MigrationPlan {
    int version = 0;
    std::span<const Migration> steps;
};

/// The program's own plan: version 2 has the ledger's tables besides.
MigrationPlan currentPlan();

/// Brings the tables from version `from` to the plan's, all or nothing.
Result<> migrate(duck::Connection& connection, int from, const MigrationPlan& plan);

/// Where a file of version `from` is copied before it is migrated: "store.duckdb" gives "store.duckdb.v1.backup".
QString backupPath(const QString& file, int from);

} // namespace spanglass
