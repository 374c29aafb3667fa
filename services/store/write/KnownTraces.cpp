#include "services/store/write/KnownTraces.h"

#include "services/store/StoreCounts.h"

#include <algorithm>

namespace spanglass {

namespace {

constexpr std::int64_t SliceSeqs = 250'000;

} // namespace

Result<> KnownTraces::restart(duck::Connection& connection) {
    m_traces.clear();
    const auto range
        = readNumbers(connection, "SELECT min(first_seq), max(first_seq) FROM local.store.trace_fragments");
    if (!range)
        return std::unexpected(range.error());
    m_next = std::max<std::int64_t>((*range)[0], 1);
    m_last = (*range)[1];
    return {};
}

Result<> KnownTraces::loadSlice(duck::Connection& connection) {
    if (isLoaded())
        return {};
    const std::int64_t end = std::min(m_last, m_next + SliceSeqs - 1);
    auto rows = connection.query("SELECT trace_id FROM local.store.trace_fragments WHERE first_seq BETWEEN "
        + std::to_string(m_next) + " AND " + std::to_string(end));
    if (!rows)
        return std::unexpected(rows.error());
    const auto read = rows->forEachRow<1>([&](const auto& columns, std::size_t row) {
        insert(TraceId::fromHex(columns[0].text(row)).value_or(TraceId()));
    });
    if (read)
        m_next = end + 1;
    return read;
}

bool KnownTraces::mayHold(TraceId trace) const {
    return !isLoaded() || m_traces.hasForgotten() || m_traces.contains(std::hash<TraceId>()(trace));
}

} // namespace spanglass
