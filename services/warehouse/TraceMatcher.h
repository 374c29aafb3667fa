#pragma once

#include "services/warehouse/ReaderPool.h"
#include "services/warehouse/TracesSql.h"

#include <unordered_set>

namespace spanglass {

/// Finds the traces of a query in its order, as far as they are asked for. A filter on spans is tried on windows of the
/// order, so that the first page of a frequent match reads little of a large store; what was found stays, so that the
/// next page goes on from there. One thread at a time.
class TraceMatcher {
public:
    explicit TraceMatcher(TraceQuery query);

    /// Ids of the matches [offset, offset + limit).
    Result<std::vector<TraceId>> page(ReadContext& context, std::uint64_t offset, std::uint32_t limit);
    Result<TraceCount> count(ReadContext& context);
    Result<std::uint64_t> position(ReadContext& context, TraceId trace);

private:
    struct Candidate {
        TraceId id;
        std::int64_t firstSeq;
        std::int64_t lastSeq;
        std::uint64_t spans;
    };

    /// Reads the order, cut by everything that can be told from trace_fragments.
    Result<> readCandidates(ReadContext& context);
    Result<> matchWindow(ReadContext& context, bool all);
    Result<std::unordered_set<TraceId>> matchingIn(ReadContext& context, std::int64_t first, std::int64_t last);
    bool isDone() const { return m_tried == m_candidates.size(); }

    TraceQuery m_query;
    FilterPtr m_traceFilter; ///< the part that needs no spans
    FilterPtr m_spanFilter; ///< the part that does
    bool m_hasCandidates = false;
    std::vector<Candidate> m_candidates;
    std::size_t m_tried = 0;
    std::uint64_t m_windowSpans = 0;
    std::vector<std::uint32_t> m_matches; ///< indexes of candidates
};

} // namespace spanglass
