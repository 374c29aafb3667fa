#include "services/replay/select/CaptureSessions.h"

namespace spanglass {

namespace {

/// Requests in runs: a new one begins with another file, between an import and the receiver, and after 30 minutes
/// without any. Imports that run beside the receiver make several sessions of it.
constexpr std::string_view Sessions = R"(
WITH marked AS (
    SELECT id, signal, arrival_unix_nano AS arrival, items, payload_bytes,
        CASE WHEN transport = 'import' THEN peer ELSE '' END AS file
    FROM local.store.requests),
begun AS (
    SELECT *, CASE WHEN lag(file) OVER by_id IS DISTINCT FROM file
            OR arrival - lag(arrival) OVER by_id > 1800000000000 THEN 1 ELSE 0 END AS begins
    FROM marked WINDOW by_id AS (ORDER BY id)),
numbered AS (SELECT *, sum(begins) OVER (ORDER BY id) AS session FROM begun)
SELECT min(id), max(id), any_value(file), min(arrival), max(arrival), count(*),
    CAST(coalesce(sum(items) FILTER (signal = 'traces'), 0) AS BIGINT), CAST(sum(payload_bytes) AS BIGINT)
FROM numbered GROUP BY session ORDER BY 1 DESC)";

QString toQString(std::string_view text) { return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())); }

Result<QStringList> servicesOf(duck::Connection& connection, const CaptureSession& session) {
    auto rows = connection.query("SELECT r.service_name FROM (SELECT resource_id, count(*) AS spans "
                                 "FROM local.store.spans WHERE request_id BETWEEN "
        + std::to_string(session.firstRequest) + " AND " + std::to_string(session.lastRequest)
        + " GROUP BY resource_id) s JOIN local.store.resources r ON r.id = s.resource_id WHERE r.service_name <> '' "
          "GROUP BY r.service_name ORDER BY sum(s.spans) DESC, r.service_name LIMIT 5");
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
