#pragma once

#include "services/core/ForwardControl.h"
#include "services/replay/forward/ForwardGate.h"
#include "services/replay/forward/ForwardLanes.h"
#include "services/replay/forward/ForwardMeter.h"
#include "services/replay/ledger/Ledger.h"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace spanglass {

class Exporter;

struct ForwardPorts {
    /// A new line to the store, made in the run's thread.
    std::function<std::unique_ptr<duck::Connection>()> connect;
    /// Made in the run's thread. Its error stops the run as a target that refuses everything does.
    std::function<Result<std::unique_ptr<Exporter>>()> exporter;
    /// At most ten times a second, on the run's thread.
    std::function<void(ForwardStatus)> publish;
    /// Once, last, on the run's thread: Off, or Stopped with the problem. The ledger says the same.
    std::function<void(ForwardStatus)> ended;
    std::int64_t parcelsInFull = 4'096; ///< that are listed one by one; what was taken before is folded as often
};

/// Passes on what one forwarding of the ledger has to, on a thread of its own, until it is stopped or a failure meets
/// every request. What waits is in the store alone; in memory there is no more than the next few. Any thread.
class ForwardRun {
public:
    ForwardRun(LedgerJob job, ForwardPorts ports);
    /// The program ends: what waits goes on when the store is opened again. Waits shortly for what is under way.
    ~ForwardRun();
    ForwardRun(const ForwardRun&) = delete;
    ForwardRun& operator=(const ForwardRun&) = delete;

    /// There may be something new in the store. Does not wait.
    void wake();
    void stop(ForwardStop how);
    /// As the destructor, without waiting.
    void leave();

private:
    using Moment = std::chrono::steady_clock::time_point;
    struct Answered {
        std::int64_t number = 0;
        ExportAnswer answer;
    };
    /// What others ask of the run's thread.
    struct Asked {
        std::vector<Answered> answers;
        std::optional<ForwardStop> stop;
        bool leave = false;
        bool news = true;
    };

    void run();
    Result<> begin();
    Result<> bringBack();
    void bringBack(ForwardParcel parcel, LedgerTurn& turn);
    Asked takeAsked();
    void heed(const Asked& asked);
    Result<> list();
    void settle(Answered answered, LedgerTurn& turn);
    void choose(LedgerTurn& turn, std::vector<ForwardParcel>& leaving);
    void note(ForwardParcel& parcel, LedgerTurn& turn, ParcelState state, const ExportAnswer& answer = {});
    void split(ForwardParcel parcel, LedgerTurn& turn, const ExportAnswer& answer);
    /// What is not in the store any more.
    void lose(ForwardParcel& parcel, LedgerTurn& turn);
    void leaveOut(ForwardParcel& parcel, LedgerTurn& turn, ParcelState state, const Error& why);
    /// Repeats until the store takes it, or the program ends.
    bool commit(const LedgerTurn& turn);
    void send(ForwardParcel parcel);
    void fold();
    bool isDone() const;
    ForwardState state() const;
    QString waitsFor() const;
    ForwardStatus describe();
    void publish(bool atOnce);
    void waitForNews();
    void end();
    LedgerChange lastChange() const;
    ForwardBacklog backlog();

    const ForwardPorts m_ports;
    LedgerJob m_job;
    std::unique_ptr<Ledger> m_ledger;
    std::unique_ptr<Exporter> m_exporter;
    ForwardLanes m_lanes;
    ForwardGate m_gate;
    ForwardMeter m_meter;
    std::unordered_set<std::int64_t> m_forwarded; ///< after the cursor, and in a parcel all the same
    std::map<std::int64_t, ForwardParcel> m_underWay; ///< by number
    LedgerEnd m_numbers; ///< the highest given
    std::int64_t m_foldAt = 1; ///< when the parcel of this number is no longer listed in full
    std::int64_t m_listed = 0; ///< requests up to this one are in lanes or have left
    std::int64_t m_until = 0; ///< the last request that belongs to it; 0: no end
    std::optional<ForwardStop> m_stopping;
    bool m_leaving = false;
    bool m_listedAll = false;
    bool m_isOver = false;
    std::optional<Error> m_blocked;
    std::optional<Error> m_failure; ///< the last one, until something is taken
    std::optional<Error> m_storeProblem;

    std::mutex m_mutex;
    std::condition_variable m_changed;
    Asked m_asked;
    std::thread m_thread;
};

} // namespace spanglass
