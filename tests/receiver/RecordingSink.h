#pragma once

#include "services/core/Ingest.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

namespace spanglass::test {

/// A sink that keeps what it gets, and can be told to refuse, fail or hold back its answers. Answers come from a thread
/// of its own, as the store's do.
class RecordingSink final : public IngestSink {
public:
    RecordingSink();
    ~RecordingSink() override;

    bool submit(IngestRequest request) override;
    std::uint64_t queuedBytes() const override { return 0; }

    void setFull(bool full);
    void setFailure(std::optional<Error> failure);
    void setDuplicates(std::uint64_t duplicates);
    /// While held, requests are taken but neither committed nor answered.
    void setHeld(bool held);

    std::size_t waiting() const; ///< taken and not answered
    std::size_t requests() const; ///< committed
    std::size_t items() const;
    /// The spans of all committed traces requests, in order. Valid as long as the sink.
    std::vector<Span> spans() const;
    /// The compressed captures beside them.
    std::vector<CapturedRequest> captures() const;

private:
    void run();
    void commit(IngestRequest request, std::unique_lock<std::mutex>& lock);

    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<IngestRequest> m_queue;
    std::vector<DecodedRequest> m_committed;
    std::vector<CapturedRequest> m_captures;
    std::optional<Error> m_failure;
    std::uint64_t m_duplicates = 0;
    bool m_full = false;
    bool m_held = false;
    bool m_ending = false;
    std::thread m_writer;
};

} // namespace spanglass::test
