#pragma once

#include "services/core/Error.h"
#include "services/core/SqlTable.h"
#include "services/warehouse/tables/NamedSql.h"
#include "services/warehouse/tables/TableShape.h"

namespace spanglass {

class CheckContext;

/// Whether the spans table is one that a setup would make, so that its steps can judge it.
bool isPlanned(CheckContext& context);

/// How spans are read from the subject's spans table.
Result<TableShape> subjectShape(CheckContext& context);

/// Asks the SQL warehouse of the subject. Blocks.
Result<SqlTable> asked(CheckContext& context, SqlRequest request);

} // namespace spanglass
