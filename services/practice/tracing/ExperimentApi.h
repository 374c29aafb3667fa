#pragma once

#include "services/practice/identity/ObjectAcls.h"
#include "services/practice/tracing/Experiments.h"
#include "services/practice/tracing/TraceLocations.h"

namespace spanglass::practice {

/// MLflow experiments (databricks-api.md section 2, C: sdk-py service/ml.py ExperimentsAPI), their permissions, and the
/// workspace folders that they lie in.
class ExperimentApi {
public:
    ExperimentApi(ApiRouter& router, Experiments& experiments, ObjectAcls& acls, TraceLocations& locations);

private:
    ApiReply create(const ApiCall& call);
    ApiReply search(const ApiCall& call) const;
    /// Throws ApiFailure 404 or 403.
    ExperimentFact demand(const ApiCall& call, const std::string& id, std::string_view level) const;
    nlohmann::json json(const ExperimentFact& fact) const;
    void change(ApiRouter& router, std::string_view verb, std::string_view level,
        std::function<void(ExperimentFact&, const nlohmann::json&)> how);
    void addFolders(ApiRouter& router);

    Experiments& m_experiments;
    ObjectAcls& m_acls;
    TraceLocations& m_locations;
};

} // namespace spanglass::practice
