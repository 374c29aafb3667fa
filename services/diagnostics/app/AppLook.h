#pragma once

#include "services/diagnostics/app/rules/AppRules.h"

#include <memory>

namespace spanglass {

class CheckContext;

/// The app's configuration, read and judged once in a run.
struct AppLook {
    Result<AppConfig> config = AppConfig{};
    AppFacts facts;
    QList<AppFinding> findings;
    QStringList others; ///< files beside it that speak of telemetry too
};

/// Null when the subject names no configuration.
std::shared_ptr<const AppLook> lookAtApp(CheckContext& context);

} // namespace spanglass
