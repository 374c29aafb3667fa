#include "services/store/write/Duplicates.h"

#include <algorithm>
#include <utility>

namespace spanglass {

namespace {

/// Traces and spans share a set: a trace's key must differ from the hash it has elsewhere.
std::uint64_t keyOf(TraceId trace) { return std::hash<TraceId>()(trace) ^ 0x7472616365207320ull; }

/// Calls `use(span, hash)` for every span of the group.
template <class Use> void forEachSpan(RequestGroup group, Use use) {
    for (const QueuedRequest& queued : group) {
        if (queued.contentHashes.empty())
            continue;
        const auto& spans = std::get<std::shared_ptr<const SpanBatch>>(queued.request.batch)->spans;
        for (std::size_t i = 0; i < spans.size(); ++i)
            use(spans[i], queued.contentHashes[i]);
    }
}

} // namespace

Result<> Duplicates::restart() {
    m_recent.clear();
    m_new.clear();
    return m_known.restart(m_connection);
}

Result<> Duplicates::widen(Place& place, const Traces& traces) {
    if (traces.empty())
        return {};
    std::string sql = "SELECT trace_id, min(first_seq), max(last_seq) FROM local.store.trace_fragments "
                      "WHERE trace_id IN (SELECT unnest([";
    for (const TraceId& trace : traces)
        sql += '\'' + trace.hex() + "',";
    sql.back() = ']';
    auto rows = m_connection.query(sql + ")) GROUP BY trace_id");
    if (!rows)
        return std::unexpected(rows.error());
    return rows->forEachRow<3>([&](const auto& columns, std::size_t row) {
        place.held.insert(TraceId::fromHex(columns[0].text(row)).value_or(TraceId()));
        place.first = std::min(place.first, columns[1].template get<std::int64_t>(row));
        place.last = std::max(place.last, columns[2].template get<std::int64_t>(row));
    });
}

Result<Duplicates::Hashes> Duplicates::stored(const Hashes& hashes, const Place& place) {
    Hashes found;
    if (place.held.empty())
        return found;
    std::string sql = "SELECT DISTINCT content_hash FROM local.store.spans WHERE seq BETWEEN "
        + std::to_string(place.first) + " AND " + std::to_string(place.last) + " AND content_hash IN (SELECT unnest([";
    for (const std::uint64_t hash : hashes)
        sql += std::to_string(hash) + ',';
    sql.back() = ']';
    auto rows = m_connection.query(sql + "::UBIGINT[]))");
    if (!rows)
        return std::unexpected(rows.error());
    const auto read = rows->forEachRow<1>(
        [&](const auto& columns, std::size_t row) { found.insert(columns[0].template get<std::uint64_t>(row)); });
    if (!read)
        return std::unexpected(read.error());
    return found;
}

void Duplicates::begin(TraceId trace) {
    m_new.insert(trace);
    m_recent.insert(keyOf(trace));
}

Result<Duplicates::Place> Duplicates::sortTraces(RequestGroup group) {
    m_new.clear();
    Traces doubtful;
    TraceId last;
    forEachSpan(group, [&](const Span& span, std::uint64_t) {
        if (span.traceId == std::exchange(last, span.traceId) || m_recent.contains(keyOf(span.traceId)))
            return;
        if (m_known.mayHold(span.traceId))
            doubtful.insert(span.traceId);
        else
            begin(span.traceId);
    });
    Place place;
    if (auto known = widen(place, doubtful); !known)
        return std::unexpected(known.error());
    for (const TraceId& trace : doubtful) {
        if (!place.held.contains(trace))
            begin(trace);
    }
    return place;
}

Result<std::vector<bool>> Duplicates::find(RequestGroup group) {
    auto place = sortTraces(group);
    if (!place)
        return std::unexpected(place.error());
    Traces newer; // of which a span comes again
    Hashes suspects;
    bool repeats = false;
    forEachSpan(group, [&](const Span& span, std::uint64_t hash) {
        const bool seen = !m_recent.insert(hash);
        const bool isOlder = place->held.contains(span.traceId);
        if (!seen && !isOlder)
            return;
        repeats |= seen;
        if (!isOlder)
            newer.insert(span.traceId);
        suspects.insert(hash);
    });
    if (suspects.empty())
        return std::vector<bool>();
    if (auto widened = widen(*place, newer); !widened)
        return std::unexpected(widened.error());
    auto known = stored(suspects, *place);
    if (!known)
        return std::unexpected(known.error());
    std::vector<bool> flags;
    if (known->empty() && !repeats)
        return flags;
    forEachSpan(group, [&](const Span&, std::uint64_t hash) { flags.push_back(!known->insert(hash).second); });
    return flags;
}

void Duplicates::settle(bool committed, const std::vector<Fragment>& touched) {
    if (!committed) {
        forget(); // traces that did not begin after all
        return;
    }
    for (const Fragment& fragment : touched)
        m_known.insert(fragment.traceId);
}

} // namespace spanglass
