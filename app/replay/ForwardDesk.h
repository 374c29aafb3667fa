#pragma once

#include "app/replay/LedgerThread.h"
#include "app/replay/TargetPorts.h"
#include "services/core/ForwardControl.h"
#include "services/core/StoreControl.h"

#include <deque>

namespace spanglass {

class ForwardRun;

/// Passing on what the receiver takes, in the process that holds the store. GUI thread.
class ForwardDesk final : public ForwardControl {
    Q_OBJECT
public:
    /// All must outlive this.
    ForwardDesk(Store& store, LedgerThread& ledger, TargetPorts ports, QObject* parent = nullptr);
    ~ForwardDesk() override; ///< waits shortly for what is under way; what waits goes on with the next resume()

    /// Goes on with what was set up before the program ended, if anything was.
    void resume();

    QFuture<Result<>> start(ReplayTarget target, TargetHeaders headers) override;
    void stop(ForwardStop how) override;
    ForwardStatus status() const override;

private:
    using Jobs = std::deque<LedgerJob>;
    struct Wanted {
        ReplayTarget target;
        TargetHeaders headers;
        std::function<void(Result<>)> done;
    };

    void startAt(Wanted wanted);
    void begin(Wanted wanted);
    void take(const Jobs& jobs, const TargetKeys& keys);
    void launch();
    void ended(const ForwardStatus& status);
    void fail(const ReplayTarget& target, const Error& error);
    void show(const ForwardStatus& status);

    Store& m_store;
    LedgerThread& m_ledger;
    const TargetPorts m_ports;
    const std::uint64_t m_lostBefore;
    Jobs m_jobs; ///< that go on, one after the other: the first runs
    TargetKeys m_keys;
    std::optional<ForwardStop> m_stopping;
    std::optional<Wanted> m_next; ///< when what runs has ended
    ForwardStatus m_status;
    std::unique_ptr<ForwardRun> m_run;
    std::shared_ptr<void> m_watch; ///< of commits, for m_run
};

} // namespace spanglass
