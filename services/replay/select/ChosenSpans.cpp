#include "services/replay/select/ChosenSpans.h"

#include "services/replay/TargetLimits.h"
#include "services/replay/ledger/Taken.h"
#include "services/replay/select/ChosenTraces.h"
#include "services/store/StoreCounts.h"
#include "services/warehouse/BoundSql.h"

namespace spanglass {

namespace {

bool asksForRequests(const ReplaySelection& selection) {
    return selection.lastRequest > 0 || !selection.importedFile.isEmpty();
}

std::string requestsOf(const ReplaySelection& selection, std::string_view column) {
    return asksForRequests(selection) ? std::string(column) + " IN (SELECT id FROM replay_requests)" : "true";
}

/// The requests of a session or a file: `replay_requests` (id).
Result<> listRequests(duck::Connection& connection, const ReplaySelection& selection) {
    if (!asksForRequests(selection))
        return {};
    if (auto made = connection.execute("CREATE OR REPLACE TEMP TABLE replay_requests(id BIGINT)"); !made)
        return made;
    BoundSql sql("INSERT INTO replay_requests SELECT id FROM local.store.requests WHERE ");
    if (selection.importedFile.isEmpty())
        sql << "transport <> 'import' AND id BETWEEN " << std::to_string(selection.firstRequest) << " AND "
            << std::to_string(selection.lastRequest);
    else
        sql << "transport = 'import' AND peer = " << sql.value(selection.importedFile);
    if (auto rows = sql.run(connection); !rows)
        return std::unexpected(rows.error());
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

/// The spans of the selection: `replay_spans` (slot, request_id, ordinal, trace, start, taken). A slot is a request, or
/// a part of one that holds more traces than may leave at once.
Result<> listSpans(duck::Connection& connection, const ReplayPlan& plan) {
    const auto condition = spanCondition(connection, plan.selection);
    if (!condition)
        return std::unexpected(condition.error());
    const PaceLimits limits = limitsInForce(plan);
    const bool isCut = limits.tracesPerSecond > 0 && !plan.selection.wholeRequests;
    const std::string part = isCut ? "(dense_rank() OVER (PARTITION BY request_id, taken ORDER BY trace) - 1) // "
            + std::to_string(limits.tracesAtOnce())
                                   : "0";
    return connection.execute("CREATE OR REPLACE TEMP TABLE replay_spans AS SELECT CAST(request_id * 1048576 + " + part
        + " AS BIGINT) AS slot, * FROM (SELECT s.request_id, s.ordinal, hash(s.trace_id) AS trace, "
          "nullif(s.start_time_unix_nano, 0) AS start, (s.request_id IN (SELECT request_id FROM replay_taken) OR "
          "(s.request_id, s.ordinal) IN (SELECT (request_id, ordinal) FROM replay_taken_parts)) AS taken "
          "FROM local.store.spans s WHERE "
        + *condition + ")");
}

/// The requests of logs and metrics: whole, or the log records that a target lacks of a request that was too large.
std::string otherRequests(const ReplaySelection& selection) {
    std::string condition = requestsOf(selection, "q.id");
    if (selection.range.from)
        condition += " AND q.arrival_unix_nano >= " + std::to_string(selection.range.from->bits());
    if (selection.range.to)
        condition += " AND q.arrival_unix_nano < " + std::to_string(selection.range.to->bits());
    return "SELECT q.id * 1048576, q.id, q.signal, q.format, q.arrival_unix_nano, coalesce(len(r.ordinals), q.items), "
           "0, "
           "q.payload_bytes, r.ordinals FROM local.store.requests q LEFT JOIN (SELECT DISTINCT request_id "
           "FROM replay_taken_parts) p ON p.request_id = q.id LEFT JOIN (SELECT g.request_id, "
           "list_sort(list(g.ordinal)) AS ordinals FROM local.store.logs g ANTI JOIN replay_taken_parts t "
           "ON t.request_id = g.request_id AND t.ordinal = g.ordinal WHERE g.request_id IN "
           "(SELECT request_id FROM replay_taken_parts) GROUP BY g.request_id) r ON r.request_id = q.id "
           "WHERE q.signal <> 'traces' AND q.id NOT IN (SELECT request_id FROM replay_taken) "
           "AND (p.request_id IS NULL OR r.ordinals IS NOT NULL) AND "
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
        "CREATE OR REPLACE TEMP TABLE replay_picks AS SELECT row_number() OVER (ORDER BY slot) AS pick, * EXCLUDE "
        "(slot) FROM "
        "(SELECT c.slot, q.id AS request_id, q.signal, q.format, q.arrival_unix_nano AS arrival, c.items, "
        "coalesce(t.traces, 0) AS traces, CASE WHEN "
        + whole
        + " THEN q.payload_bytes ELSE q.payload_bytes * c.items // (q.items + q.duplicates + q.rejected) END AS bytes, "
          "CASE WHEN "
        + whole
        + " THEN NULL ELSE list_sort(c.ordinals) END AS ordinals FROM (SELECT slot, any_value(request_id) AS "
          "request_id, "
          "count(*) FILTER (NOT taken) AS items, count(*) FILTER (taken) AS taken, "
          "list(ordinal) FILTER (NOT taken) AS ordinals FROM replay_spans GROUP BY slot) c "
          "JOIN local.store.requests q ON q.id = c.request_id LEFT JOIN (SELECT slot, count(*) AS traces FROM "
          "(SELECT trace, min(slot) AS slot FROM replay_spans WHERE NOT taken GROUP BY trace) "
          "GROUP BY slot) t ON t.slot = c.slot WHERE c.items > 0"
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
    if (auto done = listRequests(connection, plan.selection); !done)
        return std::unexpected(done.error());
    if (auto done = listSpans(connection, plan); !done)
        return std::unexpected(done.error());
    if (auto done = listPicks(connection, plan.selection); !done)
        return std::unexpected(done.error());
    auto counts = countPicks(connection);
    if (auto done = connection.execute("DROP TABLE replay_spans"); !done)
        return std::unexpected(done.error());
    return counts;
}

} // namespace spanglass
