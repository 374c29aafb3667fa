#include "services/warehouse/TraceMatcher.h"

#include "services/warehouse/FilterSql.h"
#include "services/warehouse/FilterValues.h"
#include "services/warehouse/MapMentions.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

constexpr std::uint64_t FirstWindowSpans = 200'000;
constexpr std::uint64_t WindowGrowth = 4;

Error gone() {
    return {ErrorCode::NotFound, u"This trace does not match the filter, or was deleted."_s,
        u"Clear the filter to see it in the list."_s};
}

} // namespace

TraceMatcher::TraceMatcher(TraceQuery query)
    : m_query(std::move(query))
    , m_windowSpans(FirstWindowSpans) {
    if (!m_query.filter)
        return;
    std::vector<FilterPtr> conditions{m_query.filter};
    if (m_query.filter->type == Filter::Type::And)
        conditions = m_query.filter->children;
    const auto traceOnly = std::ranges::stable_partition(
        conditions, [](const FilterPtr& condition) { return !filterNeeds(*condition).spans; });
    m_traceFilter = allOf({conditions.begin(), traceOnly.begin()});
    m_spanFilter = allOf({traceOnly.begin(), conditions.end()});
}

Result<> TraceMatcher::readCandidates(ReadContext& context) {
    if (m_hasCandidates)
        return {};
    BoundSql sql("SELECT t.trace_id, t.first_seq, t.last_seq, t.spans FROM ");
    sql << tracesSubquery(m_query.range, sql);
    if (m_traceFilter)
        sql << " WHERE " << filterCondition(*m_traceFilter, sql);
    sql << " ORDER BY " << traceOrder(m_query);
    auto rows = sql.stream(context.connection());
    if (!rows)
        return std::unexpected(rows.error());
    m_candidates.clear();
    const auto read = rows->forEachRow<4>([&](const auto& columns, std::size_t row) {
        const auto& [id, first, last, spans] = columns;
        m_candidates.push_back({TraceId::fromHex(id.text(row)).value_or(TraceId{}),
            first.template get<std::int64_t>(row), last.template get<std::int64_t>(row),
            static_cast<std::uint64_t>(spans.template get<std::int64_t>(row))});
    });
    if (!read)
        return read;
    m_hasCandidates = true;
    return {};
}

Result<std::unordered_set<TraceId>> TraceMatcher::matchingIn(
    ReadContext& context, std::int64_t first, std::int64_t last) {
    if (auto added = addMapMentions(context.connection()); !added)
        return std::unexpected(added.error());
    BoundSql sql("SELECT DISTINCT s.trace_id FROM local.store.spans s");
    if (filterNeeds(*m_spanFilter).traces)
        sql << " JOIN " << tracesSubquery({}, sql) << " ON t.trace_id = s.trace_id";
    sql << " WHERE s.seq BETWEEN " << sql.value(first) << " AND " << sql.value(last);
    sql << " AND (" << filterCondition(*m_spanFilter, sql) << ")";
    auto rows = sql.stream(context.connection());
    if (!rows)
        return std::unexpected(rows.error());
    std::unordered_set<TraceId> ids;
    const auto read = rows->forEachRow<1>([&](const auto& columns, std::size_t row) {
        ids.insert(TraceId::fromHex(columns[0].text(row)).value_or(TraceId{}));
    });
    if (!read)
        return std::unexpected(read.error());
    return ids;
}

Result<> TraceMatcher::matchWindow(ReadContext& context, bool all) {
    // Only in the order of time do neighbours in the list lie near each other in the table.
    const bool oneWindow = all || m_query.sort != TraceSort::Start;
    std::int64_t first = INT64_MAX;
    std::int64_t last = INT64_MIN;
    std::uint64_t spans = 0;
    std::size_t end = m_tried;
    while (end < m_candidates.size() && (oneWindow || spans < m_windowSpans)) {
        const Candidate& candidate = m_candidates[end++];
        first = std::min(first, candidate.firstSeq);
        last = std::max(last, candidate.lastSeq);
        spans += candidate.spans;
    }
    const auto matching = matchingIn(context, first, last);
    if (!matching)
        return std::unexpected(matching.error());
    for (std::size_t i = m_tried; i < end; ++i) {
        if (matching->contains(m_candidates[i].id))
            m_matches.push_back(static_cast<std::uint32_t>(i));
    }
    m_tried = end;
    m_windowSpans *= WindowGrowth;
    context.setProgress(static_cast<int>(m_tried), static_cast<int>(m_candidates.size()));
    return {};
}

Result<std::vector<TraceId>> TraceMatcher::page(ReadContext& context, std::uint64_t offset, std::uint32_t limit) {
    std::vector<TraceId> ids;
    if (!m_spanFilter) {
        BoundSql sql("SELECT t.trace_id FROM ");
        sql << tracesSubquery(m_query.range, sql);
        if (m_traceFilter)
            sql << " WHERE " << filterCondition(*m_traceFilter, sql);
        sql << " ORDER BY " << traceOrder(m_query) << " LIMIT " << sql.value(std::int64_t{limit}) << " OFFSET "
            << sql.value(static_cast<std::int64_t>(offset));
        auto rows = sql.run(context.connection());
        if (!rows)
            return std::unexpected(rows.error());
        const auto read = rows->forEachRow<1>([&](const auto& columns, std::size_t row) {
            ids.push_back(TraceId::fromHex(columns[0].text(row)).value_or(TraceId{}));
        });
        if (!read)
            return std::unexpected(read.error());
        return ids;
    }
    if (auto read = readCandidates(context); !read)
        return std::unexpected(read.error());
    while (!isDone() && m_matches.size() < offset + limit) {
        if (auto matched = matchWindow(context, false); !matched)
            return std::unexpected(matched.error());
    }
    for (std::uint64_t i = offset; i < m_matches.size() && ids.size() < limit; ++i)
        ids.push_back(m_candidates[m_matches[i]].id);
    return ids;
}

Result<TraceCount> TraceMatcher::count(ReadContext& context) {
    TraceCount count;
    if (!m_spanFilter) {
        BoundSql sql("SELECT count(*), CAST(coalesce(sum(t.spans), 0) AS BIGINT) FROM ");
        sql << tracesSubquery(m_query.range, sql);
        if (m_traceFilter)
            sql << " WHERE " << filterCondition(*m_traceFilter, sql);
        auto rows = sql.run(context.connection());
        if (!rows)
            return std::unexpected(rows.error());
        if (const auto more = rows->next(); !more)
            return std::unexpected(more.error());
        count.traces = static_cast<std::uint64_t>(rows->column(0).get<std::int64_t>(0));
        count.spans = static_cast<std::uint64_t>(rows->column(1).get<std::int64_t>(0));
        return count;
    }
    if (auto read = readCandidates(context); !read)
        return std::unexpected(read.error());
    if (!isDone()) {
        if (auto matched = matchWindow(context, true); !matched)
            return std::unexpected(matched.error());
    }
    count.traces = m_matches.size();
    for (const std::uint32_t match : m_matches)
        count.spans += m_candidates[match].spans;
    return count;
}

Result<std::uint64_t> TraceMatcher::position(ReadContext& context, TraceId trace) {
    if (auto read = readCandidates(context); !read)
        return std::unexpected(read.error());
    const auto found = std::ranges::find(m_candidates, trace, &Candidate::id);
    if (found == m_candidates.end())
        return std::unexpected(gone());
    const auto index = static_cast<std::size_t>(found - m_candidates.begin());
    if (!m_spanFilter)
        return index;
    while (m_tried <= index) {
        if (auto matched = matchWindow(context, false); !matched)
            return std::unexpected(matched.error());
    }
    const auto match = std::ranges::lower_bound(m_matches, static_cast<std::uint32_t>(index));
    if (match == m_matches.end() || *match != index)
        return std::unexpected(gone());
    return static_cast<std::uint64_t>(match - m_matches.begin());
}

} // namespace spanglass
