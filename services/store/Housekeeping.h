#pragma once

#include "services/core/StoreControl.h"
#include "services/store/Deletion.h"
#include "services/store/StoreOptions.h"

namespace spanglass {

/// What the writer does between commits: writes the log back into the file when it has grown (a checkpoint), and
/// removes the oldest traces when the store is too large or they are too old. Writer's thread.
class Housekeeping {
public:
    Housekeeping(duck::Connection& connection, const StoreOptions& options, const Retention& retention);

    const Retention& retention() const { return m_retention; }
    /// Kept in the store, and checked at the next turn().
    Result<> setRetention(const Retention& retention);

    /// A commit was made: the idle time begins anew.
    void touch();
    /// When turn() wants to be called at the latest, given that nothing else happens.
    std::chrono::steady_clock::time_point nextTurn() const;
    /// Does what is due, at most one slice of about half a second. Gives what retention removed.
    Result<Removal> turn();

    Result<> checkpoint();
    /// In use on disk, write-ahead log included.
    Result<std::uint64_t> usedBytes();

private:
    using Moment = std::chrono::steady_clock::time_point;

    std::uint64_t logBytes() const;
    bool canCheckpoint() const;
    Result<Removal> retain();
    /// Rows before this number have to go; 0 for none.
    Result<std::int64_t> tooOldBefore();
    Result<std::int64_t> tooManyBefore(std::int64_t first, std::int64_t last);
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

    // The removal under way, slice by slice, oldest first.
    std::int64_t m_cut = 0; ///< rows before this number go; 0 when none is under way
    std::int64_t m_cutDone = 0; ///< rows before this number have been dealt with
    std::uint64_t m_cutRemoved = 0;

    UnixNanos m_seenWall;
    Moment m_seenSteady;
    Moment m_trustClockFrom;
};

} // namespace spanglass
