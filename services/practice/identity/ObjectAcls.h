#pragma once

#include "services/practice/http/ApiRouter.h"
#include "services/practice/identity/People.h"

namespace spanglass::practice {

/// Who may do what with warehouses, experiments and apps: the permissions API (databricks-api.md 7.1, C: sdk-py
/// service/iam.py PermissionsAPI). Administrators may do everything. Any thread.
class ObjectAcls {
public:
    static Result<std::unique_ptr<ObjectAcls>> open(const QString& folder, const People& people);

    /// GET, PATCH and PUT /api/2.0/permissions/{type}/{id} for a type; `exists` tells whether there is such an object.
    void serve(ApiRouter& router, const std::string& type, std::vector<std::string> levels,
        std::function<bool(const std::string&)> exists);

    /// Whether the level, or one above it, is held. `levels` of serve() go from the least to the most.
    bool has(const Principal& who, const std::string& type, const std::string& id, std::string_view level) const;
    /// Throws ApiFailure 403.
    void demand(const Principal& who, const std::string& type, const std::string& id, std::string_view level) const;
    /// `name`: of a user, a group, or an application id.
    void give(const std::string& type, const std::string& id, const std::string& name, const std::string& level);
    void forget(const std::string& type, const std::string& id);

private:
    using Entries = std::map<std::string, std::string>; ///< principal -> level

    ObjectAcls(const QString& folder, const People& people);
    ApiReply change(const ApiCall& call, const std::string& type, bool replaces);
    nlohmann::json json(const std::string& type, const std::string& id) const;
    Entries entries(const std::string& type, const std::string& id) const;

    StateFile m_file;
    const People& m_people;
    mutable std::mutex m_mutex;
    std::map<std::string, Entries> m_acls; ///< by "type/id"
    std::map<std::string, std::vector<std::string>> m_levels; ///< by type; filled before the server listens
};

} // namespace spanglass::practice
