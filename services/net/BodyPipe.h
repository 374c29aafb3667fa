#pragma once

#include <QByteArray>

#include <condition_variable>
#include <mutex>

namespace spanglass {

/// A big answer on its way to a worker thread, in pieces. The client stops reading from the network while `capacity`
/// bytes wait here, so a slow reader costs no memory.
class BodyPipe {
public:
    static constexpr qsizetype DefaultCapacity = 4 << 20;

    explicit BodyPipe(qsizetype capacity = DefaultCapacity)
        : m_capacity(capacity) { }

    /// Everything that has arrived; waits for at least one byte. Empty at the end, also after a failure: the request's
    /// future tells which. For a worker thread, never for the GUI's.
    QByteArray read();
    /// The reader wants no more: the request ends as Cancelled.
    void abandon();

    // The client's side, on its thread.
    bool hasRoom() const;
    bool isAbandoned() const;
    void write(const char* bytes, qsizetype size); ///< may exceed the capacity by one inflated piece
    void finish();

private:
    const qsizetype m_capacity;
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    QByteArray m_waiting;
    bool m_finished = false;
    bool m_abandoned = false;
};

} // namespace spanglass
