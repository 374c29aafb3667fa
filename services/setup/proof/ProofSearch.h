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
    UnixNanos since; ///< of the trace's start, or before it
};

/// Whether the search of a workspace finds a trace: asked for the experiment, and, where that says no or is not known,
/// for its tables. POST /api/4.0/mlflow/traces/search: confirmed, mlflow databricks_rest_store.py. Assumed: that the
/// form MLFLOW_EXPERIMENT looks into the tables of an experiment that is bound to them.
ApiOutcome<bool> findsInWorkspace(const ProofQuestion& question, SetupSession& session);

/// The same of an MLflow server: what the trace is called there; empty when it is not found.
ApiOutcome<QString> nameOnServer(const ProofQuestion& question, SetupSession& session);

} // namespace spanglass
