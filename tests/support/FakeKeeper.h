#pragma once

#include "services/core/TraceKeeper.h"
#include "tests/support/FakeTraceList.h"

#include <optional>

namespace spanglass::test {

/// Keeps nothing but the ids.
struct FakeKeeper final : TraceKeeper {
    std::vector<TraceId> kept;
    std::optional<Error> fault;

    QFuture<Result<std::uint64_t>> keep(std::vector<TraceId> traces) override {
        if (fault)
            return answered<std::uint64_t>(std::unexpected(*fault));
        kept = std::move(traces);
        return QtFuture::makeReadyFuture(Result<std::uint64_t>(kept.size()));
    }
};

} // namespace spanglass::test
