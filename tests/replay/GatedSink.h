#pragma once

#include "tests/replay/ScriptedSink.h"

#include <condition_variable>
#include <limits>

namespace spanglass::test {

/// A sink that takes a number of requests, and leaves the next one without an answer until it may take more.
class GatedSink {
public:
    explicit GatedSink(int upTo)
        : m_upTo(upTo) { }
    ~GatedSink() { open(); }

    /// It may take so many requests in all.
    void open(int upTo = std::numeric_limits<int>::max()) {
        {
            const std::scoped_lock lock(m_mutex);
            m_upTo = upTo;
        }
        m_changed.notify_all();
    }
    QString url() const { return m_sink.url(); }
    QList<SinkRequest> taken() const { return m_sink.taken(); }
    qsizetype count() const { return taken().size(); }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    int m_upTo;
    ScriptedSink m_sink{[this](const SinkRequest& request) {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [&] { return request.number <= m_upTo; });
        return SinkAct::take();
    }};
};

} // namespace spanglass::test
