#include "services/replay/select/ChosenTraces.h"

#include "services/warehouse/FilterSql.h"
#include "services/warehouse/MapMentions.h"
#include "services/warehouse/TracesSql.h"

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

Result<FilterPtr> filterOf(const ReplaySelection& selection) {
    auto filter = parseFilter(selection.filter);
    if (filter)
        return *filter;
    return failure(ErrorCode::BadInput,
        u"The filter cannot be read at character %1: %2"_s.arg(filter.error().position + 1).arg(filter.error().message),
        u"Try it in the trace list first."_s);
}

/// The conditions on a trace `t` but for the filter, behind what is there.
void addTraceConditions(BoundSql& sql, const ReplaySelection& selection) {
    if (selection.onlyErrors)
        sql << " AND t.errors > 0";
    // A digest and not the id itself: ids may be made of times or counters.
    if (selection.sample < 1)
        sql << " AND md5_number_lower(t.trace_id) < CAST(" << sql.value(selection.sample)
            << " * 18446744073709549568.0 AS UBIGINT)";
}

} // namespace

bool asksForTraces(const ReplaySelection& selection) {
    return !selection.traces.empty() || selection.onlyErrors || selection.sample < 1
        || !QStringView(selection.filter).trimmed().isEmpty() || selection.range != TimeRange();
}

Result<> chooseTraces(duck::Connection& connection, const ReplaySelection& selection) {
    if (auto made = connection.execute("CREATE OR REPLACE TEMP TABLE replay_traces(trace_id VARCHAR)"); !made)
        return made;
    BoundSql sql("INSERT INTO replay_traces ");
    if (!selection.traces.empty()) {
        sql << "SELECT DISTINCT t.trace_id FROM " << tracesSubquery({}, sql) << " WHERE t.trace_id IN "
            << sql.values(selection.traces);
        addTraceConditions(sql, selection);
    } else {
        const auto filter = filterOf(selection);
        if (!filter)
            return std::unexpected(filter.error());
        const bool needsSpans = *filter && filterNeeds(**filter).spans;
        if (needsSpans) {
            if (auto added = addMapMentions(connection); !added)
                return added;
        }
        sql << "SELECT DISTINCT t.trace_id FROM " << tracesSubquery(selection.range, sql);
        if (needsSpans)
            sql << " JOIN local.store.spans s ON s.trace_id = t.trace_id";
        sql << " WHERE true";
        addTraceConditions(sql, selection);
        if (*filter)
            sql << " AND (" << filterCondition(**filter, sql) << ")";
    }
    if (auto rows = sql.run(connection); !rows)
        return std::unexpected(rows.error());
    return {};
}

} // namespace spanglass
