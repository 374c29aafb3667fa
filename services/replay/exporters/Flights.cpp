#include "services/replay/exporters/Flights.h"

#include "services/replay/exporters/HttpAnswers.h"

#include <utility>

namespace spanglass {

void Flights::begin() {
    const std::scoped_lock lock(m_mutex);
    ++m_underWay;
}

void Flights::end() {
    const std::scoped_lock lock(m_mutex);
    if (--m_underWay == 0)
        m_ended.notify_all();
}

void Flights::waitForAll() {
    std::unique_lock lock(m_mutex);
    m_ended.wait(lock, [this] { return m_underWay == 0; });
}

Flight::Flight(std::shared_ptr<Flights> flights, Exporter::Done done)
    : m_flights(std::move(flights))
    , m_done(std::move(done)) {
    m_flights->begin();
}

Flight::~Flight() {
    if (m_done)
        land(notSentAnswer());
}

void Flight::land(ExportAnswer answer) {
    std::exchange(m_done, nullptr)(std::move(answer));
    m_flights->end();
}

} // namespace spanglass
