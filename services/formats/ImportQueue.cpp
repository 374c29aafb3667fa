#include "services/formats/ImportQueue.h"

#include "services/otlp/Decode.h"

#include <zstd.h>

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace spanglass {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr std::uint64_t MaxBytesUnderWay = 16u << 20;
constexpr int MaxRequestsUnderWay = 64;
constexpr std::size_t MaxTraceIds = 1000;
constexpr int CompressionLevel = 1;
constexpr auto RetryAfter = 10ms;
/// A store that takes nothing for so long is closing or stuck.
constexpr auto GiveUpAfter = 60s;

std::string compressed(std::string_view payload) {
    std::string frame(ZSTD_compressBound(payload.size()), '\0');
    frame.resize(ZSTD_compress(frame.data(), frame.size(), payload.data(), payload.size(), CompressionLevel));
    return frame;
}

} // namespace

struct ImportQueue::State {
    std::mutex mutex;
    std::condition_variable changed;
    std::uint64_t bytesUnderWay = 0;
    int requestsUnderWay = 0;
    std::uint64_t duplicates = 0;
    std::optional<Error> failed;
};

ImportQueue::ImportQueue(IngestSink& sink, IsCancelled cancelled)
    : m_sink(sink)
    , m_cancelled(std::move(cancelled))
    , m_state(std::make_shared<State>()) { }

ImportQueue::~ImportQueue() = default;

Result<QString> ImportQueue::put(std::string payload, PayloadFormat format, const QString& peer) {
    IngestRequest request;
    request.captured = {.zstd = compressed(payload),
        .payloadBytes = payload.size(),
        .format = format,
        .transport = Transport::Import,
        .arrival = UnixNanos::now(),
        .userAgent = {},
        .peer = peer.toStdString()};
    const auto batch = decodeTraces(std::move(payload), format);
    if (!batch)
        return failure(ErrorCode::BadInput, QString::fromStdString(batch.error().message));
    const SpanBatch& spans = **batch;
    if (!spans.spans.empty()) {
        request.batch = *batch;
        if (auto submitted = submit(std::move(request)); !submitted)
            return std::unexpected(submitted.error());
        m_spans += spans.spans.size();
        countTraces(spans);
    }
    if (spans.rejected == 0)
        return QString();
    QString remark = spans.rejected == 1 ? u"1 span was left out"_s : u"%1 spans were left out"_s.arg(spans.rejected);
    for (const RefusalNote& note : spans.notes)
        if (const RefusalInfo& info = refusalInfo(note.refusal); info.severity == Severity::ItemLost)
            remark += ": "_L1 + info.sentence;
    return remark;
}

Result<> ImportQueue::submit(IngestRequest request) {
    const std::uint64_t bytes = request.captured.payloadBytes;
    request.done = [state = m_state, bytes](const Result<IngestReceipt>& receipt) {
        const std::lock_guard lock(state->mutex);
        state->bytesUnderWay -= bytes;
        --state->requestsUnderWay;
        if (receipt)
            state->duplicates += receipt->duplicates;
        else if (!state->failed)
            state->failed = receipt.error();
        state->changed.notify_all();
    };
    std::unique_lock lock(m_state->mutex);
    const auto hasRoom = [&] {
        return m_state->failed || m_state->requestsUnderWay == 0
            || (m_state->requestsUnderWay < MaxRequestsUnderWay && m_state->bytesUnderWay + bytes <= MaxBytesUnderWay);
    };
    const auto deadline = std::chrono::steady_clock::now() + GiveUpAfter;
    while (true) {
        while (!m_state->changed.wait_for(lock, RetryAfter, hasRoom))
            if (m_cancelled())
                return failure(ErrorCode::Cancelled, u"The import was stopped"_s);
        if (m_state->failed)
            return std::unexpected(*m_state->failed);
        ++m_state->requestsUnderWay;
        m_state->bytesUnderWay += bytes;
        lock.unlock();
        const bool taken = m_sink.submit(request);
        if (taken)
            return {};
        lock.lock();
        --m_state->requestsUnderWay;
        m_state->bytesUnderWay -= bytes;
        if (m_cancelled())
            return failure(ErrorCode::Cancelled, u"The import was stopped"_s);
        if (std::chrono::steady_clock::now() > deadline)
            return failure(ErrorCode::Busy, u"The store takes no more spans at the moment"_s,
                u"Import the file again when the store is free; spans that are there already are not doubled."_s);
        m_state->changed.wait_for(lock, RetryAfter);
    }
}

Result<> ImportQueue::drain() {
    std::unique_lock lock(m_state->mutex);
    m_state->changed.wait(lock, [&] { return m_state->requestsUnderWay == 0; });
    if (m_state->failed)
        return std::unexpected(*m_state->failed);
    return {};
}

void ImportQueue::countTraces(const SpanBatch& batch) {
    TraceId last;
    for (const Span& span : batch.spans) {
        if (span.traceId == last)
            continue;
        last = span.traceId;
        if (m_traces.insert(last).second && m_traceIds.size() < MaxTraceIds)
            m_traceIds.push_back(last);
    }
}

void ImportQueue::addTo(ImportReport& report) const {
    const std::lock_guard lock(m_state->mutex);
    report.traces += m_traces.size();
    report.spans += m_spans;
    report.duplicates += m_state->duplicates;
    for (const TraceId id : m_traceIds)
        if (report.traceIds.size() < MaxTraceIds)
            report.traceIds.push_back(id);
}

} // namespace spanglass
