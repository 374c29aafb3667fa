#pragma once

#include "services/core/SqlWarehouse.h"

#include <functional>
#include <string>

namespace spanglass::practice {

/// What a form that looks like a function stands for; nothing when it is none of these. "current_user" -> a literal.
using Constants = std::function<std::optional<std::string>(std::string_view lowerName)>;

/// IDENTIFIER(:t) and IDENTIFIER('a.b') as the names that they stand for.
std::string withIdentifiers(std::string_view sql, const std::vector<SqlParameter>& parameters);

/// Rewrites, still as Databricks SQL, the forms that DuckDB has no macro for: paths into a VARIANT (a:b['c']::type),
/// variant_get, map(k, v, ...), named_struct, * EXCEPT (...), and constants such as current_user().
std::string withSparkForms(std::string_view sql, const Constants& constants);

} // namespace spanglass::practice
