#pragma once

#include "services/core/SqlWarehouse.h"

#include <memory>

namespace spanglass {

class ReaderPool;
class Store;

/// Runs Databricks SQL on the local store, read-only; its tables are local.traces.mlflow_experiment_trace_otel_spans,
/// ..._logs and ..._metrics, and local.traces is the default schema.
class LocalWarehouse final : public SqlWarehouse {
public:
    explicit LocalWarehouse(Store& store);
    ~LocalWarehouse() override;

    QFuture<Result<SqlTable>> run(SqlRequest request) override;
    bool isReadOnly() const override { return true; }

private:
    std::unique_ptr<ReaderPool> m_pool;
};

} // namespace spanglass
