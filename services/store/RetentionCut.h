#pragma once

#include "services/core/Nanos.h"
#include "services/store/duckdb/Connection.h"

namespace spanglass {

// Where retention cuts. Rows are told by `seq`, which numbers them in the order of their commit. Writer's thread.

struct SeqRange {
    std::int64_t first = 0; ///< the oldest thing that can go ends here: a trace goes as a whole, with its last span
    std::int64_t last = 0; ///< the newest row; 0 in an empty store
};
Result<SeqRange> readSeqRange(duck::Connection& connection);

/// The row number that follows what was stored before this time; 0 when nothing was.
Result<std::int64_t> seqAfterTime(duck::Connection& connection, UnixNanos stored);

/// The row number that follows the oldest requests that make up so large a share (0 to 1) of all that is kept, by the
/// bytes of the requests; 0 in an empty store.
Result<std::int64_t> seqAfterShare(duck::Connection& connection, double share);

/// The first row of this request and those after it; 0 when there is none.
Result<std::int64_t> seqOfRequest(duck::Connection& connection, std::int64_t request);

} // namespace spanglass
