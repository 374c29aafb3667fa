#pragma once

#include "services/auth/FoundSettings.h"

namespace spanglass {

/// A connection that variables amount to, with the values behind it, secret ones included.
struct FoundVariables {
    Connection connection;
    FoundSettings values;
};

/// The connections that a set of variables speaks of: a Databricks workspace (DATABRICKS_...), an MLflow server
/// (MLFLOW_TRACKING_URI, when it is a web address other than the workspace's) and an OTLP endpoint
/// (OTEL_EXPORTER_OTLP_...). `id` is the workspace's; the others' begin with it.
QList<FoundVariables> connectionsIn(
    const NamedEnvironment& environment, const DatabricksConfig& config, const QString& id);

} // namespace spanglass
