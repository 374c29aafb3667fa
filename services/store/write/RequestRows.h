#pragma once

#include "services/core/Ingest.h"
#include "services/store/write/ColumnFill.h"

namespace spanglass {

/// A row of `requests`.
struct RequestRow {
    const IngestRequest* request = nullptr;
    std::int64_t id = 0;
    std::int64_t stored = 0; ///< time of the commit, nanoseconds since 1970
    IngestReceipt receipt;
};

Signal signalOf(const DecodedRequest& batch);
const DecodedBatch& commonOf(const DecodedRequest& batch);
/// Spans, records or points in it.
std::size_t itemsOf(const DecodedRequest& batch);

void fillRequests(ColumnFill<RequestRow>& columns);

} // namespace spanglass
