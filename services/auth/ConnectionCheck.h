#pragma once

#include "services/auth/ApiClient.h"
#include "services/core/ConnectionControl.h"

#include <memory>

namespace spanglass {

/// Proves a connection with the cheapest call that its kind has: SCIM Me of a workspace (databricks-api.md 1.7), one
/// experiment of an MLflow server, an empty export to an OTLP endpoint. A failure is in the report.
QFuture<ConnectionReport> checkConnection(std::shared_ptr<ApiClient> client, AuthPorts ports);

} // namespace spanglass
