#pragma once

#include "services/practice/identity/ObjectAcls.h"
#include "services/practice/sql/Warehouses.h"
#include "services/practice/tracing/Experiments.h"
#include "services/practice/tracing/TableTraces.h"

namespace spanglass::practice {

/// Trace search in its three forms: REST 3.0 in experiments, REST 4.0 in experiments and Unity Catalog, and the latter
/// as an operation (databricks-api.md section 3.4, C: mlflow databricks_rest_store.py search_traces).
class TraceSearchApi {
public:
    struct Parts {
        const Experiments& experiments;
        const ObjectAcls& acls;
        const Warehouses& warehouses;
        const TableTraces& tables;
        Engine& engine;
    };
    TraceSearchApi(ApiRouter& router, Parts parts);

private:
    nlohmann::json search(const ApiCall& call, const char* listName) const;
    TraceSource source(const ApiCall& call, const nlohmann::json& location) const;

    Parts m_parts;
};

/// Throws ApiFailure when no warehouse is named, or one that the caller may not use (C: its first words, which the
/// client looks for).
void demandTraceWarehouse(const Warehouses& warehouses, const Principal& who, const std::string& id);

} // namespace spanglass::practice
