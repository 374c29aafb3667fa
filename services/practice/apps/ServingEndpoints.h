#pragma once

#include "services/practice/http/ApiRouter.h"
#include "services/practice/identity/People.h"

namespace spanglass::practice {

/// GET /api/2.0/serving-endpoints: one endpoint, made by Ben, so that it can be found by its name (C: sdk-py
/// service/serving.py). Nothing is served.
void addEndpointRoutes(ApiRouter& router, const People& people);

} // namespace spanglass::practice
