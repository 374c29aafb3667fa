#pragma once

#include <QThread>

#include <atomic>

namespace spanglass::test {

/// A way to a server on loopback on which every answer is held back until tick() was called some more times since it
/// came. Called by a timer of the window's thread, it lets no answer through while that thread waits for one.
class GatedProxy {
public:
    static constexpr quint64 Ticks = 20;

    explicit GatedProxy(quint16 upstream);
    ~GatedProxy();
    GatedProxy(const GatedProxy&) = delete;
    GatedProxy& operator=(const GatedProxy&) = delete;

    quint16 port() const { return m_port; }
    void tick() { ++m_ticks; }
    /// Answers that had to wait so far.
    int held() const { return m_held; }

private:
    class Door;
    class Passage;

    QThread m_thread;
    quint16 m_port = 0;
    std::atomic<quint64> m_ticks = 0;
    std::atomic<int> m_held = 0;
};

} // namespace spanglass::test
