#pragma once

#include "services/core/StoreControl.h"

#include <functional>
#include <mutex>

namespace spanglass {

/// Carries news from the writer's thread to the window: the latest status, and what commits changed since the last
/// look. Any thread.
class CommitFeed {
public:
    /// `wake` is called, on the writer's thread, when there is news and none was waiting. An empty one stops it.
    void setListener(std::function<void()> wake);

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

    mutable std::mutex m_mutex;
    std::function<void()> m_wake;
    StoreStatus m_status;
    News m_news;
    bool m_waiting = false; ///< the listener was woken and has not looked yet
};

} // namespace spanglass
