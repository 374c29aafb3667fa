#include "app/StopSignals.h"

#include <chrono>
#include <csignal>

namespace spanglass {

using namespace std::chrono_literals;

namespace {

volatile std::sig_atomic_t g_stop = 0;

extern "C" void rememberStop(int) { g_stop = 1; }

} // namespace

StopSignals::StopSignals(QObject* parent)
    : QObject(parent) {
    std::signal(SIGINT, rememberStop);
    std::signal(SIGTERM, rememberStop);
#ifdef SIGHUP
    std::signal(SIGHUP, rememberStop);
#endif
    // A handler may do no more than set a flag, and waking the loop differs between systems; looking at the flag does
    // not.
    connect(&m_poll, &QTimer::timeout, this, [this] {
        if (g_stop) {
            g_stop = 0;
            Q_EMIT stopRequested();
        }
    });
    m_poll.start(100ms);
}

} // namespace spanglass
