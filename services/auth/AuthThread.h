#pragma once

#include <QObject>
#include <QThread>

#include <functional>

namespace spanglass {

/// One thread with an event loop, on which everything about signing in runs: processes, the keychain, timers and the
/// order of calls. What it does is short; it never waits.
class AuthThread {
public:
    AuthThread();
    ~AuthThread(); ///< ends what is under way, then the thread
    AuthThread(const AuthThread&) = delete;
    AuthThread& operator=(const AuthThread&) = delete;

    /// Runs `work` there, soon. Any thread. Dropped when the thread has ended.
    void run(std::function<void()> work);
    /// Lives on the thread; parent of what works there, which goes with it.
    QObject* context() const { return m_context; }

private:
    QThread m_thread;
    QObject* m_context;
};

} // namespace spanglass
