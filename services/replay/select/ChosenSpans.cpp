#include "services/replay/select/ChosenSpans.h"

#include "services/replay/ledger/Ledger.h"
#include "services/replay/select/ChosenTraces.h"
#include "services/store/StoreCounts.h"
#include "services/warehouse/BoundSql.h"

namespace spanglass {

namespace {

std::string requestsOf(const ReplaySelection& selection, std::string_view column) {
    if (selection.lastRequest == 0)
        return "true";
    return std::string(column) + " BETWEEN " + std::to_string(selection.firstRequest) + " AND "
        + std::to_string(selection.lastRequest);
}

/// What the target took: `replay_taken` (request_id) as a whole, `replay_taken_parts` (request_id, ordinal).
Result<> listTaken(duck::Connection& connection, const ReplayPlan& plan) {
    for (const std::string_view sql : {"CREATE OR REPLACE TEMP TABLE replay_taken(request_id BIGINT)",
             "CREATE OR REPLACE TEMP TABLE replay_taken_parts(request_id BIGINT, ordinal INTEGER)"}) {
        if (auto made = connection.execute(sql); !made)
            return made;
    }
    // A file is written anew.
    if (plan.repeat || plan.target.kind == TargetKind::File)
        return {};
    for (const bool whole : {true, false}) {
        BoundSql sql(whole ? "INSERT INTO replay_taken SELECT DISTINCT request_id FROM "
                           : "INSERT INTO replay_taken_parts SELECT DISTINCT request_id, unnest(ordinals) FROM ");
        sql << takenPiecesSql(sql.value(plan.target.key()))
            << (whole ? " WHERE ordinals IS NULL" : " WHERE ordinals IS NOT NULL");
        if (auto rows = sql.run(connection); !rows)
            return std::unexpected(rows.error());
    }
    return {};
}

/// The condition on a span `s` of the selection.
Result<std::string> spanCondition(duck::Connection& connection, const ReplaySelection& selection) {
    std::string condition = requestsOf(selection, "s.request_id");
    if (!asksForTraces(selection))
        return condition;
    if (auto listed = chooseTraces(connection, selection); !listed)
        return std::unexpected(listed.error());
    // The range of rows lets DuckDB skip those that cannot be meant.
    const auto range = readNumbers(connection,
        "SELECT coalesce(min(f.first_seq), 0), coalesce(max(f.last_seq), -1) FROM local.store.trace_fragments f "
        "WHERE f.trace_id IN (SELECT trace_id FROM replay_traces)");
    if (!range)
        return std::unexpected(range.error());
    condition += " AND s.seq BETWEEN " + std::to_string((*range)[0]) + " AND " + std::to_string((*range)[1])
        + " AND s.trace_id IN (SELECT trace_id FROM replay_traces)";
    if (selection.wholeRequests)
        condition = "s.request_id IN (SELECT DISTINCT s.request_id FROM local.store.spans s WHERE " + condition + ")";
    return condition;
}

/// The spans of the selection: `replay_spans` (request_id, ordinal, trace, start, taken).
Result<> listSpans(duck::Connection& connection, const ReplaySelection& selection) {
    const auto condition = spanCondition(connection, selection);
    if (!condition)
        return std::unexpected(condition.error());
    return connection.execute(
        "CREATE OR REPLACE TEMP TABLE replay_spans AS SELECT s.request_id, s.ordinal, hash(s.trace_id) AS trace, "
        "nullif(s.start_time_unix_nano, 0) AS start, (s.request_id IN (SELECT request_id FROM replay_taken) OR "
        "(s.request_id, s.ordinal) IN (SELECT (request_id, ordinal) FROM replay_taken_parts)) AS taken "
        "FROM local.store.spans s WHERE "
        + *condition);
}

/// The requests of logs and metrics, which come whole.
std::string otherRequests(const ReplaySelection& selection) {
    std::string condition = requestsOf(selection, "q.id");
    if (selection.range.from)
        condition += " AND q.arrival_unix_nano >= " + std::to_string(selection.range.from->bits());
    if (selection.range.to)
        condition += " AND q.arrival_unix_nano < " + std::to_string(selection.range.to->bits());
    return "SELECT q.id, q.signal, q.format, q.arrival_unix_nano, q.items, 0, q.payload_bytes, NULL "
           "FROM local.store.requests q WHERE q.signal <> 'traces' AND q.id NOT IN "
           "(SELECT request_id FROM replay_taken) AND "
        + condition;
}

bool takesOtherSignals(ReplaySelection selection) {
    selection.range = {};
    return !asksForTraces(selection);
}

Result<> listPicks(duck::Connection& connection, const ReplaySelection& selection) {
    // A request stays whole where all that it holds is chosen; what was stored before or refused by the decoder is not.
    const std::string whole
        = selection.wholeRequests ? "c.taken = 0" : "c.items = q.items AND q.duplicates = 0 AND q.rejected = 0";
    return connection.execute(
        "CREATE OR REPLACE TEMP TABLE replay_picks AS SELECT row_number() OVER (ORDER BY request_id) AS pick, * FROM "
        "(SELECT q.id AS request_id, q.signal, q.format, q.arrival_unix_nano AS arrival, c.items, "
        "coalesce(t.traces, 0) AS traces, CASE WHEN "
        + whole
        + " THEN q.payload_bytes ELSE q.payload_bytes * c.items // (q.items + q.duplicates + q.rejected) END AS bytes, "
          "CASE WHEN "
        + whole
        + " THEN NULL ELSE list_sort(c.ordinals) END AS ordinals FROM (SELECT request_id, "
          "count(*) FILTER (NOT taken) AS items, count(*) FILTER (taken) AS taken, "
          "list(ordinal) FILTER (NOT taken) AS ordinals FROM replay_spans GROUP BY request_id) c "
          "JOIN local.store.requests q ON q.id = c.request_id LEFT JOIN (SELECT request_id, count(*) AS traces FROM "
          "(SELECT trace, min(request_id) AS request_id FROM replay_spans WHERE NOT taken GROUP BY trace) "
          "GROUP BY request_id) t ON t.request_id = c.request_id WHERE c.items > 0"
        + (takesOtherSignals(selection) ? " UNION ALL " + otherRequests(selection) : std::string())
        + ") ORDER BY pick");
}

Result<ChosenCounts> countPicks(duck::Connection& connection) {
    const auto numbers = readNumbers(connection,
        "SELECT CAST(sum(traces) AS BIGINT), CAST(sum(items) FILTER (signal = 'traces') AS BIGINT), "
        "(SELECT count(*) FROM replay_spans WHERE taken), CAST(sum(items) FILTER (signal <> 'traces') AS BIGINT), "
        "CAST(sum(bytes) AS BIGINT), min(arrival), max(arrival), (SELECT min(start) FROM replay_spans WHERE NOT taken) "
        "FROM replay_picks");
    if (!numbers)
        return std::unexpected(numbers.error());
    const auto count = [&](std::size_t i) { return static_cast<std::uint64_t>((*numbers)[i]); };
    return ChosenCounts{count(0), count(1), count(2), count(3), count(4), UnixNanos{count(5)}, UnixNanos{count(6)},
        UnixNanos{count(7)}};
}

} // namespace

Result<ChosenCounts> chooseSpans(duck::Connection& connection, const ReplayPlan& plan) {
    if (auto done = listTaken(connection, plan); !done)
        return std::unexpected(done.error());
    if (auto done = listSpans(connection, plan.selection); !done)
        return std::unexpected(done.error());
    if (auto done = listPicks(connection, plan.selection); !done)
        return std::unexpected(done.error());
    auto counts = countPicks(connection);
    if (auto done = connection.execute("DROP TABLE replay_spans"); !done)
        return std::unexpected(done.error());
    return counts;
}

} // namespace spanglass
