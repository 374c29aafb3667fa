#pragma once

#include "services/store/duckdb/Connection.h"

namespace spanglass {

/// What the store holds, counted.
struct StoreCounts {
    std::uint64_t spans = 0;
    std::uint64_t traces = 0;
    std::uint64_t logs = 0;
    std::uint64_t metricPoints = 0;
    std::uint64_t requests = 0;

    static Result<StoreCounts> read(duck::Connection& connection);
    /// All but the traces, which take the longer to count the more there are.
    static Result<StoreCounts> readQuickly(duck::Connection& connection);
};

/// The first row's BIGINT columns; NULL and no row give zeros.
Result<std::vector<std::int64_t>> readNumbers(duck::Connection& connection, std::string_view sql);

} // namespace spanglass
