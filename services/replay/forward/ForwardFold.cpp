#include "services/replay/forward/ForwardFold.h"

#include "services/store/StoreCounts.h"

namespace spanglass {

namespace {

/// `replay_folding`: the parcels. `replay_folded`: what they become, one row a signal, with `behind` as how many pieces
/// stand before its own.
Result<> listParcels(duck::Connection& connection, const std::string& job, std::int64_t before) {
    const std::string older = "job = " + job + " AND number < " + std::to_string(before);
    for (const std::string& sql : {"CREATE OR REPLACE TEMP TABLE replay_folding AS SELECT p.*, l.attempts, l.rejected, "
                                   "l.at_unix_nano FROM (SELECT * FROM local.store.replay_parcels WHERE "
                 + older + ") p JOIN " + lastEventsSql(older)
                 + " l ON l.number = p.number WHERE l.state = 'taken' AND p.number NOT IN "
                   "(SELECT number FROM local.store.replay_log WHERE state = 'uncertain' AND "
                 + older + ")",
             std::string(
                 "CREATE OR REPLACE TEMP TABLE replay_folded AS SELECT signal, min(number) AS number, "
                 "any_value(format) AS format, CAST(sum(last_piece - first_piece + 1) AS BIGINT) AS pieces, "
                 "CAST(coalesce(sum(sum(last_piece - first_piece + 1)) OVER (ORDER BY signal ROWS BETWEEN UNBOUNDED "
                 "PRECEDING AND 1 PRECEDING), 0) AS BIGINT) AS behind, min(arrival_unix_nano) AS arrival, "
                 "CAST(sum(items) AS BIGINT) AS items, CAST(sum(traces) AS BIGINT) AS traces, "
                 "CAST(sum(bytes) AS BIGINT) AS bytes, CAST(sum(attempts) AS BIGINT) AS attempts, "
                 "CAST(sum(rejected) AS BIGINT) AS rejected, max(at_unix_nano) AS at FROM replay_folding "
                 "GROUP BY signal HAVING count(*) > 1"),
             std::string("DELETE FROM replay_folding WHERE signal NOT IN (SELECT signal FROM replay_folded)")}) {
        if (auto done = connection.execute(sql); !done)
            return done;
    }
    return {};
}

/// The rows are written anew behind piece `end`.
Result<> replaceRows(duck::Connection& connection, const LedgerJob& job, std::int64_t end) {
    const std::string own = "job = " + std::to_string(job.number);
    const std::string number = std::to_string(job.number) + ", ";
    const std::string first = std::to_string(end) + " + o.behind + ";
    for (const std::string& sql :
        {"CREATE OR REPLACE TEMP TABLE replay_folded_pieces AS SELECT x.signal, i.piece, i.request_id, i.items, "
         "i.ordinals FROM (SELECT signal, unnest(range(first_piece, last_piece + 1)) AS piece FROM replay_folding) "
         "x JOIN local.store.replay_pieces i ON i."
                + own + " AND i.piece = x.piece",
            "DELETE FROM local.store.replay_pieces WHERE " + own
                + " AND piece IN (SELECT piece FROM replay_folded_pieces)",
            // Requests of a higher number may be what keeps that number from being given again.
            "INSERT INTO local.store.replay_pieces SELECT " + number + first
                + "row_number() OVER (PARTITION BY x.signal ORDER BY x.piece), x.request_id, x.items, x.ordinals "
                  "FROM replay_folded_pieces x JOIN replay_folded o ON o.signal = x.signal "
                  "WHERE x.request_id IN (SELECT id FROM local.store.requests) OR x.request_id > "
                + std::to_string(job.lastRequest) + " ORDER BY x.signal, x.piece",
            "DELETE FROM local.store.replay_parcels WHERE " + own
                + " AND number IN (SELECT number FROM replay_folding)",
            "DELETE FROM local.store.replay_log WHERE " + own + " AND number IN (SELECT number FROM replay_folding)",
            "INSERT INTO local.store.replay_parcels SELECT " + number + "o.number, o.signal, o.format, " + first + "1, "
                + first + "o.pieces, o.arrival, o.items, o.traces, o.bytes FROM replay_folded o",
            "INSERT INTO local.store.replay_log SELECT " + number
                + "o.number, 1, 'taken', least(o.attempts, 2147483647), o.at, -1, o.rejected, "
                  "o.pieces || ' requests that were taken earlier, in one line.', '', 0 FROM replay_folded o"}) {
        if (auto done = connection.execute(sql); !done)
            return done;
    }
    return {};
}

} // namespace

Result<> foldForwarded(Ledger& ledger, const LedgerJob& job, std::int64_t before, LedgerEnd& end) {
    duck::Connection& connection = ledger.connection();
    if (auto listed = listParcels(connection, std::to_string(job.number), before); !listed)
        return listed;
    const auto pieces = readNumbers(connection, "SELECT CAST(sum(pieces) AS BIGINT) FROM replay_folded");
    if (!pieces)
        return std::unexpected(pieces.error());
    const Result<> done
        = pieces->front() == 0 ? Result<>() : ledger.together([&] { return replaceRows(connection, job, end.piece); });
    if (done)
        end.piece += pieces->front();
    for (const std::string_view table : {"replay_folding", "replay_folded", "replay_folded_pieces"})
        (void)connection.execute("DROP TABLE IF EXISTS " + std::string(table));
    return done;
}

} // namespace spanglass
