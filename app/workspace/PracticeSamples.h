#pragma once

#include "services/auth/ApiClient.h"

namespace spanglass {

/// Fills a practice workspace by its own REST API, as an application would: experiments linked to tables of both
/// generations, with the example traces in them. Blocks; for worker threads.
Result<> fillPractice(ApiClient& api);

} // namespace spanglass
