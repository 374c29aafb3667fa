#pragma once

#include "services/core/Ingest.h"
#include "services/core/TraceFiles.h"

#include <functional>
#include <memory>
#include <string_view>
#include <unordered_set>

namespace spanglass {

/// Whether the user has given up. Any thread.
using IsCancelled = std::function<bool()>;

/// Hands OTLP payloads to a store as captured requests and waits where the store is behind: at most 16 MiB and 64
/// requests are under way. One worker thread.
class ImportQueue {
public:
    ImportQueue(IngestSink& sink, IsCancelled cancelled);
    ~ImportQueue();

    /// Decodes and submits. `peer` is the file's name. BadInput when the payload cannot be decoded: the next one may be
    /// put all the same. Any other error is the store's or Cancelled, and final. The value is a remark on spans that
    /// had to be left out, mostly empty.
    Result<QString> put(std::string payload, PayloadFormat format, const QString& peer);

    /// Waits until everything is committed.
    Result<> drain();

    /// Spans, duplicates, traces and trace ids so far; the last duplicates come with drain().
    void addTo(ImportReport& report) const;

private:
    struct State;
    Result<> submit(IngestRequest request);
    void countTraces(const SpanBatch& batch);

    IngestSink& m_sink;
    IsCancelled m_cancelled;
    std::shared_ptr<State> m_state;
    std::unordered_set<TraceId> m_traces;
    std::vector<TraceId> m_traceIds; ///< the first 1,000
    std::uint64_t m_spans = 0;
};

} // namespace spanglass
