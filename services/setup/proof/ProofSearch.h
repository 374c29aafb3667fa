#pragma once

#include "services/core/Experiment.h"
#include "services/setup/SetupSession.h"

namespace spanglass {

/// What the trace search of an experiment was asked for.
struct ProofQuestion {
    QString experimentId;
    TraceLocation location; ///< of a workspace
    QString warehouseId;
    TraceId trace;
    UnixNanos start; ///< of the trace
};

enum class FoundBy : std::uint8_t {
    Nothing,
    Tables, ///< a search over the tables; the experiment's own does not have it
    Experiment,
};

/// Which search of a workspace finds a trace. POST /api/4.0/mlflow/traces/search: confirmed, mlflow
/// databricks_rest_store.py. Assumed: that the form MLFLOW_EXPERIMENT looks into the tables of an experiment that is
/// bound to them; where it answers without the trace, or that it does not support such places yet, the tables are
/// searched. Any other failure of the experiment's search is the answer.
ApiOutcome<FoundBy> searchWorkspace(const ProofQuestion& question, SetupSession& session);

/// The same of an MLflow server: what the trace is called there; empty when it is not found.
ApiOutcome<QString> nameOnServer(const ProofQuestion& question, SetupSession& session);

} // namespace spanglass
