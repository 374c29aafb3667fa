#pragma once

#include "services/core/SpanSource.h"
#include "services/core/SqlTable.h"
#include "services/warehouse/tables/TableShape.h"

namespace spanglass {

/// Readers of what the statements of TableQueries answer. An answer that does not fit is BadInput with the column that
/// is wrong: wire facts that turned out otherwise end here. Any thread.

Result<std::vector<TraceSummary>> readSummaries(const SqlTable& table);
Result<TraceCount> readCount(const SqlTable& table);
/// NotFound when the answer has no row.
Result<std::uint64_t> readPosition(const SqlTable& table);
/// The tree of one trace; NotFound without rows, LimitHit when the answer was cut.
Result<TracePtr> readTree(const SqlTable& table, TraceId trace);
Result<SpanArrivals> readArrivals(const SqlTable& table);
Result<std::vector<SpanKey>> readKeys(const SqlTable& table);
Result<std::vector<BackLink>> readBackLinks(const SqlTable& table);
Result<std::vector<TraceId>> readTraceIds(const SqlTable& table);
/// LimitHit when the answer was cut.
Result<std::vector<std::pair<TraceId, SpanId>>> readSpanIds(const SqlTable& table);
Result<QStringList> readTexts(const SqlTable& table);

/// A span of a table is found again by its id, and by its place among those that share it.
SpanKey tableSpanKey(SpanId id, std::uint32_t copy);
SpanId spanIdOf(SpanKey key);
std::uint32_t copyOf(SpanKey key);

} // namespace spanglass
