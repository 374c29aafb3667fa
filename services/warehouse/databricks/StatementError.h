#pragma once

#include "services/core/Error.h"

namespace spanglass {

/// What a statement failed with (status.error of a reply with HTTP 200, or the body of an HTTP error).
struct StatementFault {
    QString state; ///< of the statement; empty when it was not taken
    QString code; ///< "BAD_REQUEST"
    QString message; ///< the server's words
};

/// Whether the warehouse answers inline in Arrow only (section 6.4; confirmed by third-party tests and seed 000).
bool isArrowOnly(const StatementFault& fault);
/// Whether the result is too large to come inline. The wording is assumed: any message that speaks of EXTERNAL_LINKS or
/// of the inline byte limit counts.
bool asksForExternalLinks(const StatementFault& fault);

/// The fault as a sentence and a next step; error classes in brackets are assumed to be spelled as in Databricks'
/// documents, and a message without a known one is shown as it is.
Error statementError(const StatementFault& fault);
Error arrowOnlyError();

} // namespace spanglass
