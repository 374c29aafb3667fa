#pragma once

#include "services/core/SpanSource.h"
#include "services/warehouse/ReaderPool.h"

#include <deque>

namespace spanglass {

/// Finds whole spans again in the requests they came with. Keeps the requests it decoded last, for walking from span to
/// span. Any thread.
class SpanLoader {
public:
    Result<SpanDetail> load(ReadContext& context, TraceId trace, SpanKey key);
    /// All that came with one request.
    Result<std::shared_ptr<const SpanBatch>> batch(ReadContext& context, std::int64_t request);

private:
    struct Request {
        std::int64_t id = -1;
        std::shared_ptr<const std::string> payload; ///< as it came
        PayloadFormat format = PayloadFormat::Protobuf;
        std::shared_ptr<const SpanBatch> batch;
        SpanDetail facts; ///< arrival, transport and sender, as every span of it has them
    };

    Result<Request> request(ReadContext& context, std::int64_t id);

    std::mutex m_mutex;
    std::deque<Request> m_recent; ///< newest first
};

} // namespace spanglass
