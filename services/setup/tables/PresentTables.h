#pragma once

#include "services/setup/SetupSession.h"
#include "services/setup/tables/TraceColumns.h"

namespace spanglass {

/// The trace tables of a plan as the catalog knows them.
struct PresentTables {
    struct Entry {
        QString name; ///< full, unquoted
        std::optional<TableInfo> table = {}; ///< nothing: not there, or not to be seen
    };
    std::vector<Entry> tables; ///< spans, logs, metrics, annotations, as many as the form has

    bool isComplete() const;
    bool has(const QString& name) const;
    TraceTableKind kindOf(const QString& name) const;
};

/// Asks for each table of plannedTables(). None where the plan does not lead to any yet.
ApiOutcome<PresentTables> presentTables(const SetupPlan& plan, SetupSession& session);

} // namespace spanglass
