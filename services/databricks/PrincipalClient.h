#pragma once

#include "services/auth/ApiClient.h"
#include "services/core/SetupPlan.h"

namespace spanglass {

class AuthThread;

/// Who a name stands for, and in which groups they are. `api` and `thread` must outlive this and its futures. Any
/// thread.
///
/// Confirmed: sdk-py service/iam.py (SCIM Users, Groups, ServicePrincipals; filter, startIndex, count), service/apps.py
/// (service_principal_client_id), service/serving.py (GET /api/2.0/serving-endpoints, creator). Assumed: that a
/// serving endpoint writes as its creator unless it was given a token of somebody else.
class PrincipalClient {
public:
    PrincipalClient(ApiClient& api, AuthThread& thread)
        : m_api(api)
        , m_thread(thread) { }

    enum class Kind : std::uint8_t { User, Group, ServicePrincipal, App, ServingEndpoint };
    static constexpr int KindCount = 5;

    /// Those of one kind whose names hold `text`, in any case; the server's first 50 of those that match.
    QFuture<ApiOutcome<QList<SetupPrincipal>>> search(Kind kind, const QString& text);
    /// The names of the groups that a principal is in, directly. NotFound when there is no such principal.
    QFuture<ApiOutcome<QStringList>> groupsOf(const SetupPrincipal& principal);

private:
    ApiClient& m_api;
    AuthThread& m_thread;
};

} // namespace spanglass
