#pragma once

#include "services/practice/identity/ObjectAcls.h"
#include "services/practice/tracing/Experiments.h"

#include <nlohmann/json.hpp>

namespace spanglass::practice {

/// The scorers that watch an experiment's traces (databricks-api.md section 8; C: mlflow genai/scorers/registry.py
/// DatabricksStore, which reads an empty list where none was ever stored, and wants NOT_FOUND when it changes one).
/// They are kept, and versions of them; none of them is run. Any thread.
class ScheduledScorers {
public:
    static Result<std::unique_ptr<ScheduledScorers>> open(
        const QString& folder, const Experiments& experiments, const ObjectAcls& acls);

    void addRoutes(ApiRouter& router);

private:
    ScheduledScorers(const QString& folder, const Experiments& experiments, const ObjectAcls& acls);
    void addVersionRoutes(ApiRouter& router);
    /// The experiment's id; throws ApiFailure 404 or 403.
    const std::string& demand(const ApiCall& call, std::string_view level) const;
    ApiReply put(const ApiCall& call, bool creates);
    /// Keeps what is new in a scorer as its next version.
    void takeVersion(nlohmann::json& kept, nlohmann::json& scorer) const;
    ApiReply versions(const ApiCall& call);
    static nlohmann::json answer(const std::string& experiment, const nlohmann::json& kept);

    StateFile m_file;
    const Experiments& m_experiments;
    const ObjectAcls& m_acls;
    std::mutex m_mutex;
    nlohmann::json m_kept = nlohmann::json::object(); ///< by experiment: {scorers: [...], versions: {name: [...]}}
};

} // namespace spanglass::practice
