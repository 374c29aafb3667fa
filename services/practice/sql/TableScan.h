#pragma once

#include "services/practice/catalog/Securable.h"

#include <functional>
#include <string>
#include <vector>

namespace spanglass::practice {

/// Names that a statement leaves out.
struct NameDefaults {
    std::string catalog = "main";
    std::string schema = "default";

    /// One to three parts, lower case; throws StatementFailure for more.
    Securable table(const std::vector<std::string>& parts) const;
    Securable schemaOf(const std::vector<std::string>& parts) const; ///< one or two parts
};

/// A table or view that a statement names.
struct TableUse {
    Securable table;
    bool written = false; ///< it is the target of INSERT, UPDATE, DELETE or MERGE
};

struct ScannedSql {
    std::string text; ///< every table by its name in DuckDB
    std::vector<TableUse> uses;
};

/// Finds the tables of a query or of a statement that changes rows: what follows FROM, JOIN, INTO, UPDATE and USING,
/// common table expressions left out. `duckName` gives the name, in backticks, that takes a table's place.
/// Function calls in FROM other than those that make rows out of values are refused: they would read files.
ScannedSql scanTables(
    std::string_view sql, const NameDefaults& defaults, const std::function<std::string(const Securable&)>& duckName);

} // namespace spanglass::practice
