#pragma once

#include "services/core/Batch.h"
#include "services/practice/FaultSwitch.h"
#include "services/practice/catalog/Rights.h"
#include "services/practice/sql/Engine.h"

#include <mutex>

namespace spanglass::practice {

/// OTLP ingest at /api/2.0/otel/v1/{traces,logs,metrics} (databricks-api.md section 4.1, C: mlflow
/// databricks_rest_store.py log_spans). Rows are written with the caller's own rights: MODIFY and SELECT on the very
/// table; ALL PRIVILEGES is not enough.
class OtlpApi {
public:
    OtlpApi(
        ApiRouter& router, const Metastore& metastore, const Rights& rights, Engine& engine, const FaultSwitch& faults);

private:
    ApiReply ingest(const ApiCall& call, Signal signal);
    TableFact demandTable(const ApiCall& call) const;
    void insert(const TableFact& table, const std::string& rows);

    const Metastore& m_metastore;
    const Rights& m_rights;
    Engine& m_engine;
    const FaultSwitch& m_faults;
    std::mutex m_inserting;
};

} // namespace spanglass::practice
