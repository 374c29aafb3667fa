#pragma once

#include "services/diagnostics/app/config/AppConfig.h"

namespace spanglass {

/// The variables of a .env text, of `export` lines and of Java properties ("otel.traces.sampler=..."), into `config`.
void readEnvironment(AppConfig& config);

/// Variables of a process, "NAME=value" with a NUL behind each: those that speak of telemetry, and of proxies.
void readProcessVariables(const QByteArray& variables, AppConfig& config);

} // namespace spanglass
