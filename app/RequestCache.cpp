#include "app/RequestCache.h"

#include "services/otlp/Decode.h"
#include "services/store/duckdb/Connection.h"

#include <zstd.h>

#include <algorithm>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr std::uint64_t BytesKept = 64ull << 20;

std::unexpected<Error> unreadable(std::int64_t request) {
    return failure(ErrorCode::Damaged, u"The captured request %1 cannot be read."_s.arg(request),
        u"Leave its traces out of the export."_s);
}

} // namespace

Result<std::shared_ptr<const SpanBatch>> RequestCache::batch(std::int64_t request) {
    const auto known = std::ranges::find(m_entries, request, &Entry::request);
    if (known != m_entries.end()) {
        m_entries.splice(m_entries.begin(), m_entries, known);
        return known->batch;
    }
    auto entry = load(request);
    if (!entry)
        return std::unexpected(entry.error());
    m_bytes += entry->bytes;
    m_entries.push_front(*std::move(entry));
    while (m_bytes > BytesKept && m_entries.size() > 1) {
        m_bytes -= m_entries.back().bytes;
        m_entries.pop_back();
    }
    return m_entries.front().batch;
}

Result<RequestCache::Entry> RequestCache::load(std::int64_t request) {
    auto statement
        = m_connection.prepare("SELECT payload, payload_bytes, format FROM local.store.requests WHERE id = $1");
    if (!statement)
        return std::unexpected(statement.error());
    auto rows = statement->bind(1, request).run();
    if (!rows)
        return std::unexpected(rows.error());
    const auto more = rows->next();
    if (!more)
        return std::unexpected(more.error());
    if (!*more)
        return failure(ErrorCode::NotFound, u"The captured request %1 was removed."_s.arg(request));
    const std::string_view frame = rows->column(0).text(0);
    std::string payload(static_cast<std::size_t>(rows->column(1).get<std::int64_t>(0)), '\0');
    if (ZSTD_decompress(payload.data(), payload.size(), frame.data(), frame.size()) != payload.size())
        return unreadable(request);
    const auto format = rows->column(2).text(0) == "json" ? PayloadFormat::Json : PayloadFormat::Protobuf;
    const std::uint64_t bytes = payload.size();
    auto batch = decodeTraces(std::move(payload), format);
    if (!batch)
        return unreadable(request);
    return Entry{request, bytes, *std::move(batch)};
}

} // namespace spanglass
