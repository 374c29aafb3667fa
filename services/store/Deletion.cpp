#include "services/store/Deletion.h"

#include "services/store/Schema.h"
#include "services/store/StoreCounts.h"
#include "services/store/Transaction.h"

#include <algorithm>

namespace spanglass {

namespace {

Result<> executeAll(duck::Connection& connection, std::initializer_list<std::string> statements) {
    for (const std::string& sql : statements) {
        if (auto done = connection.execute(sql); !done)
            return done;
    }
    return {};
}

/// Deletes the rows of `table` whose id no row's `column` names any more.
std::string deleteUnnamed(const std::string& table, const std::string& column) {
    return "DELETE FROM local.store." + table + " WHERE id NOT IN (SELECT " + column
        + " FROM local.store.spans UNION SELECT " + column + " FROM local.store.logs UNION SELECT " + column
        + " FROM local.store.metrics)";
}

/// Deletes what the temporary table `doomed` (trace_id, first_seq, last_seq) names, and the log records and points for
/// which these conditions hold.
Result<Removal> deleteDoomed(
    duck::Connection& connection, const std::string& logCondition, const std::string& pointCondition) {
    const auto bounds = readNumbers(
        connection, "SELECT count(*), coalesce(min(first_seq), 0), coalesce(max(last_seq), -1) FROM doomed");
    if (!bounds)
        return std::unexpected(bounds.error());
    const std::string range = "seq BETWEEN " + std::to_string((*bounds)[1]) + " AND " + std::to_string((*bounds)[2]);
    const std::string spans = range + " AND trace_id IN (SELECT trace_id FROM doomed)";

    if (auto done = connection.execute("CREATE OR REPLACE TEMP TABLE doomed_requests AS "
                                       "SELECT request_id, count(*) AS gone FROM (SELECT request_id "
                                       "FROM local.store.spans WHERE "
            + spans + " UNION ALL SELECT request_id FROM local.store.logs WHERE " + logCondition
            + " UNION ALL SELECT request_id FROM local.store.metrics WHERE " + pointCondition
            + ") GROUP BY request_id");
        !done)
        return std::unexpected(done.error());
    const auto payload = readNumbers(connection,
        "SELECT CAST(sum(r.payload_bytes * least(d.gone / r.items, 1)) AS BIGINT), "
        "(SELECT CAST(sum(payload_bytes) AS BIGINT) FROM local.store.requests) "
        "FROM doomed_requests d JOIN local.store.requests r ON r.id = d.request_id");
    if (!payload)
        return std::unexpected(payload.error());

    Removal removal;
    removal.traces = static_cast<std::uint64_t>((*bounds)[0]);
    removal.share = static_cast<double>((*payload)[0]) / static_cast<double>(std::max<std::int64_t>((*payload)[1], 1));
    for (const std::string& sql :
        {"DELETE FROM local.store.spans WHERE " + spans, "DELETE FROM local.store.logs WHERE " + logCondition,
            "DELETE FROM local.store.metrics WHERE " + pointCondition}) {
        auto deleted = connection.query(sql);
        if (!deleted)
            return std::unexpected(deleted.error());
        removal.rows += deleted->changed();
    }
    const std::string candidates = "request_id BETWEEN (SELECT min(request_id) FROM doomed_requests) "
                                   "AND (SELECT max(request_id) FROM doomed_requests)";
    const auto rest = executeAll(connection,
        {"DELETE FROM local.store.span_links WHERE " + spans,
            "DELETE FROM local.store.trace_fragments WHERE trace_id IN (SELECT trace_id FROM doomed)",
            "DELETE FROM local.store.requests WHERE id IN (SELECT request_id FROM doomed_requests EXCEPT "
            "(SELECT request_id FROM local.store.spans WHERE "
                + candidates + " UNION ALL SELECT request_id FROM local.store.logs WHERE " + candidates
                + " UNION ALL SELECT request_id FROM local.store.metrics WHERE " + candidates + "))",
            deleteUnnamed("resources", "resource_id"), deleteUnnamed("scopes", "scope_id"),
            "DROP TABLE doomed_requests", "DROP TABLE doomed"});
    if (!rest)
        return std::unexpected(rest.error());
    return removal;
}

} // namespace

Result<Removal> deleteTraces(duck::Connection& connection, const std::vector<TraceId>& traces) {
    if (traces.empty())
        return Removal();
    std::string list;
    for (const TraceId& trace : traces)
        list += (list.empty() ? "'" : ",'") + trace.hex() + '\'';
    return inTransaction(connection, [&]() -> Result<Removal> {
        if (auto done = connection.execute("CREATE OR REPLACE TEMP TABLE doomed AS "
                                           "SELECT trace_id, min(first_seq) AS first_seq, max(last_seq) AS last_seq "
                                           "FROM local.store.trace_fragments WHERE trace_id IN (SELECT unnest(["
                + list + "])) GROUP BY trace_id");
            !done)
            return std::unexpected(done.error());
        return deleteDoomed(connection, "trace_id IN (SELECT trace_id FROM doomed)", "false");
    });
}

Result<Removal> deleteBefore(duck::Connection& connection, std::int64_t seq) {
    const std::string limit = std::to_string(seq);
    return inTransaction(connection, [&]() -> Result<Removal> {
        if (auto done = connection.execute("CREATE OR REPLACE TEMP TABLE doomed AS "
                                           "SELECT trace_id, min(first_seq) AS first_seq, max(last_seq) AS last_seq "
                                           "FROM local.store.trace_fragments f WHERE last_seq < "
                + limit + " AND NOT EXISTS (SELECT 1 FROM local.store.trace_fragments later WHERE later.last_seq >= "
                + limit + " AND later.trace_id = f.trace_id) GROUP BY trace_id");
            !done)
            return std::unexpected(done.error());
        const std::string older = "seq < " + limit;
        return deleteDoomed(connection, older, older);
    });
}

Result<> deleteAll(duck::Connection& connection) {
    return inTransaction(connection, [&]() -> Result<> {
        // Tables made anew give their space back at once; deleting row by row would log every row's number first.
        for (const std::string_view table : schema::contentTables()) {
            if (auto done = connection.execute("DROP TABLE local.store." + std::string(table)); !done)
                return done;
        }
        for (const std::string_view sql : schema::contentStatements()) {
            if (auto done = connection.execute(sql); !done)
                return done;
        }
        return {};
    });
}

} // namespace spanglass
