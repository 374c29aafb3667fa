#pragma once

#include "services/core/SetupPlan.h"
#include "services/warehouse/tables/TableShape.h"

namespace spanglass {

enum class TraceTableKind : std::uint8_t { Spans, Logs, Metrics, Annotations };

/// The documented columns of a trace table, in order. Confirmed by third parties that quote the whole statements
/// (databricks-api.md 5.1 and 5.2); empty for annotations of v1, which has none.
std::vector<TableColumn> traceColumns(TraceTableKind kind, TableShape::Generation generation);

/// The generation that a form makes: v2 for Newest and TablePrefix.
TableShape::Generation generationOf(TraceTableForm form);

/// A whole CREATE TABLE statement for a trace table of a generation. `name`: full, unquoted. Properties: confirmed
/// likewise.
QString createTraceTable(const QString& name, TraceTableKind kind, TableShape::Generation generation);

} // namespace spanglass
