#pragma once

#include "services/practice/identity/ObjectAcls.h"
#include "services/practice/tracing/ClassicTraces.h"
#include "services/practice/tracing/Experiments.h"

namespace spanglass::practice {

/// REST 2.0 and 3.0 for the traces of experiments that are not linked to Unity Catalog, and the signed addresses that
/// their spans go to and come from (databricks-api.md section 3.4, C: mlflow rest_store.py,
/// databricks_artifact_repo.py).
class ClassicTraceApi {
public:
    struct Parts {
        ClassicTraces& traces;
        const Experiments& experiments;
        const ObjectAcls& acls;
        const People& people;
    };
    ClassicTraceApi(ApiRouter& router, Parts parts);

private:
    void addDataRoutes(ApiRouter& router);
    void addTagRoutes(ApiRouter& router);
    void addAssessmentRoutes(ApiRouter& router);
    ApiReply start(const ApiCall& call);
    ApiReply remove(const ApiCall& call);
    ApiReply credentials(const ApiCall& call, std::string_view level) const;
    ApiReply data(const ApiCall& call);
    void demandExperiment(const ApiCall& call, const std::string& id, std::string_view level) const;
    nlohmann::json demand(const ApiCall& call, std::string_view level) const;
    std::string signature(const std::string& trace) const;

    Parts m_parts;
};

} // namespace spanglass::practice
