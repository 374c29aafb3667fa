#include "services/replay/run/ReplayRun.h"

#include "services/replay/run/RunLoop.h"

namespace spanglass {

ReplayRun::ReplayRun(JobNumber job, ReplayPorts ports)
    : m_ports(std::move(ports))
    , m_inbox(std::make_shared<RunInbox>())
    , m_loop(std::make_unique<RunLoop>(job, m_ports, m_inbox))
    , m_thread([this] { m_loop->run(); }) { }

ReplayRun::~ReplayRun() {
    end();
    m_thread.join();
}

void ReplayRun::pause() { m_inbox->setWish(RunWish::Pause); }

void ReplayRun::goOn() { m_inbox->setWish(RunWish::Go); }

void ReplayRun::cancel() { m_inbox->setWish(RunWish::Cancel); }

void ReplayRun::end() { m_inbox->setWish(RunWish::End); }

} // namespace spanglass
