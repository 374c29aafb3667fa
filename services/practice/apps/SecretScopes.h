#pragma once

#include "services/practice/StateFile.h"
#include "services/practice/http/ApiRouter.h"
#include "services/practice/identity/People.h"

#include <map>
#include <mutex>

namespace spanglass::practice {

/// Secret scopes, what lies in them, and who may read, write or manage each (databricks-api.md section 9.2, C: sdk-py
/// service/workspace.py SecretsAPI). Any thread.
class SecretScopes {
public:
    static Result<std::unique_ptr<SecretScopes>> open(const QString& folder, const People& people);

    void addRoutes(ApiRouter& router);

    struct Scope {
        std::map<std::string, std::string> acl; ///< principal -> "READ", "WRITE" or "MANAGE"
        std::map<std::string, std::string> values; ///< key -> base64
        std::map<std::string, std::int64_t> updated; ///< key -> Unix milliseconds
    };

private:
    SecretScopes(const QString& folder, const People& people);
    void addScopeRoutes(ApiRouter& router);
    void addSecretRoutes(ApiRouter& router);
    void addAclRoutes(ApiRouter& router);
    ApiReply create(const ApiCall& call);
    ApiReply put(const ApiCall& call);
    /// Throws ApiFailure 404 or 403. Called with the lock.
    Scope& demand(const ApiCall& call, const std::string& name, std::string_view level);
    bool has(const Principal& who, const Scope& scope, std::string_view level) const;
    void save() const;

    StateFile m_file;
    const People& m_people;
    mutable std::mutex m_mutex;
    std::map<std::string, Scope> m_scopes;
};

} // namespace spanglass::practice
