#pragma once

#include "services/core/Batch.h"
#include "services/core/Error.h"
#include "services/core/SqlTable.h"

namespace spanglass {

/// The columns of TableQueries::spans, in their order.
enum class SpanCell : std::uint8_t {
    TraceId,
    SpanId,
    ParentId,
    TraceState,
    Flags,
    Name,
    Kind,
    Start,
    End,
    Status,
    StatusMessage,
    SpanAttributes,
    DroppedAttributes,
    Events,
    DroppedEvents,
    Links,
    DroppedLinks,
    ResourceAttributes,
    DroppedResourceAttributes,
    ResourceSchema,
    ScopeName,
    ScopeVersion,
    ScopeAttributes,
    DroppedScopeAttributes,
    ScopeSchema,
    Service,
    Copy,
};

/// Whole spans out of an answer to TableQueries::spans, in the order of its rows; a span's `ordinal` is its place among
/// those that share its id. MAP columns keep texts only, so there every attribute is a text. Any thread.
Result<std::shared_ptr<const SpanBatch>> readSpans(const SqlTable& table);

} // namespace spanglass
