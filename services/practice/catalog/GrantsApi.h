#pragma once

#include "services/practice/catalog/Rights.h"
#include "services/practice/http/ApiRouter.h"
#include "services/practice/identity/People.h"

namespace spanglass::practice {

/// Permissions and effective permissions under /api/2.1/unity-catalog (databricks-api.md 7.3, C: sdk-py
/// service/catalog.py GrantsAPI).
class GrantsApi {
public:
    GrantsApi(
        ApiRouter& router, const Metastore& metastore, Grants& grants, const Rights& rights, const People& people);

private:
    Securable securable(const ApiCall& call) const;
    ApiReply assignments(const Securable& what, const std::string& principal) const;
    ApiReply change(const ApiCall& call);
    ApiReply effective(const ApiCall& call) const;

    const Metastore& m_metastore;
    Grants& m_grants;
    const Rights& m_rights;
    const People& m_people;
};

} // namespace spanglass::practice
