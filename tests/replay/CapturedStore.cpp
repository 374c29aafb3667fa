#include "tests/replay/CapturedStore.h"

#include "services/otlp/Decode.h"
#include "services/receiver/Capture.h"

#include <future>

namespace spanglass::test {

namespace {

DecodedRequest decoded(const std::string& payload, Signal signal, PayloadFormat format) {
    if (signal == Signal::Logs)
        return decodeLogs(payload, format).value();
    if (signal == Signal::Metrics)
        return decodeMetrics(payload, format).value();
    return decodeTraces(payload, format).value();
}

} // namespace

std::int64_t CapturedStore::take(const SpanBuilder& request) { return take(request.payload()); }

std::int64_t CapturedStore::take(std::string payload, Signal signal, PayloadFormat format) {
    IngestRequest request;
    request.batch = decoded(payload, signal, format);
    request.captured.zstd = zstdFrame(payload);
    request.captured.payloadBytes = payload.size();
    request.captured.format = format;
    request.captured.transport = m_file.empty() ? Transport::Http : Transport::Import;
    request.captured.arrival = m_arrival;
    request.captured.peer = m_file.empty() ? "127.0.0.1:51234" : m_file;
    std::promise<Result<IngestReceipt>> answer;
    request.done = [&](Result<IngestReceipt> receipt) { answer.set_value(std::move(receipt)); };
    if (!store().sink().submit(std::move(request)))
        qFatal("the queue is full");
    const auto receipt = answer.get_future().get();
    if (!receipt)
        qFatal("%s", qPrintable(receipt.error().oneLine()));
    return receipt->stored > 0 ? ++m_last : 0;
}

} // namespace spanglass::test
