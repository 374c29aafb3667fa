#pragma once

#include "services/core/Refusal.h"

#include <optional>
#include <string>

namespace spanglass {

/// What became of one Export request, before a transport words it.
struct Verdict {
    std::optional<Refusal> refusal; ///< the request as a whole was not taken
    bool transient = false; ///< with StoreFailed: the same request may succeed later
    std::string field; ///< path of the field at fault, when one can be named
    std::string message; ///< for the sender; empty on full success
    std::uint64_t rejected = 0; ///< items left out of a request that was taken

    static Verdict refused(Refusal why, std::string text) { return {why, false, {}, std::move(text), 0}; }
};

} // namespace spanglass
