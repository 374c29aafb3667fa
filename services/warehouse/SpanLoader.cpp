#include "services/warehouse/SpanLoader.h"

#include "services/otlp/Decode.h"
#include "services/otlp/Encode.h"
#include "services/warehouse/BoundSql.h"

#include <zstd.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

constexpr std::size_t RequestsKept = 8;
constexpr std::uint64_t BytesKept = 96ull << 20;

Error damaged(std::int64_t request, const QString& why) {
    return {ErrorCode::Damaged, u"The captured request %1 cannot be read: %2."_s.arg(request).arg(why),
        u"The span's row is still there; only its captured bytes are lost."_s};
}

Result<std::string> inflate(std::int64_t request, std::string_view frame, std::uint64_t size) {
    std::string payload(size, '\0');
    const std::size_t written = ZSTD_decompress(payload.data(), payload.size(), frame.data(), frame.size());
    if (ZSTD_isError(written) != 0 || written != size)
        return std::unexpected(damaged(request, u"its compressed bytes are damaged"_s));
    return payload;
}

Transport transportOf(std::string_view name) {
    for (const Transport transport : {Transport::Http, Transport::Grpc, Transport::Import}) {
        if (transportName(transport) == name)
            return transport;
    }
    return Transport::Http;
}

QString toQString(std::string_view text) { return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())); }

} // namespace

Result<SpanLoader::Request> SpanLoader::request(ReadContext& context, std::int64_t id) {
    {
        const std::scoped_lock lock(m_mutex);
        const auto known = std::ranges::find(m_recent, id, &Request::id);
        if (known != m_recent.end())
            return *known;
    }
    BoundSql sql("SELECT q.payload, q.payload_bytes, q.format, q.transport, q.arrival_unix_nano, q.user_agent, q.peer "
                 "FROM local.store.requests q WHERE q.id = ");
    sql << sql.value(id);
    auto rows = sql.run(context.connection());
    if (!rows)
        return std::unexpected(rows.error());
    const auto more = rows->next();
    if (!more)
        return std::unexpected(more.error());
    if (!*more)
        return failure(ErrorCode::NotFound, u"The request that brought this span is no longer in the store."_s,
            u"It may have been removed by retention; load the trace again."_s);
    const auto size = static_cast<std::uint64_t>(rows->column(1).get<std::int64_t>(0));
    auto payload = inflate(id, rows->column(0).text(0), size);
    if (!payload)
        return std::unexpected(payload.error());
    Request request;
    request.id = id;
    request.format = rows->column(2).text(0) == "json" ? PayloadFormat::Json : PayloadFormat::Protobuf;
    request.payload = std::make_shared<const std::string>(*std::move(payload));
    const auto batch = decodeTraces(*request.payload, request.format);
    if (!batch)
        return std::unexpected(damaged(id, QString::fromStdString(batch.error().message)));
    request.batch = *batch;
    request.facts.transport = transportOf(rows->column(3).text(0));
    request.facts.arrival = UnixNanos::fromBits(rows->column(4).get<std::int64_t>(0));
    request.facts.userAgent = toQString(rows->column(5).text(0));
    request.facts.peer = toQString(rows->column(6).text(0));
    if (size <= BytesKept / RequestsKept) {
        const std::scoped_lock lock(m_mutex);
        m_recent.push_front(request);
        if (m_recent.size() > RequestsKept)
            m_recent.pop_back();
    }
    return request;
}

Result<std::shared_ptr<const SpanBatch>> SpanLoader::batch(ReadContext& context, std::int64_t request) {
    auto found = this->request(context, request);
    if (!found)
        return std::unexpected(found.error());
    return std::move(found->batch);
}

Result<SpanDetail> SpanLoader::load(ReadContext& context, TraceId trace, SpanKey key) {
    auto request = this->request(context, key.request);
    if (!request)
        return std::unexpected(request.error());
    // Ordinals count rejected spans too, so they ascend but need not be dense.
    const auto& spans = request->batch->spans;
    const auto span = std::ranges::lower_bound(spans, key.ordinal, {}, &Span::ordinal);
    if (span == spans.end() || span->ordinal != key.ordinal || span->traceId != trace)
        return failure(
            ErrorCode::NotFound, u"The captured request does not hold this span."_s, u"Load the trace again."_s);
    SpanDetail detail = request->facts;
    detail.owner = request->batch;
    detail.span = &*span;
    detail.rawJson
        = QByteArray::fromStdString(rawSpanJson(*request->payload, request->format, key.ordinal).value_or(""));
    return detail;
}

} // namespace spanglass
