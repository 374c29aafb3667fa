#pragma once

#include "services/practice/http/ApiRouter.h"
#include "services/practice/identity/People.h"

namespace spanglass::practice {

inline constexpr std::string_view WorkspaceId = "4823917000000000"; ///< X-Databricks-Org-Id of every practice workspace

/// Who am I, users, groups and service principals by SCIM, and what the host says of itself without a credential
/// (databricks-api.md sections 1.2 and 1.7, C: sdk-py service/iam.py).
class IdentityApi {
public:
    IdentityApi(ApiRouter& router, const People& people);

private:
    ApiReply list(const ApiCall& call, bool users) const;

    const People& m_people;
};

} // namespace spanglass::practice
