#pragma once

#include "services/replay/ledger/LedgerValues.h"
#include "services/store/duckdb/Connection.h"
#include "services/store/write/TableWriter.h"

#include <functional>
#include <memory>
#include <unordered_set>

namespace spanglass {

/// What is sent on from the store, and what became of it, in the store's own file. A connection of its own: the
/// writer's commits go on beside it. One thread at a time; several ledgers may be open on one store, but each job is
/// written by one of them only.
///
/// A parcel that is to be sent is noted as Sending, by a commit that is on disk, before its first byte leaves. What is
/// found as Sending when the store is opened is therefore all that may have been sent without an answer being known.
class Ledger {
public:
    /// `connection`: a new one of the store (Store::newReader).
    explicit Ledger(std::unique_ptr<duck::Connection> connection);
    ~Ledger();

    /// In state Preparing. Durable.
    Result<LedgerJob> create(const ReplayPlan& plan, bool forward);
    /// One durable transaction: it holds whole or not at all.
    Result<> commit(JobNumber job, const LedgerTurn& turn);
    /// The same for work of several steps on this ledger and its connection, short ones: the writer waits with its next
    /// checkpoint. Within such work it only adds to it.
    Result<> together(const std::function<Result<>()>& work);
    /// Part of such work.
    Result<> write(JobNumber job, const LedgerTurn& turn);

    /// To be called once after the store has been opened, before any job goes on: parcels that were being sent become
    /// uncertain (`waiting` for jobs whose plan sends uncertain ones again), jobs that were under way Interrupted.
    Result<> restore();
    /// All parcels that stand so become something else, without an attempt. Gives their number. `which`: a condition
    /// on a parcel `p`.
    Result<std::uint64_t> move(
        JobNumber job, ParcelState from, ParcelState to, QStringView why, const std::string& which = "true");
    /// What the last arrival check did not find is no longer known to be missing.
    Result<> forgetMissing(JobNumber job);
    /// Out of the list. What was taken stays known, the rest is deleted.
    Result<> remove(JobNumber job);

    /// All that were not removed, the latest first.
    Result<std::vector<LedgerJob>> jobs();
    Result<LedgerJob> job(JobNumber job); ///< NotFound
    Result<LedgerTotals> totals(JobNumber job);
    Result<LedgerEnd> end(JobNumber job);
    /// Those of the parcels `first` to `last` that wait to be sent, in their order.
    Result<std::vector<LedgerParcel>> waiting(JobNumber job, std::int64_t first, std::int64_t last);
    /// All that stand so, in their order.
    Result<std::vector<LedgerParcel>> standing(JobNumber job, ParcelState state);
    Result<std::vector<LedgerPiece>> pieces(JobNumber job, std::int64_t first, std::int64_t last);
    /// Of which it sends spans.
    Result<std::unordered_set<TraceId>> traces(JobNumber job);
    /// In the order of sending.
    Result<std::vector<ReplayEntry>> entries(
        JobNumber job, std::optional<ParcelState> state, std::uint64_t offset, std::uint32_t limit);

    duck::Connection& connection() { return *m_connection; }
    /// Ends what runs with Cancelled. Any thread.
    void interrupt() { m_connection->interrupt(); }

private:
    Result<> apply(JobNumber job, const LedgerTurn& turn);
    Result<std::vector<LedgerJob>> readJobs(const std::string& condition);
    Result<std::vector<LedgerParcel>> readParcels(const std::string& from);

    const std::unique_ptr<duck::Connection> m_connection;
    bool m_isTogether = false; ///< a transaction is open
    TableWriter m_pieces;
    TableWriter m_parcels;
    TableWriter m_log;
};

/// A subquery of a job's parcels by how they stand now: number, state, attempts, step, and at_unix_nano, status,
/// rejected, answer, answer_id, took_ns of the last event. Parcels without one are not in it. `condition`: on the rows
/// of replay_log, "job = 3".
std::string lastEventsSql(const std::string& condition);

/// A subquery of the pieces of some parcels, one row each: job, number (of the parcel), piece. `parcels`: what stands
/// behind FROM, with the parcels as `p`. Meant for joins by equality: DuckDB compares all with all where a piece is
/// asked to lie in a range.
std::string parcelPiecesSql(const std::string& parcels);

} // namespace spanglass
