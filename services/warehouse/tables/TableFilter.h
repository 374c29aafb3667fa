#pragma once

#include "services/core/Error.h"
#include "services/core/Filter.h"
#include "services/warehouse/tables/NamedSql.h"
#include "services/warehouse/tables/TableShape.h"

namespace spanglass {

/// A span's type in upper case ("TOOL"), '' when none is told: the SQL twin of spanType() in services/store.
QString typeSql(const TableShape& shape);

/// The text of the attribute `key` of a set kept in `form` under the expression `set`; NULL when it is absent. For keys
/// that are written into the program: letters, digits, dots and underscores.
QString knownAttributeSql(AttributeForm form, const QString& set, QStringView key);

/// The same for any key; nothing when there is no set, or when the key cannot be asked of it.
std::optional<QString> attributeSql(AttributeForm form, const QString& set, const QString& key, NamedSql& sql);

/// A filter as a condition over one row of the relation `s` of tableSpans() and the trace `t` it belongs to; means what
/// filterCondition() in FilterSql.h means for the store, and like it is never NULL. Fails with BadInput on a key that
/// cannot be asked of this table.
Result<QString> tableFilterCondition(const Filter& filter, const TableShape& shape, NamedSql& sql);

} // namespace spanglass
