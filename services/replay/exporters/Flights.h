#pragma once

#include "services/replay/Exporter.h"

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>

namespace spanglass {

/// What an exporter has under way. Any thread.
class Flights {
public:
    bool isAbandoned() const { return m_abandoned; }
    void abandon() { m_abandoned = true; }
    void begin();
    void end();
    void waitForAll();

private:
    std::atomic<bool> m_abandoned = false;
    std::mutex m_mutex;
    std::condition_variable m_ended;
    int m_underWay = 0;
};

/// One parcel's way to its one answer: NotSent when it goes without having been given another.
class Flight {
public:
    Flight(std::shared_ptr<Flights> flights, Exporter::Done done);
    ~Flight();
    Flight(const Flight&) = delete;
    Flight& operator=(const Flight&) = delete;

    void land(ExportAnswer answer);

private:
    const std::shared_ptr<Flights> m_flights;
    Exporter::Done m_done; ///< empty once it was called
};

} // namespace spanglass
