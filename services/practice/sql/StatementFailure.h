#pragma once

#include "services/core/Error.h"

#include <string>

namespace spanglass::practice {

/// Thrown while a statement runs; becomes `status.error` of an answer with HTTP 200 (databricks-api.md section 6.5:
/// problems of SQL are BAD_REQUEST with the error class in brackets).
struct StatementFailure {
    std::string message;
    std::string code = "BAD_REQUEST";
    std::string sqlState;
};

/// "[CLASS] text SQLSTATE: state"
[[noreturn]] void failStatement(std::string_view errorClass, std::string_view text, std::string_view sqlState);
[[noreturn]] void failSyntax(std::string_view near);
/// What real Databricks SQL may take and this workspace does not.
[[noreturn]] void failUnsupported(std::string_view what);

/// DuckDB's complaint in the words of Databricks: the error class where there is one for it.
StatementFailure inDatabricksWords(const Error& error);

} // namespace spanglass::practice
