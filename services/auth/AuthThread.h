#pragma once

#include <QObject>
#include <QThread>

#include <functional>
#include <mutex>

namespace spanglass {

/// One thread with an event loop, on which everything about signing in runs: processes, the keychain, timers and the
/// order of calls. What it does is short; it never waits.
class AuthThread {
public:
    AuthThread();
    ~AuthThread(); ///< stops
    AuthThread(const AuthThread&) = delete;
    AuthThread& operator=(const AuthThread&) = delete;

    /// Ends what is under way and then the thread; to be called before anything goes that works on it.
    void stop();

    /// Runs `work` there, soon. Any thread. Dropped after stop().
    void run(std::function<void()> work);
    /// For use on the thread only: parent of what works there, which goes with it.
    QObject* context() const { return m_context; }

private:
    QThread m_thread;
    QObject* const m_context;
    std::mutex m_mutex;
    bool m_stopped = false;
};

} // namespace spanglass
