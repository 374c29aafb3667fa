#pragma once

#include "services/practice/StateFile.h"
#include "services/practice/identity/Caller.h"

#include <mutex>
#include <optional>

namespace spanglass::practice {

/// The users, groups and service principals, and their secrets. Any thread.
class People {
public:
    /// Reads the secrets out of the folder, or makes them when there are none.
    static Result<std::unique_ptr<People>> open(const QString& folder);

    std::vector<Principal> all() const;
    std::vector<std::string> groups() const;
    /// By user name, application id or SCIM id.
    std::optional<Principal> find(std::string_view name) const;
    std::optional<Principal> withPersonalToken(std::string_view token) const;
    std::optional<Principal> withClientSecret(std::string_view clientId, std::string_view secret) const;
    /// A service principal of its own for an app; with a client secret of its own.
    Principal addServicePrincipal(const std::string& displayName);

    /// HMAC-SHA256 under the key of this data folder alone: what makes tokens and links good.
    QByteArray sign(std::string_view text) const;
    const QString& secretsFile() const { return m_file.path(); }
    /// Rewrites the secrets file, with the address that its tokens are for.
    void publish(const std::string& host);

private:
    struct Entry {
        Principal principal;
        std::string secret; ///< personal access token or client secret
    };

    explicit People(const QString& folder);
    void invent();
    void read(const nlohmann::json& state);
    void save() const;

    StateFile m_file;
    mutable std::mutex m_mutex;
    std::vector<Entry> m_entries;
    std::string m_signingKey;
    std::string m_host;
};

} // namespace spanglass::practice
