#pragma once

#include "services/practice/sql/Engine.h"

#include <string>
#include <vector>

namespace spanglass::practice {

/// Runs a statement of the workspace's own, with these texts for $1, $2 and so on; gives what its first column holds,
/// as texts, NULL left out. Throws ApiFailure: 500, in the words of Databricks.
std::vector<std::string> firstColumn(
    Engine& engine, const std::string& sql, const std::vector<std::string>& values = {});

} // namespace spanglass::practice
