#pragma once

#include "services/core/Diagnosis.h"
#include "services/diagnostics/app/config/AppConfig.h"

namespace spanglass {

/// Reads what an app is told, in whatever form it is: .env, `export` lines, app.yaml, Compose and Kubernetes files,
/// JSON, the configuration of a Collector, OpenTelemetry's declarative one, an app's own file about MLflow. The name of
/// the file and then its text tell which.
/// Errors: BadInput with the line, LimitHit; NotFound, NotAllowed for files and processes. Blocks; worker thread.
Result<AppConfig> readAppConfig(const AppConfigSource& source);

/// As above, of a text; `file` may be empty.
Result<AppConfig> readAppText(const QString& text, const QString& file = {});

} // namespace spanglass
