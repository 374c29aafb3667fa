#pragma once

#include "services/store/write/ColumnFill.h"

#include "services/core/Span.h"

namespace spanglass {

/// A span on its way into the `spans` table.
struct SpanRow {
    const Span* span = nullptr;
    std::int64_t seq = 0;
    std::int64_t request = 0;
    std::uint64_t resource = 0;
    std::uint64_t scope = 0;
    std::uint64_t contentHash = 0;
};

void fillSpans(ColumnFill<SpanRow>& columns);

/// A row of `span_links`.
struct LinkRow {
    const Span* span = nullptr;
    const SpanLink* link = nullptr;
    std::int64_t seq = 0;
};

void fillLinks(ColumnFill<LinkRow>& columns);

} // namespace spanglass
