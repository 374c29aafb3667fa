#pragma once

#include <QByteArray>

#include <functional>

#include <sys/types.h>

namespace spanglass::test {

/// A forked copy of the test that runs a function and ends; for what a test must not do to itself. POSIX only. Start it
/// before any thread runs in the test: a fork copies only the thread that forks.
class ChildProcess {
public:
    class Pipe {
    public:
        explicit Pipe(int out, int in)
            : m_out(out)
            , m_in(in) { }
        void write(const QByteArray& bytes);
        void waitForParent(); ///< until the parent lets go

    private:
        int m_out;
        int m_in;
    };

    /// ThreadSanitizer supports no threads in a forked child; a test whose child needs them is skipped with it.
#ifdef __SANITIZE_THREAD__
    static constexpr bool MayHaveThreads = false;
#else
    static constexpr bool MayHaveThreads = true;
#endif

    explicit ChildProcess(const std::function<void(Pipe&)>& run);
    ~ChildProcess(); ///< lets go, and waits

    pid_t pid() const { return m_pid; }
    QByteArray read(); ///< the next bytes that come, empty at the end
    QByteArray readAll();
    void kill(); ///< with SIGKILL
    int wait(); ///< its status as waitpid gives it

private:
    pid_t m_pid = -1;
    int m_fromChild = -1;
    int m_toChild = -1;
    int m_status = -1;
};

/// Goes on as a plain user when run by root, whom no permission stops.
void dropRoot();

} // namespace spanglass::test
