#pragma once

#include "services/core/StoreControl.h"

#include <functional>
#include <memory>
#include <mutex>

namespace spanglass {

/// Carries news from the writer's thread to the window: the latest status, and what commits changed since the last
/// look. Any thread.
class CommitFeed : public std::enable_shared_from_this<CommitFeed> {
public:
    /// `wake` is called, on the writer's thread, when there is news and none was waiting. An empty one stops it.
    void setListener(std::function<void()> wake);

    /// `committed` is called after each commit, on the writer's thread, until the token goes; it must not wait. The
    /// token may go on any thread, but not within the call.
    std::shared_ptr<void> watch(std::function<void()> committed);

    void noteCommit(); ///< of anything
    void addTraces(const std::vector<TraceId>& traces, std::uint64_t spans); ///< a commit
    void addRemoval(); ///< traces were deleted
    void setStatus(StoreStatus status);

    StoreStatus status() const;
    struct News {
        std::optional<CommitSummary> summary; ///< absent when nothing was committed or removed
        bool statusChanged = false;
    };
    News take();

private:
    template <class Change> void change(Change apply);

    std::mutex m_watchMutex; ///< held while watchers are called
    std::vector<std::function<void()>*> m_watchers;
    mutable std::mutex m_mutex;
    std::function<void()> m_wake;
    StoreStatus m_status;
    News m_news;
    bool m_waiting = false; ///< the listener was woken and has not looked yet
};

} // namespace spanglass
