#pragma once

#include "services/store/duckdb/Connection.h"
#include "services/store/write/FingerprintSet.h"
#include "services/store/write/QueuedRequest.h"

#include <unordered_set>

namespace spanglass {

/// Tells which spans of a group are stored already, or come twice in it. A fingerprint in memory says "new" for nearly
/// all; only for the rest is the store asked. Writer's thread.
class Duplicates {
public:
    /// Fingerprints of what is stored.
    Result<> load(duck::Connection& connection);
    /// Nothing is stored any more.
    void clear() { m_seen.clear(); }

    /// One flag a span, in the group's order; empty when none is a duplicate.
    Result<std::vector<bool>> find(duck::Connection& connection, RequestGroup group);

private:
    FingerprintSet m_seen;
};

} // namespace spanglass
