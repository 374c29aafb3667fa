#pragma once

#include "services/core/SetupPlan.h"

namespace spanglass {

/// Full names of trace tables, unquoted.
struct PlannedTables {
    QString spans;
    QString logs;
    QString metrics;
    QString annotations = {}; ///< of TablePrefix only

    bool operator==(const PlannedTables&) const = default;
    /// Those that a plan has, in this order.
    QStringList all() const;
};

/// The tables that a plan leads to (names confirmed, databricks-api.md 3.0). Newest counts as TablePrefix until it is
/// known which form the workspace has. All empty while catalog, schema or what the prefix is made of is missing.
PlannedTables plannedTables(const SetupPlan& plan);

} // namespace spanglass
