#pragma once

#include "services/core/SqlWarehouse.h"
#include "services/practice/identity/Caller.h"
#include "services/practice/sql/ResultBuilder.h"
#include "services/practice/sql/TableScan.h"
#include "services/store/duckdb/Connection.h"

#include <functional>

namespace spanglass::practice {

/// One statement to run.
struct StatementJob {
    std::string sql;
    std::vector<SqlParameter> parameters;
    NameDefaults defaults;
    Principal who;
    ResultLimits limits;
    std::function<bool()> isStopped; ///< any thread
    /// Told which connection works for it, so that it can be interrupted; null when none does any more.
    std::function<void(duck::Connection*)> working;
};

} // namespace spanglass::practice
