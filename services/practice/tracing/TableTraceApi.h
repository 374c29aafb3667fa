#pragma once

#include "services/practice/sql/Warehouses.h"
#include "services/practice/tracing/TableTraces.h"

namespace spanglass::practice {

/// REST 4.0 for traces in Unity Catalog: what MLflow knows of a trace, whole traces, tags, feedback and expectations,
/// links to runs (databricks-api.md section 3.4, C: mlflow databricks_rest_store.py, which reads a TraceInfo and an
/// assessment without an object around it).
class TableTraceApi {
public:
    TableTraceApi(ApiRouter& router, const TableTraces& traces, const Warehouses& warehouses);

private:
    void addAssessmentRoutes(ApiRouter& router);
    void addRunRoutes(ApiRouter& router);
    ApiReply createInfo(const ApiCall& call) const;
    ApiReply batch(const ApiCall& call) const;
    ApiReply createAssessment(const ApiCall& call) const;
    ApiReply updateAssessment(const ApiCall& call) const;
    /// With the check of the warehouse that reading needs.
    nlohmann::json info(const ApiCall& call) const;
    static TracePlace place(const ApiCall& call);

    const TableTraces& m_traces;
    const Warehouses& m_warehouses;
};

} // namespace spanglass::practice
