#pragma once

#include "services/core/Span.h"
#include "services/store/write/ColumnFill.h"

#include <unordered_map>

namespace spanglass {

/// A row of `trace_fragments`: what one commit brought of one trace.
struct Fragment {
    TraceId traceId;
    std::int64_t firstSeq = 0;
    std::int64_t lastSeq = 0;
    std::int64_t spans = 0;
    std::int64_t errors = 0;
    UnixNanos start; ///< earliest set start
    UnixNanos end;
    const Span* root = nullptr; ///< the earliest root
    const Span* first = nullptr; ///< the earliest span
    std::vector<std::string_view> services;
    std::int64_t arrival = 0;
};

/// Gathers the fragments of one commit. Spans must stay alive until the rows are written.
class Fragments {
public:
    void add(const Span& span, std::int64_t seq, std::int64_t arrival);
    void clear();
    const std::vector<Fragment>& rows() const { return m_rows; } ///< in order of first appearance

private:
    std::vector<Fragment> m_rows;
    std::unordered_map<TraceId, std::size_t> m_places;
    std::size_t m_last = 0; ///< spans of a trace come in a row, as a rule
};

void fillFragments(ColumnFill<Fragment>& columns);

} // namespace spanglass
