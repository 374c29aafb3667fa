#include "services/replay/select/CaptureSessions.h"

#include "services/warehouse/BoundSql.h"

namespace spanglass {

namespace {

/// What was received in runs, of which a new one begins after 30 minutes without any; what was imported by its file.
constexpr std::string_view Sessions = R"(
WITH marked AS (
    SELECT id, signal, arrival_unix_nano AS arrival, items, payload_bytes,
        CASE WHEN transport = 'import' THEN peer ELSE '' END AS file
    FROM local.store.requests),
begun AS (
    SELECT *, CASE WHEN file = '' AND arrival - lag(arrival) OVER by_id > 1800000000000 THEN 1 ELSE 0 END AS begins
    FROM marked WINDOW by_id AS (PARTITION BY file ORDER BY id)),
numbered AS (SELECT *, sum(begins) OVER (PARTITION BY file ORDER BY id) AS session FROM begun)
SELECT min(id), max(id), any_value(file), min(arrival), max(arrival), count(*),
    CAST(coalesce(sum(items) FILTER (signal = 'traces'), 0) AS BIGINT), CAST(sum(payload_bytes) AS BIGINT)
FROM numbered GROUP BY file, session ORDER BY 1 DESC)";

QString toQString(std::string_view text) { return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())); }

Result<QStringList> servicesOf(duck::Connection& connection, const CaptureSession& session) {
    BoundSql sql("SELECT r.service_name FROM (SELECT resource_id, count(*) AS spans FROM local.store.spans "
                 "WHERE request_id IN (SELECT id FROM local.store.requests WHERE id BETWEEN ");
    sql << sql.value(session.firstRequest) << " AND " << sql.value(session.lastRequest)
        << " AND CASE WHEN transport = 'import' THEN peer ELSE '' END = " << sql.value(session.file)
        << ") GROUP BY resource_id) s JOIN local.store.resources r ON r.id = s.resource_id WHERE r.service_name <> '' "
           "GROUP BY r.service_name ORDER BY sum(s.spans) DESC, r.service_name LIMIT 5";
    auto rows = sql.run(connection);
    if (!rows)
        return std::unexpected(rows.error());
    QStringList services;
    const auto read = rows->forEachRow<1>(
        [&](const auto& columns, std::size_t row) { services += toQString(columns[0].text(row)); });
    if (!read)
        return std::unexpected(read.error());
    return services;
}

} // namespace

Result<QList<CaptureSession>> readCaptureSessions(duck::Connection& connection) {
    auto rows = connection.query(Sessions);
    if (!rows)
        return std::unexpected(rows.error());
    QList<CaptureSession> sessions;
    const auto read = rows->forEachRow<8>([&](const auto& columns, std::size_t row) {
        const auto number = [&](std::size_t column) { return columns[column].template get<std::int64_t>(row); };
        CaptureSession session;
        session.firstRequest = number(0);
        session.lastRequest = number(1);
        session.file = toQString(columns[2].text(row));
        session.from = UnixNanos::fromBits(number(3));
        session.to = UnixNanos::fromBits(number(4));
        session.requests = static_cast<std::uint64_t>(number(5));
        session.spans = static_cast<std::uint64_t>(number(6));
        session.bytes = static_cast<std::uint64_t>(number(7));
        sessions += session;
    });
    if (!read)
        return std::unexpected(read.error());
    for (CaptureSession& session : sessions) {
        auto services = servicesOf(connection, session);
        if (!services)
            return std::unexpected(services.error());
        session.services = *std::move(services);
    }
    return sessions;
}

} // namespace spanglass
