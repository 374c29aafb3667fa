#pragma once

#include "services/core/Error.h"
#include "services/core/Ids.h"
#include "services/core/SqlTable.h"
#include "services/core/SqlWarehouse.h"
#include "services/core/TraceNotes.h"
#include "services/warehouse/tables/TraceTables.h"

#include <optional>

namespace spanglass {

/// What was written about one trace: from the annotations table of v2 (columns confirmed, section 5.2), else from
/// MLflow's own records in the logs table of v1 (that they are there is confirmed, section 5.1; what their columns hold
/// is assumed, so they are shown as they are). Nothing when there is neither.
std::optional<SqlRequest> notesRequest(const TraceTables& tables, TraceId trace);

/// Names of the events that MLflow keeps its notes in, as a list of SQL literals.
QString mlflowRecordNames();

/// Reads the answer of either.
Result<TraceNotesPtr> readNotes(const SqlTable& table);

} // namespace spanglass
