#include "app/verbs/ProgressLine.h"

#include "app/Terminal.h"

#include <utility>

namespace spanglass {

namespace {

void writeError(const QByteArray& bytes) {
    std::fwrite(bytes.constData(), 1, static_cast<std::size_t>(bytes.size()), stderr);
    std::fflush(stderr);
}

} // namespace

ProgressLine::ProgressLine()
    : m_clock([this] { return m_began.elapsed(); }) {
    if (isTerminal(stderr))
        m_write = writeError;
    m_began.start();
}

ProgressLine::ProgressLine(Write write, Clock clock)
    : m_write(std::move(write))
    , m_clock(std::move(clock)) { }

void ProgressLine::show(const QString& line) {
    if (!m_write || line == m_shown)
        return;
    const qint64 now = m_clock();
    if (now < m_nextMs)
        return;
    m_nextMs = now + BetweenMs;
    // Blanks take away what a longer line left.
    m_write('\r' + line.leftJustified(m_shown.size()).toUtf8());
    m_shown = line;
}

void ProgressLine::clear() {
    if (m_shown.isEmpty())
        return;
    m_write('\r' + QByteArray(m_shown.size(), ' ') + '\r');
    m_shown.clear();
}

} // namespace spanglass
