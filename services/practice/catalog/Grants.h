#pragma once

#include "services/practice/StateFile.h"
#include "services/practice/catalog/Securable.h"

#include <map>
#include <mutex>
#include <set>

namespace spanglass::practice {

/// What was granted on what to whom. Any thread.
class Grants {
public:
    static Result<std::unique_ptr<Grants>> open(const QString& folder);

    using Privileges = std::set<std::string>; ///< "SELECT", "USE_CATALOG", ...
    using Assignments = std::map<std::string, Privileges>; ///< principal -> privileges

    Assignments on(const Securable& securable) const;
    void grant(const Securable& securable, const std::string& principal, const Privileges& privileges);
    void revoke(const Securable& securable, const std::string& principal, const Privileges& privileges);
    /// Takes away everything on it and on what lies in it.
    void forget(const Securable& securable);

private:
    explicit Grants(const QString& folder);
    void save() const;

    StateFile m_file;
    mutable std::mutex m_mutex;
    std::map<std::string, Assignments> m_assignments; ///< by Securable::key()
};

/// "use catalog", "USE_CATALOG" -> "USE_CATALOG"; empty when there is no such privilege on that kind.
std::string privilegeNamed(std::string_view name, Securable::Kind kind);

} // namespace spanglass::practice
