#pragma once

#include "services/core/Ids.h"
#include "services/store/duckdb/Connection.h"
#include "services/store/write/FingerprintSet.h"

namespace spanglass {

/// Fingerprints of the traces that the store holds. They are read from it slice by slice, so that opening a large store
/// takes no longer than opening a small one; until all are read, any trace may be held. Writer's thread.
class KnownTraces {
public:
    /// Forgets everything; loadSlice() then reads what the store holds now.
    Result<> restart(duck::Connection& connection);
    bool isLoaded() const { return m_next > m_last; }
    /// Reads on for some milliseconds (some tens where every trace has one span).
    Result<> loadSlice(duck::Connection& connection);

    /// False is certain.
    bool mayHold(TraceId trace) const;
    /// True when it was not there.
    bool insert(TraceId trace) { return m_traces.insert(std::hash<TraceId>()(trace)); }
    /// Those read or inserted: how many the store holds, once all are read and as long as none is deleted.
    std::uint64_t count() const { return m_traces.size(); }

private:
    FingerprintSet m_traces{4u << 20, 9}; ///< 25 to 28 million traces in at most 144 MiB
    std::int64_t m_next = 1; ///< fragments from this `first_seq` on have to be read
    std::int64_t m_last = 0;
};

} // namespace spanglass
