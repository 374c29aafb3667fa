#pragma once

#include "services/auth/ApiClient.h"
#include "services/core/Identity.h"

namespace spanglass {

class AuthThread;

/// Who the connection is. `api` and `thread` must outlive this. Any thread.
class IdentityClient {
public:
    IdentityClient(ApiClient& api, AuthThread& thread)
        : m_api(api)
        , m_thread(thread) { }

    /// The cheapest proof that a token works. Confirmed: sdk-py service/iam.py CurrentUserAPI (GET
    /// /api/2.0/preview/scim/v2/Me) and databricks/sdk/__init__.py (X-Databricks-Org-Id).
    QFuture<ApiOutcome<Identity>> me();

private:
    ApiClient& m_api;
    AuthThread& m_thread;
};

} // namespace spanglass
