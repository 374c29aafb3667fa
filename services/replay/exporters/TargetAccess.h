#pragma once

#include "services/core/ReplayPlan.h"
#include "services/replay/Exporter.h"
#include "services/replay/exporters/TargetRoute.h"

#include <chrono>
#include <memory>

namespace spanglass {

class TokenProvider;

/// With whose rights a target is written to.
struct TargetAccess {
    std::shared_ptr<TokenProvider> tokens = nullptr; ///< null: nobody signs in
    TargetHeaders headers = {}; ///< own fields; one named Authorization counts when nobody signs in
    std::chrono::milliseconds deadline{60'000}; ///< for an answer
};

} // namespace spanglass
