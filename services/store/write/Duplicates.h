#pragma once

#include "services/store/write/Fragments.h"
#include "services/store/write/KnownTraces.h"
#include "services/store/write/QueuedRequest.h"

#include <limits>
#include <unordered_set>

namespace spanglass {

/// Tells which spans of a group are stored already, or come twice in it, and which of its traces are new. Memory is
/// bounded and does not depend on what the store holds: it has fingerprints of the newest spans, and of the traces that
/// began among them. A span that is neither among these, nor of a trace that may have begun earlier, is new; so is
/// nearly every span. For the others the store is asked, in the rows that their traces span. Writer's thread.
class Duplicates {
public:
    explicit Duplicates(duck::Connection& connection)
        : m_connection(connection) { }

    /// Begins with what the store holds now: at first, and after everything was deleted.
    Result<> restart();
    bool isLoaded() const { return m_known.isLoaded(); }
    /// Reads on; see KnownTraces.
    Result<> loadSlice() { return m_known.loadSlice(m_connection); }
    /// After a deletion: what was taken for stored may not be any more.
    void forget() { m_recent.clear(); }

    /// One flag a span, in the group's order; empty when none is a duplicate.
    Result<std::vector<bool>> find(RequestGroup group);
    /// The commit of the group that was asked for last held, or did not.
    void settle(bool committed, const std::vector<Fragment>& touched);
    /// Traces that this commit brought first.
    std::uint64_t newTraces() const { return m_new.size(); }
    const KnownTraces& known() const { return m_known; }

private:
    using Traces = std::unordered_set<TraceId>;
    using Hashes = std::unordered_set<std::uint64_t>;
    /// Rows among which the spans of some traces lie, and those of the traces that the store holds.
    struct Place {
        std::int64_t first = std::numeric_limits<std::int64_t>::max();
        std::int64_t last = 0;
        Traces held;
    };

    /// Widens `place` by these traces.
    Result<> widen(Place& place, const Traces& traces);
    Result<Hashes> stored(const Hashes& hashes, const Place& place);
    /// Sets m_new, and gives the place of the group's traces that began before the memory of recent spans does.
    Result<Place> sortTraces(RequestGroup group);
    void begin(TraceId trace);

    duck::Connection& m_connection;
    KnownTraces m_known;
    /// Content hashes of the newest 2.4 to 3.1 million spans and traces, 16 MiB at most. A trace comes before its first
    /// span, so all of its spans are here as long as it is.
    FingerprintSet m_recent{1u << 20, 4};
    Traces m_new; ///< of the group under way
};

} // namespace spanglass
