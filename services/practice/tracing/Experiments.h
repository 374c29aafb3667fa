#pragma once

#include "services/practice/StateFile.h"

#include <map>
#include <mutex>
#include <optional>
#include <set>

namespace spanglass::practice {

struct ExperimentFact {
    std::string id;
    std::string name; ///< absolute path, without /Workspace
    std::string lifecycle = "active"; ///< or "deleted"
    std::int64_t created = 0; ///< Unix milliseconds
    std::int64_t updated = 0;
    std::map<std::string, std::string> tags;
};

/// A place for traces of the second generation that was made.
struct LocationFact {
    std::string id;
    std::string catalog;
    std::string schema;
    std::string prefix;
};

/// The MLflow experiments, the workspace folders that they lie in, and the trace locations. Any thread; what it gives
/// are copies.
class Experiments {
public:
    static Result<std::unique_ptr<Experiments>> open(const QString& folder, const std::vector<std::string>& homes);

    std::vector<ExperimentFact> all() const;
    std::optional<ExperimentFact> find(const std::string& id) const;
    /// An active one before a deleted one.
    std::optional<ExperimentFact> named(const std::string& name) const;
    /// Throws ApiFailure: a relative name, a folder that is not there, a name in use.
    ExperimentFact create(const std::string& name, const std::map<std::string, std::string>& tags);
    void put(ExperimentFact fact);

    void makeFolder(const std::string& path); ///< with those above it
    bool hasFolder(const std::string& path) const;

    LocationFact location(const std::string& catalog, const std::string& schema, const std::string& prefix);
    std::optional<LocationFact> location(const std::string& id) const;

private:
    explicit Experiments(const QString& folder);
    void save() const;

    StateFile m_file;
    mutable std::mutex m_mutex;
    std::map<std::string, ExperimentFact> m_experiments;
    std::set<std::string> m_folders;
    std::vector<LocationFact> m_locations;
    std::int64_t m_nextId = 0;
};

/// The server's form of a path: without a leading /Workspace (A).
std::string workspacePath(const std::string& path);

} // namespace spanglass::practice
