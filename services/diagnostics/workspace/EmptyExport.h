#pragma once

#include "services/auth/ApiMessage.h"

namespace spanglass {

class CheckContext;

/// What the ingest endpoint of a workspace answers to a request for traces with nothing in it, for the table that the
/// subject leads to, or for none. It keeps nothing and shows all the same what it thinks of token, table and grants.
/// Asked once in a run.
ApiResult emptyExport(CheckContext& context);

/// Whether an answer is the endpoint's own, and not that of a workspace that has none.
bool hasEndpoint(const ApiResult& answer);

} // namespace spanglass
