#pragma once

#include "services/auth/ApiMessage.h"
#include "services/core/CatalogObjects.h"

#include <vector>

namespace spanglass {

class CheckContext;

/// A trace table that a subject leads to, as the catalog knows it.
struct SubjectTable {
    QString name; ///< full, unquoted
    ApiOutcome<TableInfo> info;

    bool isAbsent() const { return !info && info.error().code == ErrorCode::NotFound; }
};

/// The full name of the table of spans; empty when the subject leads to none.
QString spansTableOf(CheckContext& context);

/// All trace tables of the subject, spans first; asked once in a run. None when it leads to none.
std::vector<SubjectTable> subjectTables(CheckContext& context);

} // namespace spanglass
