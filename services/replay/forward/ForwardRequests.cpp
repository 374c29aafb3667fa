#include "services/replay/forward/ForwardRequests.h"

#include "services/replay/ledger/Ledger.h"
#include "services/replay/ledger/LedgerRows.h"
#include "services/store/StoreCounts.h"
#include "services/store/WaitingRequests.h"
#include "services/warehouse/BoundSql.h"

#include <zstd.h>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

std::string condition(ForwardRange range) {
    std::string sql = " WHERE transport <> 'import' AND id > " + std::to_string(range.after);
    if (range.until > 0)
        sql += " AND id <= " + std::to_string(range.until);
    return sql;
}

Result<std::vector<ForwardRequest>> readWhere(duck::Connection& connection, const std::string& where) {
    auto rows = connection.query("SELECT id, signal, format, arrival_unix_nano, peer, items, duplicates + rejected, "
                                 "payload_bytes, payload FROM local.store.requests"
        + where + " ORDER BY id");
    if (!rows)
        return std::unexpected(rows.error());
    std::vector<ForwardRequest> requests;
    const auto read = rows->forEachRow<9>([&](const auto& columns, std::size_t row) {
        const auto number = [&](std::size_t column) { return columns[column].template get<std::int64_t>(row); };
        ForwardRequest request;
        request.id = number(0);
        request.signal = signalOf(columns[1].text(row));
        request.format = columns[2].text(row) == "json" ? PayloadFormat::Json : PayloadFormat::Protobuf;
        request.arrival = UnixNanos::fromBits(number(3));
        request.peer = columns[4].text(row);
        request.items = static_cast<std::uint64_t>(number(5));
        request.isPartly = number(6) > 0;
        request.bytes = static_cast<std::uint64_t>(number(7));
        request.zstd = columns[8].text(row);
        requests.push_back(std::move(request));
    });
    if (!read)
        return std::unexpected(read.error());
    return requests;
}

Result<ForwardBacklog> countRequests(duck::Connection& connection, const std::string& where) {
    const auto numbers = readNumbers(connection,
        "SELECT count(*), CAST(sum(items) FILTER (signal = 'traces') AS BIGINT), CAST(sum(payload_bytes) AS BIGINT), "
        "min(arrival_unix_nano) FROM local.store.requests"
            + where);
    if (!numbers)
        return std::unexpected(numbers.error());
    const auto at = [&](std::size_t place) { return static_cast<std::uint64_t>((*numbers)[place]); };
    ForwardBacklog backlog{at(0), at(1), at(2)};
    if (backlog.requests > 0)
        backlog.oldest = UnixNanos{at(3)};
    return backlog;
}

} // namespace

Result<std::vector<ForwardRequest>> readForwardRequests(
    duck::Connection& connection, ForwardRange range, std::uint32_t most, std::uint64_t mostBytes) {
    // First which, then these: a payload may be large.
    const auto ends = readNumbers(connection,
        "SELECT max(id) FROM (SELECT id, sum(payload_bytes) OVER (ORDER BY id) AS so_far, row_number() OVER (ORDER BY "
        "id) AS place FROM (SELECT id, payload_bytes FROM local.store.requests"
            + condition(range) + " ORDER BY id LIMIT " + std::to_string(most)
            + ")) WHERE place = 1 OR so_far <= " + std::to_string(mostBytes));
    if (!ends)
        return std::unexpected(ends.error());
    if (ends->front() == 0)
        return std::vector<ForwardRequest>();
    return readWhere(connection, condition({range.after, ends->front()}));
}

Result<std::unordered_set<std::int64_t>> readForwarded(
    duck::Connection& connection, JobNumber job, std::int64_t after) {
    auto rows = connection.query("SELECT request_id FROM local.store.replay_pieces WHERE job = " + std::to_string(job)
        + " AND request_id > " + std::to_string(after));
    if (!rows)
        return std::unexpected(rows.error());
    std::unordered_set<std::int64_t> ids;
    const auto read = rows->forEachRow<1>(
        [&](const auto& columns, std::size_t row) { ids.insert(columns[0].template get<std::int64_t>(row)); });
    if (!read)
        return std::unexpected(read.error());
    return ids;
}

Result<std::vector<ForwardRequest>> readRequests(duck::Connection& connection, const std::vector<std::int64_t>& ids) {
    std::string list;
    for (const std::int64_t id : ids)
        list += (list.empty() ? "" : ", ") + std::to_string(id);
    if (list.empty())
        return std::vector<ForwardRequest>();
    return readWhere(connection, " WHERE id IN (" + list + ")");
}

Result<ForwardBacklog> readForwardBacklog(duck::Connection& connection, ForwardRange range) {
    return countRequests(connection, condition(range));
}

Result<ForwardBacklog> readKeptBacklog(duck::Connection& connection, const std::string& jobs) {
    return countRequests(connection, " WHERE id IN (SELECT id FROM " + waitingRequestsSql(jobs) + ")");
}
Result<ForwardTotals> readForwardTotals(duck::Connection& connection, JobNumber job) {
    const std::string own = "job = " + std::to_string(job);
    auto rows = connection.query("SELECT coalesce(l.state, 'waiting'), CAST(sum(p.last_piece - p.first_piece + 1) AS "
                                 "BIGINT), CAST(sum(p.items) FILTER (p.signal = 'traces') AS BIGINT), "
                                 "CAST(sum(l.rejected) AS BIGINT) FROM (SELECT * FROM local.store.replay_parcels WHERE "
        + own + ") p LEFT JOIN " + lastEventsSql(own) + " l ON l.number = p.number GROUP BY 1");
    if (!rows)
        return std::unexpected(rows.error());
    ForwardTotals totals;
    const auto read = rows->forEachRow<4>([&](const auto& columns, std::size_t row) {
        const auto number = [&](std::size_t column) {
            return columns[column].isNull(row)
                ? std::uint64_t{0}
                : static_cast<std::uint64_t>(columns[column].template get<std::int64_t>(row));
        };
        const ParcelState state = parcelStateOf(columns[0].text(row));
        if (state == ParcelState::Taken) {
            totals.sentRequests = number(1);
            totals.sentSpans = number(2);
            totals.rejectedSpans = number(3);
        } else if (state == ParcelState::Refused) {
            totals.refusedRequests = number(1);
        } else if (state == ParcelState::Skipped) {
            totals.skippedRequests = number(1);
        }
    });
    if (!read)
        return std::unexpected(read.error());
    const auto repeated = readNumbers(connection,
        "SELECT CAST(sum(p.last_piece - p.first_piece + 1) AS BIGINT) FROM local.store.replay_log l "
        "JOIN local.store.replay_parcels p ON p.job = l.job AND p.number = l.number WHERE l.state = 'uncertain' AND l."
            + own);
    if (!repeated)
        return std::unexpected(repeated.error());
    totals.repeatedRequests = static_cast<std::uint64_t>(repeated->front());
    return totals;
}

Result<std::int64_t> readNewestRequest(duck::Connection& connection) {
    const auto numbers = readNumbers(connection, "SELECT max(id) FROM local.store.requests");
    if (!numbers)
        return std::unexpected(numbers.error());
    return numbers->front();
}

Result<std::vector<std::uint32_t>> readKeptOrdinals(duck::Connection& connection, std::int64_t request, Signal signal) {
    BoundSql sql("SELECT ordinal FROM local.store.");
    sql << (signal == Signal::Logs ? "logs" : "spans") << " WHERE request_id = " << sql.value(request)
        << " ORDER BY ordinal";
    auto rows = sql.run(connection);
    if (!rows)
        return std::unexpected(rows.error());
    std::vector<std::uint32_t> ordinals;
    const auto read = rows->forEachRow<1>([&](const auto& columns, std::size_t row) {
        ordinals.push_back(static_cast<std::uint32_t>(columns[0].template get<std::int32_t>(row)));
    });
    if (!read)
        return std::unexpected(read.error());
    return ordinals;
}

Result<QByteArray> unpacked(const ForwardRequest& request) {
    QByteArray body(static_cast<qsizetype>(request.bytes), Qt::Uninitialized);
    const std::size_t written
        = ZSTD_decompress(body.data(), static_cast<std::size_t>(body.size()), request.zstd.data(), request.zstd.size());
    if (written != request.bytes)
        return failure(ErrorCode::Damaged, u"Request %1 of the store cannot be unpacked."_s.arg(request.id));
    return body;
}

} // namespace spanglass
