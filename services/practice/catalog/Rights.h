#pragma once

#include "services/practice/catalog/Grants.h"
#include "services/practice/catalog/Metastore.h"
#include "services/practice/identity/Caller.h"

namespace spanglass::practice {

/// What a principal may do: grants to itself, to its groups and to "account users", on the thing and on what it lies
/// in; and everything for owners (of the thing, or of what it lies in). Any thread.
class Rights {
public:
    Rights(const Metastore& metastore, const Grants& grants)
        : m_metastore(metastore)
        , m_grants(grants) { }

    struct Effective {
        std::string privilege;
        Securable from; ///< what it was granted on
    };

    bool owns(const Principal& who, const Securable& what) const;
    bool has(const Principal& who, std::string_view privilege, const Securable& what) const;
    /// Granted on this very thing, by name: what OTLP ingest asks for (C: databricks-api.md 7.3, ALL_PRIVILEGES is not
    /// enough; A: that an owner needs none).
    bool hasByName(const Principal& who, std::string_view privilege, const Securable& what) const;
    /// May see that it exists.
    bool sees(const Principal& who, const Securable& what) const;
    bool mayGrant(const Principal& who, const Securable& what) const;

    /// Throws ApiFailure 403 when it lacks the privilege here, or USE_CATALOG or USE_SCHEMA above.
    void demand(const Principal& who, std::string_view privilege, const Securable& what) const;
    /// The first right that is missing for `privilege` on `what`, as a sentence; empty when none is.
    std::string missing(const Principal& who, std::string_view privilege, const Securable& what) const;

    /// All assignments that hold on it, by principal.
    std::map<std::string, std::vector<Effective>> effective(const Securable& what) const;

private:
    static bool isOneOf(const Principal& who, const std::string& name);

    const Metastore& m_metastore;
    const Grants& m_grants;
};

} // namespace spanglass::practice
