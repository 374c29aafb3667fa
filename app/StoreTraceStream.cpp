#include "app/StoreTraceStream.h"

#include "app/RequestCache.h"
#include "services/store/Store.h"
#include "services/store/duckdb/Connection.h"

#include <algorithm>
#include <unordered_map>

namespace spanglass {

namespace {

constexpr std::size_t TracesAtOnce = 256; // for one query

/// Where a trace's spans lie in the order of commits.
struct Place {
    TraceId id;
    std::int64_t first = 0;
    std::int64_t last = 0;
};

std::string joined(const std::vector<TraceId>& ids) {
    std::string text;
    for (const TraceId& id : ids)
        text += (text.empty() ? "" : ",") + id.hex();
    return text;
}

Result<std::vector<Place>> places(duck::Connection& connection, const std::vector<TraceId>& traces) {
    std::string sql = "SELECT trace_id, min(first_seq), max(last_seq) FROM local.store.trace_fragments ";
    if (!traces.empty())
        sql += "WHERE trace_id IN (SELECT unnest(string_split($1, ','))) ";
    auto statement = connection.prepare(sql + "GROUP BY trace_id ORDER BY 2");
    if (!statement)
        return std::unexpected(statement.error());
    if (!traces.empty())
        statement->bind(1, std::string_view(joined(traces)));
    auto rows = statement->run();
    if (!rows)
        return std::unexpected(rows.error());
    std::vector<Place> found;
    const auto read = rows->forEachRow<3>([&](const auto& columns, std::size_t row) {
        const auto& [id, first, last] = columns;
        if (const auto trace = TraceId::fromHex(id.text(row)))
            found.push_back({*trace, first.template get<std::int64_t>(row), last.template get<std::int64_t>(row)});
    });
    if (!read)
        return std::unexpected(read.error());
    return found;
}

/// The spans of up to TracesAtOnce traces, as requests and ordinals.
Result<std::unordered_map<TraceId, std::vector<std::pair<std::int64_t, std::uint32_t>>>> keys(
    duck::Connection& connection, std::span<const Place> wanted) {
    std::vector<TraceId> ids;
    std::int64_t last = 0;
    for (const Place& place : wanted) {
        ids.push_back(place.id);
        last = std::max(last, place.last);
    }
    auto statement
        = connection.prepare("SELECT trace_id, request_id, ordinal FROM local.store.spans WHERE seq BETWEEN "
                             "$1 AND $2 AND trace_id IN (SELECT unnest(string_split($3, ','))) ORDER BY seq");
    if (!statement)
        return std::unexpected(statement.error());
    auto rows = statement->bind(1, wanted.front().first).bind(2, last).bind(3, std::string_view(joined(ids))).run();
    if (!rows)
        return std::unexpected(rows.error());
    std::unordered_map<TraceId, std::vector<std::pair<std::int64_t, std::uint32_t>>> found;
    const auto read = rows->forEachRow<3>([&](const auto& columns, std::size_t row) {
        const auto& [id, request, ordinal] = columns;
        if (const auto trace = TraceId::fromHex(id.text(row)))
            found[*trace].emplace_back(request.template get<std::int64_t>(row),
                static_cast<std::uint32_t>(ordinal.template get<std::int32_t>(row)));
    });
    if (!read)
        return std::unexpected(read.error());
    return found;
}

} // namespace

Result<std::uint64_t> StoreTraceStream::count(const std::vector<TraceId>& traces) {
    const auto found = places(*m_store.newReader(), traces);
    if (!found)
        return std::unexpected(found.error());
    return found->size();
}

Result<> StoreTraceStream::read(
    const std::vector<TraceId>& traces, const std::function<bool(const TraceSpans&)>& take) {
    const auto connection = m_store.newReader();
    const auto found = places(*connection, traces);
    if (!found)
        return std::unexpected(found.error());
    RequestCache requests(*connection);
    for (std::size_t from = 0; from < found->size(); from += TracesAtOnce) {
        const auto wanted = std::span(*found).subspan(from, std::min(TracesAtOnce, found->size() - from));
        const auto spans = keys(*connection, wanted);
        if (!spans)
            return std::unexpected(spans.error());
        for (const auto& [id, first, last] : wanted) {
            const auto its = spans->find(id);
            if (its == spans->end())
                continue; // removed meanwhile
            TraceSpans trace{.id = id, .owners = {}, .spans = {}};
            bool removed = false;
            for (const auto& [request, ordinal] : its->second) {
                const auto batch = requests.batch(request);
                removed = !batch && batch.error().code == ErrorCode::NotFound;
                if (removed)
                    break;
                if (!batch)
                    return std::unexpected(batch.error());
                // Ordinals count rejected spans too, so they ascend but need not be dense.
                const auto span = std::ranges::lower_bound((*batch)->spans, ordinal, {}, &Span::ordinal);
                if (span == (*batch)->spans.end() || span->ordinal != ordinal)
                    continue;
                if (trace.owners.empty() || trace.owners.back() != *batch)
                    trace.owners.push_back(*batch);
                trace.spans.push_back(&*span);
            }
            // Traces are removed whole, so one of which a request is gone is gone itself.
            if (!removed && !take(trace))
                return {};
        }
    }
    return {};
}

} // namespace spanglass
