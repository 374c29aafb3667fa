#pragma once

#include "services/core/Error.h"
#include "services/core/Ids.h"

#include <QFuture>

#include <cstdint>
#include <vector>

namespace spanglass {

/// Copies traces of another source into the local store. GUI thread.
class TraceKeeper {
public:
    virtual ~TraceKeeper() = default;

    /// Gives how many were kept. Kept again, a trace is there once. Can be cancelled; what was kept stays.
    virtual QFuture<Result<std::uint64_t>> keep(std::vector<TraceId> traces) = 0;
};

} // namespace spanglass
