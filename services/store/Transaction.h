#pragma once

#include "services/store/duckdb/Connection.h"

namespace spanglass {

/// Runs `work`, which gives a Result, in a transaction of its own: it holds whole, or is rolled back when it fails.
template <class Work> auto inTransaction(duck::Connection& connection, Work work) -> decltype(work()) {
    if (auto begun = connection.execute("BEGIN"); !begun)
        return std::unexpected(begun.error());
    auto outcome = work();
    if (!outcome) {
        (void)connection.execute("ROLLBACK");
        return outcome;
    }
    if (auto done = connection.execute("COMMIT"); !done) {
        // Fails when the commit itself did: then nothing is open any more.
        (void)connection.execute("ROLLBACK");
        return std::unexpected(done.error());
    }
    return outcome;
}

} // namespace spanglass
