#pragma once

#include "services/replay/run/ReplayPorts.h"
#include "services/replay/run/RunInbox.h"

#include <thread>

namespace spanglass {

class RunLoop;

/// Sends a job of the ledger in a thread of its own: plans it first when it is new, goes on where it stood otherwise.
/// What it comes to is published; after Done, Cancelled, Stopped and Interrupted nothing more is. Any thread.
class ReplayRun {
public:
    ReplayRun(JobNumber job, ReplayPorts ports);
    /// As when the program ends: waits two seconds for the answers of what is under way, then the job is Interrupted.
    ~ReplayRun();

    /// Nothing more leaves. Paused is published when all that is under way has its answer.
    void pause();
    void goOn();
    void cancel();
    /// As the destructor, without waiting: for several runs at once.
    void end();

private:
    const ReplayPorts m_ports;
    const std::shared_ptr<RunInbox> m_inbox;
    const std::unique_ptr<RunLoop> m_loop;
    std::thread m_thread;
};

} // namespace spanglass
