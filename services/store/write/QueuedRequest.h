#pragma once

#include "services/core/Ingest.h"

#include <span>
#include <vector>

namespace spanglass {

/// A request on its way to the writer, with what could be worked out on the sender's thread.
struct QueuedRequest {
    IngestRequest request;
    std::vector<std::uint64_t> contentHashes; ///< of its spans, if it has spans
    std::uint64_t weight = 0; ///< bytes of memory it holds, about
    std::size_t items = 0; ///< spans, records or points

    static QueuedRequest of(IngestRequest request);
};

using RequestGroup = std::span<const QueuedRequest>;

} // namespace spanglass
