#pragma once

#include "services/replay/TargetPace.h"
#include "services/replay/run/Backlog.h"
#include "services/replay/run/ReplayPorts.h"
#include "services/replay/run/RunInbox.h"
#include "services/replay/run/RunTally.h"

#include <map>

namespace spanglass {

/// The work of a run, turn by turn: hears answers and wishes, chooses what leaves next, writes both into the ledger in
/// one durable commit, and only then sends. One thread.
class RunLoop {
public:
    RunLoop(JobNumber job, const ReplayPorts& ports, std::shared_ptr<RunInbox> inbox);
    ~RunLoop();

    /// Returns when nothing is left to send, or nothing more is to be sent.
    void run();

private:
    using Clock = std::chrono::steady_clock;
    using Moment = Clock::time_point;

    Result<> begin();
    Result<> plan();
    Result<> goOn();
    Result<> settleLost();
    void fail(const Error& error);

    Result<> turn();
    Result<> issue(LedgerTurn& turn, std::vector<Parcel>& leaving);
    void hurry();
    Result<> advance(LedgerTurn& turn, bool isIdle);
    void enter(ReplayState state, LedgerTurn& turn);
    Result<> commit(const LedgerTurn& turn);
    void send(Parcel parcel);

    // What becomes of parcels.
    Result<> settle(const RunInbox::Answer& news, LedgerTurn& turn);
    Result<> makeSmaller(HeldParcel held, const ExportAnswer& answer, LedgerTurn& turn);
    void tryAgain(HeldParcel held, const ExportAnswer& answer, LedgerTurn& turn);
    void refuse(HeldParcel& held, ParcelState from, const ExportAnswer& answer, LedgerTurn& turn);
    void note(HeldParcel& held, ParcelState state, const ExportAnswer* answer, LedgerTurn& turn);
    void stopFor(const ExportAnswer& answer);

    Moment dueAt(const LedgerParcel& parcel, Moment now);
    Moment wakeAt() const;
    void publish();

    const JobNumber m_number;
    const ReplayPorts& m_ports;
    const std::shared_ptr<RunInbox> m_inbox;
    Ledger m_ledger;
    LedgerJob m_job;
    LedgerEnd m_end;
    std::uint64_t m_takenBefore = 0; ///< spans that were left out when it was planned
    std::unique_ptr<ParcelReader> m_reader;
    std::unique_ptr<Backlog> m_backlog;
    std::shared_ptr<TargetPace> m_pace;
    RunTally m_tally;
    std::map<std::int64_t, HeldParcel> m_underWay;
    std::unique_ptr<Exporter> m_exporter; ///< before what its answers need

    RunWish m_wish = RunWish::Go;
    bool m_isOver = false;
    std::optional<Error> m_stop; ///< why no more is sent
    std::optional<Error> m_firstRefusal;
    int m_troubles = 0; ///< refusals and uncertain ones in a row
    std::optional<Moment> m_hurryAt; ///< when what is under way is not waited for any longer
    QString m_waitsFor;
    Moment m_next{}; ///< when pace or gaps let the next one go; not set when they do not count
    struct Anchor {
        Moment moment;
        UnixNanos arrival;
    };
    std::optional<Anchor> m_anchor; ///< from where gaps are counted
    Moment m_published{};
};

} // namespace spanglass
