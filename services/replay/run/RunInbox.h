#pragma once

#include "services/replay/Exporter.h"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <vector>

namespace spanglass {

/// What is wanted of a run.
enum class RunWish : std::uint8_t {
    Go,
    Pause,
    Cancel,
    End, ///< the program ends: the replay stays as it is
};

/// What reaches a run from other threads: wishes, and the answers of its target.
class RunInbox {
public:
    struct Answer {
        std::int64_t parcel = 0;
        ExportAnswer answer;
    };
    struct News {
        RunWish wish = RunWish::Go;
        std::vector<Answer> answers = {};
    };

    /// After Cancel and End nothing else is heard.
    void setWish(RunWish wish);
    void add(std::int64_t parcel, ExportAnswer answer);
    RunWish wish() const;
    /// Waits until there is something that was not given yet, or the time has come.
    News take(std::chrono::steady_clock::time_point until);

private:
    mutable std::mutex m_mutex;
    std::condition_variable m_came;
    RunWish m_wish = RunWish::Go;
    bool m_wishIsNew = false;
    std::vector<Answer> m_answers;
};

} // namespace spanglass
