#pragma once

#include "services/store/CommitFeed.h"
#include "services/store/Housekeeping.h"
#include "services/store/write/GroupCommit.h"
#include "services/store/write/WriterQueue.h"

#include <thread>

namespace spanglass {

/// The one thread that writes to a store: commits what waits in groups, as large as the load makes them and without
/// waiting for more, and keeps house in between (checkpoints, retention, deletions, recovery after a failure of the
/// disk).
class Writer final : public IngestSink {
public:
    Writer(std::shared_ptr<duck::Database> database, std::shared_ptr<CommitFeed> feed, const StoreOptions& options,
        const Retention& retention);
    /// Commits what waits, then ends.
    ~Writer() override;

    bool submit(IngestRequest request) override;
    std::uint64_t queuedBytes() const override { return m_queue.bytes(); }

    /// The answers come on the writer's thread. False when the writer is closing: `done` is not called.
    bool deleteTraces(std::vector<TraceId> traces, std::function<void(Result<std::uint64_t>)> done);
    bool clear(std::function<void(Result<>)> done);
    bool setRetention(const Retention& retention);

private:
    void run();
    std::chrono::steady_clock::time_point nextTurn() const;
    void commit(const std::vector<QueuedRequest>& group);
    Result<std::vector<IngestReceipt>> tryCommit(RequestGroup group);
    void keepHouse();
    /// A slice of what GroupCommit reads while no one waits.
    void readOn();
    /// Makes the store usable: opens it anew when it broke, and reads what the commits need. Fails while the disk does.
    Result<> prepare();
    /// What the status says about writing, from now on.
    void note(const Result<>& outcome);
    void publish();

    const std::shared_ptr<duck::Database> m_database;
    const std::shared_ptr<CommitFeed> m_feed;
    const StoreClock m_clock;
    const std::unique_ptr<duck::Connection> m_connection;
    GroupCommit m_commit;
    Housekeeping m_house;
    WriterQueue m_queue;
    bool m_ready = false;
    std::chrono::steady_clock::time_point m_noReopenBefore{};
    std::uint64_t m_tracesRemoved = 0;
    std::uint64_t m_waitingRemoved = 0;
    std::optional<Error> m_problem;
    std::thread m_thread;
};

} // namespace spanglass
