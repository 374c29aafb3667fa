#pragma once

#include "services/core/Experiment.h"

namespace spanglass {

/// The link to Unity Catalog that the server writes into an experiment's tags; nothing when it is not linked.
/// Confirmed: mlflow utils/mlflow_tags.py (mlflow.experiment.databricksTraceDestinationPath and the three ...Table).
std::optional<TraceLocation> traceLocationOfTags(const QMap<QString, QString>& tags);

} // namespace spanglass
