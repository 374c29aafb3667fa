#pragma once

#include "services/core/SqlWarehouse.h"

#include <string>

namespace spanglass {

/// A statement in DuckDB's SQL, its parameters numbered $1, $2, ...
struct DuckSql {
    std::string text;
    std::vector<std::optional<QString>> values;

    /// Where a piece of `text` came from.
    struct Piece {
        std::size_t at = 0; ///< byte in `text`
        std::size_t source = 0; ///< byte in the statement in UTF-8
    };
    std::vector<Piece> pieces; ///< in order
};

/// Which statements may be turned.
enum class SqlScope : std::uint8_t { Queries, Any };

/// Turns one statement, by default only one that reads, from Databricks SQL into DuckDB's: quoting, parameters,
/// IDENTIFIER(), operators and the few forms that a macro cannot take. Functions are supplied by dialectMacros().
Result<DuckSql> toDuckSql(const SqlRequest& request, SqlScope scope = SqlScope::Queries);

/// Statements that make the functions of Databricks SQL, that DuckDB lacks, temporary macros of a connection.
std::string_view dialectMacros();

} // namespace spanglass
