#pragma once

#include <QByteArrayList>
#include <QThread>

#include <atomic>
#include <mutex>

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

    /// From now on the answer to every request that contains this is kept back, until release().
    void holdBack(const QByteArray& part);
    void release() { holdBack({}); }
    /// Whether such an answer is there: what was asked for is done, and who asked does not know.
    bool isHoldingBack() const { return m_kept > 0; }
    /// The first lines of all requests so far, such as "GET /path HTTP/1.1".
    QByteArrayList requests() const;

private:
    class Door;
    class Passage;

    bool isKept(const QByteArray& request) const;
    void note(const QByteArray& request);

    QThread m_thread;
    quint16 m_port = 0;
    std::atomic<quint64> m_ticks = 0;
    std::atomic<int> m_held = 0;
    std::atomic<int> m_kept = 0; ///< passages with an answer that is kept back
    mutable std::mutex m_mutex;
    QByteArray m_part; ///< of requests whose answers are kept back
    QByteArrayList m_requests;
};

} // namespace spanglass::test
