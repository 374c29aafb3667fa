#pragma once

#include "app/replay/LedgerThread.h"
#include "app/replay/TargetPorts.h"
#include "services/core/ForwardControl.h"
#include "services/core/StoreControl.h"
#include "services/replay/forward/ForwardJobs.h"

namespace spanglass {

class ForwardRun;

/// Passing on what the receiver takes, in the process that holds the store. GUI thread.
class ForwardDesk final : public ForwardControl {
    Q_OBJECT
public:
    /// All must outlive this.
    ForwardDesk(Store& store, LedgerThread& ledger, TargetPorts ports, QObject* parent = nullptr);
    ~ForwardDesk() override; ///< waits shortly for what is under way; what waits goes on with the next resume()

    /// Goes on with what was set up before the program ended, if anything was; what was kept is shown.
    void resume();

    QFuture<Result<>> start(ReplayTarget target, TargetHeaders headers) override;
    void stop(ForwardStop how) override;
    ForwardStatus status() const override;

private:
    struct Wanted {
        ReplayTarget target;
        TargetHeaders headers;
        std::function<void(Result<>)> done;
    };

    void startAt(Wanted wanted);
    void begin();
    void signIn(const ForwardStatus& standing);
    void prepared(bool launches);
    void overtake();
    void launch();
    void ended(const ForwardStatus& status);
    void settle();
    void showKept();
    void showStopped(ForwardStatus status, const Error& error);
    void show(const ForwardStatus& status);

    Store& m_store;
    LedgerThread& m_ledger;
    const TargetPorts m_ports;
    const std::uint64_t m_lostBefore;
    std::deque<LedgerJob> m_jobs; ///< that go on, one after the other: the first runs, if any does
    TargetKeys m_keys;
    bool m_isPreparing = false; ///< it is being found out what is to run, or noted what is not to; no run then
    std::optional<ForwardStop> m_stopping;
    int m_turn = 0; ///< of starts and stops: what is still being placed for an earlier one does not count
    std::optional<Wanted> m_next; ///< when what runs has ended, or what is being prepared is known
    ForwardStatus m_status;
    std::unique_ptr<ForwardRun> m_run;
    std::shared_ptr<void> m_watch; ///< of commits, for m_run
};

} // namespace spanglass
