#pragma once

#include "services/core/Batch.h"
#include "services/core/Error.h"
#include "services/core/Metric.h"

#include <functional>
#include <memory>
#include <variant>

namespace spanglass {

enum class PayloadFormat : std::uint8_t { Protobuf, Json };
enum class Transport : std::uint8_t { Http, Grpc, Import };
std::string_view transportName(Transport transport); ///< "http", "grpc", "import"

/// The request as it came, after its Content-Encoding was undone: byte-exact OTLP, kept compressed beside the rows.
struct CapturedRequest {
    std::string zstd; ///< the payload as one zstd frame
    std::uint64_t payloadBytes = 0; ///< its size before compression
    PayloadFormat format = PayloadFormat::Protobuf;
    Transport transport = Transport::Http;
    UnixNanos arrival;
    std::string userAgent;
    std::string peer; ///< "127.0.0.1:51234", or the file's name for an import
};

using DecodedRequest = std::variant<std::shared_ptr<const SpanBatch>, std::shared_ptr<const LogBatch>,
    std::shared_ptr<const MetricBatch>>;

/// What a commit did with one request.
struct IngestReceipt {
    std::uint64_t stored = 0; ///< items written
    std::uint64_t duplicates = 0; ///< spans that were there before, identical, and were left out
};

struct IngestRequest {
    DecodedRequest batch;
    CapturedRequest captured;
    /// Called exactly once, on the writer's thread, after the commit is on disk or has failed. Must not block.
    std::function<void(Result<IngestReceipt>)> done;
};

/// Where decoded requests go. Implemented by the store's writer; tests put failing ones in its place. Any thread.
class IngestSink {
public:
    virtual ~IngestSink() = default;
    /// False when the queue is full or closing: `done` is then never called and the sender must be told to retry.
    virtual bool submit(IngestRequest request) = 0;
    /// Bytes waiting for a commit, for the receiver panel.
    virtual std::uint64_t queuedBytes() const = 0;
};

} // namespace spanglass
