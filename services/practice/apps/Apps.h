#pragma once

#include "services/practice/StateFile.h"
#include "services/practice/identity/ObjectAcls.h"

#include <nlohmann/json.hpp>

#include <chrono>
#include <map>
#include <mutex>

namespace spanglass::practice {

class Experiments;

/// Databricks Apps as far as setup needs them: made with a service principal of their own, started, stopped, deployed,
/// given resources (databricks-api.md section 9.1, C: sdk-py service/apps.py). No code of an app runs. Any thread.
class Apps {
public:
    struct Parts {
        People& people;
        ObjectAcls& acls;
        const Experiments& experiments; ///< knows the workspace's folders
        std::chrono::milliseconds startTime; ///< of an app's compute, and of a deployment
    };
    static Result<std::unique_ptr<Apps>> open(const QString& folder, Parts parts);

    void addRoutes(ApiRouter& router);

private:
    Apps(const QString& folder, Parts parts);
    void addDeploymentRoutes(ApiRouter& router);
    ApiReply create(const ApiCall& call);
    ApiReply deploy(const ApiCall& call);
    /// Its state as of now; throws ApiFailure 404 or 403. Called with the lock.
    nlohmann::json& demand(const ApiCall& call, std::string_view level);
    void settle(nlohmann::json& app) const;
    void compute(nlohmann::json& app, const char* state, const char* after);
    void save() const { m_file.save(m_apps); }

    StateFile m_file;
    Parts m_parts;
    std::mutex m_mutex;
    nlohmann::json m_apps = nlohmann::json::object(); ///< by name: {app, deployments, until, next}
};

} // namespace spanglass::practice
