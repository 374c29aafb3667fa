#pragma once

#include "services/core/StoreControl.h"
#include "services/store/Deletion.h"
#include "services/store/RetentionCut.h"
#include "services/store/StoreOptions.h"

namespace spanglass {

/// What the writer does between commits: writes the log back into the file when it has grown (a checkpoint), removes
/// the oldest traces when the store is too large or they are too old, and gives the space of deleted rows back.
///
/// The size limit counts what is in use on disk. Rows that are deleted take up space until their row group has gone
/// (see RowGroup), so a store that is too large is first checkpointed, then compacted if deleted rows are worth it, and
/// only then are traces removed: as many as make up the excess by the bytes of the requests that brought them.
///
/// Writer's thread.
class Housekeeping {
public:
    Housekeeping(duck::Connection& connection, const StoreOptions& options, const Retention& retention);

    const Retention& retention() const { return m_retention; }
    /// Kept in the store, and checked at the next turn().
    Result<> setRetention(const Retention& retention);

    /// A commit was made: the idle time begins anew.
    void touch();
    /// Traces were deleted for the user: their space comes back in the next quiet moment, if it is worth the work.
    void noteRemoval(const Removal& removal);
    /// When turn() wants to be called at the latest, given that nothing else happens.
    std::chrono::steady_clock::time_point nextTurn() const;
    /// Does what is due, at most one slice of about half a second. Gives what retention removed. What goes wrong is
    /// kept in problem() until the same goes right.
    Removal turn();
    const std::optional<Error>& problem() const { return m_checkpointProblem ? m_checkpointProblem : m_retainProblem; }

    void checkpoint();
    /// In use on disk, write-ahead log included.
    Result<std::uint64_t> usedBytes();

private:
    using Moment = std::chrono::steady_clock::time_point;

    std::uint64_t logBytes() const;
    bool canCheckpoint() const;
    Result<Removal> retain();
    Result<Removal> removeSlice(std::int64_t first);
    /// Rows before this number have to go; 0 for none.
    /// What the limits take goes up to here; 0 or the first when they take nothing.
    Result<std::int64_t> cutBefore(SeqRange range);
    Result<std::int64_t> tooOldBefore();
    Result<std::int64_t> tooManyBefore(SeqRange range);
    /// The cut for both, but what waits to be sent stays: it never goes for its age, and for the store's size only when
    /// nothing else is left to go.
    Result<std::int64_t> sparing(std::int64_t tooOld, std::int64_t tooMany, SeqRange range);
    /// How many requests there are, of those from m_forcedFrom on; 0 unless the cut is forced.
    Result<std::uint64_t> countForced();
    /// Frees what deleted rows take up, one row group a call. False when there is nothing worth so many bytes.
    Result<bool> compact(std::uint64_t worthBytes);
    /// Puts row groups together that are too small.
    void fold();
    bool isIdle() const;
    Moment idleCheckpoint() const;
    bool isClockSteady();

    duck::Connection& m_connection;
    const QString m_file;
    const std::uint64_t m_checkpointBytes;
    const StoreClock m_clock;
    Retention m_retention;
    Moment m_lastCommit;
    Moment m_noCheckpointBefore{};
    Moment m_nextCheck; ///< of retention
    bool m_dirty = false; ///< changed since the last checkpoint
    int m_checkpointsSinceFold = 8; ///< what earlier runs left is looked at soon
    std::uint64_t m_unfreed = 0; ///< bytes of deleted rows that may still be in use, about
    std::optional<Error> m_checkpointProblem;
    std::optional<Error> m_retainProblem;

    // The removal under way, slice by slice, oldest first.
    std::int64_t m_cut = 0; ///< rows before this number go; 0 when none is under way
    std::int64_t m_cutDone = 0; ///< rows before this number have been dealt with
    std::uint64_t m_cutRemoved = 0;
    std::int64_t m_forcedFrom
        = 0; ///< requests from here on wait to be passed on, and are cut all the same; 0 when none are

    UnixNanos m_seenWall;
    Moment m_seenSteady;
    Moment m_trustClockFrom;
};

} // namespace spanglass
