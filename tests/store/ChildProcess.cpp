#include "tests/store/ChildProcess.h"

#include <csignal>
#include <cstdlib>
#include <utility>

#include <sys/wait.h>
#include <unistd.h>

namespace spanglass::test {

namespace {

constexpr uid_t Nobody = 65534;

} // namespace

void ChildProcess::Pipe::write(const QByteArray& bytes) {
    qsizetype done = 0;
    while (done < bytes.size()) {
        const ssize_t n = ::write(m_out, bytes.constData() + done, static_cast<std::size_t>(bytes.size() - done));
        if (n <= 0)
            _exit(3);
        done += n;
    }
}

void ChildProcess::Pipe::waitForParent() {
    char byte = 0;
    while (::read(m_in, &byte, 1) > 0) { }
}

ChildProcess::ChildProcess(const std::function<void(Pipe&)>& run) {
    int up[2];
    int down[2];
    if (pipe(up) != 0 || pipe(down) != 0)
        qFatal("no pipe");
    m_pid = fork();
    if (m_pid == 0) {
        close(up[0]);
        close(down[1]);
        Pipe pipe(up[1], down[0]);
        run(pipe);
        // No destructors of what belongs to the parent.
        _exit(0);
    }
    close(up[1]);
    close(down[0]);
    m_fromChild = up[0];
    m_toChild = down[1];
}

ChildProcess::~ChildProcess() { wait(); }

QByteArray ChildProcess::read() {
    QByteArray bytes(64 * 1024, Qt::Uninitialized);
    const ssize_t n = ::read(m_fromChild, bytes.data(), static_cast<std::size_t>(bytes.size()));
    bytes.truncate(n > 0 ? n : 0);
    return bytes;
}

QByteArray ChildProcess::readAll() {
    QByteArray all;
    for (QByteArray part = read(); !part.isEmpty(); part = read())
        all += part;
    return all;
}

void ChildProcess::kill() { ::kill(m_pid, SIGKILL); }

int ChildProcess::wait() {
    if (m_pid > 0) {
        close(m_toChild);
        waitpid(std::exchange(m_pid, -1), &m_status, 0);
        close(m_fromChild);
    }
    return m_status;
}

void dropRoot() {
    if (geteuid() == 0 && setuid(Nobody) != 0)
        _exit(4);
}

} // namespace spanglass::test
