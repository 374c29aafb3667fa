#pragma once

#include "services/store/Migrations.h"
#include "services/store/duckdb/Database.h"

namespace spanglass {

/// Opens a store's file, or makes one: checks its version, and migrates an older one after a backup copy.
///
/// Fails with Busy (another process holds it), TooNew, Damaged (not a DuckDB file, or not ours, or broken), ReadOnly,
/// NoSpace, NotFound (no such folder); the file is then as it was.
Result<std::shared_ptr<duck::Database>> openStoreFile(const duck::Settings& settings, const MigrationPlan& plan);

} // namespace spanglass
