#include "services/store/Housekeeping.h"

#include "services/store/Compaction.h"
#include "services/store/Meta.h"
#include "services/store/StoreCounts.h"
#include "services/store/WaitingRequests.h"

#include <QFileInfo>

#include <algorithm>
#include <filesystem>

namespace spanglass {

using namespace std::chrono_literals;

namespace {

constexpr auto IdleBeforeCheckpoint = 2s;
constexpr auto LongIdle = 5min; ///< before a checkpoint of next to nothing
constexpr std::uint64_t LittleLog = 4u << 20; ///< bytes; read again in no time when the store is opened
constexpr int CheckpointsBetweenFolds = 8;
constexpr auto Retry = 10s; ///< after something that failed
constexpr auto CheckEvery = 60s;
constexpr std::int64_t SliceRows = 100'000; ///< some tenths of a second
constexpr std::int64_t SliceBlocks = 256; ///< 64 MB, some tenths of a second too
constexpr double BlockBytes = 256 * 1024;
constexpr std::uint64_t WorthCompacting = 4u << 20; ///< bytes of deleted rows; what is less goes with its neighbours
constexpr double SizeGoal = 0.9; ///< of the limit, so that removal does not run all the time
constexpr auto ClockJump = 1h;
constexpr auto ClockProbation = 10min;

} // namespace

Housekeeping::Housekeeping(duck::Connection& connection, const StoreOptions& options, const Retention& retention)
    : m_connection(connection)
    , m_file(options.file)
    , m_checkpointBytes(options.checkpointBytes)
    , m_clock(options.clock)
    , m_retention(retention)
    , m_lastCommit(m_clock.steady())
    , m_nextCheck(m_lastCommit)
    , m_seenWall(m_clock.wall())
    , m_seenSteady(m_lastCommit)
    , m_trustClockFrom(m_lastCommit) { }

Result<> Housekeeping::setRetention(const Retention& retention) {
    m_retention = retention;
    m_nextCheck = m_clock.steady();
    m_cut = 0;
    // Both limits or neither: an absent limit means that it is off.
    Result<> done = m_connection.execute("BEGIN");
    if (!done)
        return done;
    done = writeRetention(m_connection, retention);
    if (done)
        done = m_connection.execute("COMMIT");
    if (!done)
        (void)m_connection.execute("ROLLBACK");
    return done;
}

void Housekeeping::touch() {
    m_lastCommit = m_clock.steady();
    m_dirty = true;
}

void Housekeeping::noteRemoval(const Removal& removal) {
    touch();
    m_unfreed += static_cast<std::uint64_t>(removal.share * static_cast<double>(usedBytes().value_or(0)));
}

bool Housekeeping::isIdle() const { return m_clock.steady() >= m_lastCommit + IdleBeforeCheckpoint; }

Housekeeping::Moment Housekeeping::idleCheckpoint() const {
    const bool worthIt = m_unfreed >= WorthCompacting || logBytes() >= std::min(LittleLog, m_checkpointBytes);
    return std::max(m_lastCommit + (worthIt ? IdleBeforeCheckpoint : LongIdle), m_noCheckpointBefore);
}

Housekeeping::Moment Housekeeping::nextTurn() const {
    Moment next = m_nextCheck;
    if (m_dirty)
        next = std::min(next, idleCheckpoint());
    if (m_checkpointsSinceFold >= CheckpointsBetweenFolds)
        next = std::min(next, m_lastCommit + IdleBeforeCheckpoint);
    return next;
}

Removal Housekeeping::turn() {
    const bool idle = m_dirty && m_clock.steady() >= idleCheckpoint();
    if ((idle || logBytes() >= m_checkpointBytes) && canCheckpoint())
        checkpoint();
    if (m_checkpointsSinceFold >= CheckpointsBetweenFolds && isIdle())
        fold();
    if (m_clock.steady() < m_nextCheck)
        return {};
    const auto removal = retain();
    if (removal) {
        m_retainProblem.reset();
        return *removal;
    }
    m_retainProblem = removal.error();
    m_nextCheck = m_clock.steady() + Retry;
    return {};
}

void Housekeeping::checkpoint() {
    const auto alone = m_connection.holdTransactions();
    if (auto done = m_connection.execute("CHECKPOINT local"); !done) {
        m_checkpointProblem = done.error();
        m_noCheckpointBefore = m_clock.steady() + Retry;
        return;
    }
    m_checkpointProblem.reset();
    m_dirty = false;
    ++m_checkpointsSinceFold;
    // The file has grown: the size limit may be passed. And the space of deleted rows can be seen now.
    if (m_retention.maxBytes || m_unfreed >= WorthCompacting)
        m_nextCheck = m_clock.steady();
}

std::uint64_t Housekeeping::logBytes() const {
    return static_cast<std::uint64_t>(QFileInfo(m_file + QLatin1StringView(".wal")).size());
}

bool Housekeeping::canCheckpoint() const {
    if (m_clock.steady() < m_noCheckpointBefore)
        return false;
    // A checkpoint that finds the disk full breaks the whole engine; a log that waits does no harm.
    std::error_code error;
    const auto space = std::filesystem::space(QFileInfo(m_file).absolutePath().toStdU16String(), error);
    return error || space.available > 2 * logBytes() + (16u << 20);
}

Result<std::uint64_t> Housekeeping::usedBytes() {
    const auto numbers = readNumbers(m_connection,
        "SELECT (block_size * used_blocks)::BIGINT FROM pragma_database_size() WHERE database_name = 'local'");
    if (!numbers)
        return std::unexpected(numbers.error());
    return static_cast<std::uint64_t>((*numbers)[0]) + logBytes();
}

Result<Removal> Housekeeping::retain() {
    const auto range = readSeqRange(m_connection);
    if (!range)
        return std::unexpected(range.error());
    if (m_cut == 0) {
        m_nextCheck = m_clock.steady() + CheckEvery;
        const auto cut = cutBefore(*range);
        if (!cut)
            return std::unexpected(cut.error());
        m_cut = *cut;
        m_cutDone = range->first;
        m_cutRemoved = 0;
    }
    if (m_cut > range->first)
        return removeSlice(range->first);
    m_cut = 0;
    if (m_unfreed >= WorthCompacting && isIdle()) {
        if (const auto compacted = compact(WorthCompacting); !compacted)
            return std::unexpected(compacted.error());
    }
    return Removal();
}

Result<Removal> Housekeeping::removeSlice(std::int64_t first) {
    m_cutDone = std::min(std::max(first, m_cutDone) + SliceRows, m_cut);
    const auto before = countForced();
    auto removal = deleteBefore(m_connection, m_cutDone);
    if (!removal)
        return removal;
    const auto after = countForced();
    removal->waiting = before.value_or(0) - std::min(before.value_or(0), after.value_or(0));
    noteRemoval(*removal);
    m_cutRemoved += removal->rows;
    m_nextCheck = m_clock.steady();
    if (m_cutDone < m_cut)
        return removal;
    m_cut = 0;
    if (m_cutRemoved == 0)
        m_nextCheck += CheckEvery;
    else if (canCheckpoint())
        checkpoint(); // blocks come free with it only; then the next turn measures again
    return removal;
}

Result<std::int64_t> Housekeeping::cutBefore(SeqRange range) {
    const auto old = tooOldBefore();
    if (!old)
        return old;
    const auto spared = *old > range.first ? sparing(*old, 0, range) : Result<std::int64_t>(0);
    if (!spared || *spared > range.first)
        return spared;
    // Where all that is too old still waits, the limit of size holds all the same.
    const auto many = tooManyBefore(range);
    return many && *many > range.first ? sparing(0, *many, range) : many;
}

Result<std::int64_t> Housekeeping::tooOldBefore() {
    if (!m_retention.maxAge || !isClockSteady())
        return 0;
    return seqAfterTime(m_connection, m_clock.wall() + Nanos{-m_retention.maxAge->value});
}

Result<std::int64_t> Housekeeping::tooManyBefore(SeqRange range) {
    if (!m_retention.maxBytes || range.last == 0)
        return 0;
    const std::uint64_t limit = std::max(*m_retention.maxBytes, StoreStatus::LeastLimit);
    auto used = usedBytes();
    if (used && *used > limit && logBytes() > 0) {
        // The log holds everything at full length, and what was deleted besides.
        if (!canCheckpoint())
            return 0;
        checkpoint();
        if (m_checkpointProblem)
            return 0;
        used = usedBytes();
    }
    if (!used)
        return std::unexpected(used.error());
    if (*used <= limit)
        return 0;
    const auto compacted = compact(std::min(WorthCompacting, limit / 20));
    if (!compacted)
        return std::unexpected(compacted.error());
    if (*compacted)
        return 0;
    const double excess = 1.0 - SizeGoal * static_cast<double>(limit) / static_cast<double>(*used);
    const auto cut = seqAfterShare(m_connection, excess);
    if (!cut)
        return cut;
    return std::min(range.last, *cut); // the newest trace always stays
}

Result<std::int64_t> Housekeeping::sparing(std::int64_t tooOld, std::int64_t tooMany, SeqRange range) {
    m_forcedFrom = 0;
    const std::int64_t wanted = std::max(tooOld, tooMany);
    const auto waiting = readWaitingRequests(m_connection);
    if (!waiting)
        return std::unexpected(waiting.error());
    if (waiting->count == 0)
        return wanted;
    const auto floor = seqOfRequest(m_connection, waiting->first);
    if (!floor)
        return floor;
    if (*floor == 0 || *floor > range.first)
        return *floor == 0 ? wanted : std::min(wanted, *floor);
    if (tooMany > range.first)
        m_forcedFrom = waiting->firstForwarded;
    return tooMany;
}

Result<std::uint64_t> Housekeeping::countForced() {
    if (m_forcedFrom == 0)
        return 0;
    const auto numbers = readNumbers(m_connection,
        "SELECT count(*) FROM local.store.requests WHERE transport <> 'import' AND id >= "
            + std::to_string(m_forcedFrom));
    if (!numbers)
        return std::unexpected(numbers.error());
    return static_cast<std::uint64_t>(numbers->front());
}

void Housekeeping::fold() {
    m_checkpointsSinceFold = 0;
    if (!canCheckpoint())
        return;
    const auto run = smallRowGroups(m_connection);
    if (!run || !*run)
        return;
    if (moveRowsOut(m_connection, **run, SliceBlocks)) {
        m_dirty = true;
        checkpoint();
        m_checkpointsSinceFold = CheckpointsBetweenFolds; // there may be more
    }
}

Result<bool> Housekeeping::compact(std::uint64_t worthBytes) {
    const auto worst = mostWastefulRowGroup(m_connection);
    if (!worst)
        return std::unexpected(worst.error());
    if (!*worst) {
        m_unfreed = 0;
        return false;
    }
    const auto wasted = static_cast<std::uint64_t>((*worst)->wastedBlocks() * BlockBytes);
    if (std::max(wasted, m_unfreed) < worthBytes || !canCheckpoint())
        return false;
    if ((*worst)->live > 0) {
        if (auto moved = moveRowsOut(m_connection, **worst, SliceBlocks); !moved)
            return std::unexpected(moved.error());
        m_dirty = true;
        m_unfreed -= std::min(m_unfreed, wasted);
        checkpoint();
    } else {
        // A reader held the deleted rows when the last checkpoint came.
        checkpoint();
        m_nextCheck = m_clock.steady() + Retry;
    }
    return true;
}

bool Housekeeping::isClockSteady() {
    const UnixNanos wall = m_clock.wall();
    const Moment steady = m_clock.steady();
    const Nanos expected{std::chrono::nanoseconds(steady - m_seenSteady).count()};
    const auto drift = std::chrono::nanoseconds(((wall - m_seenWall) - expected).value);
    // A clock that jumps may be wrong: nothing is removed on its word until it has run evenly for a while.
    if (std::chrono::abs(drift) > ClockJump)
        m_trustClockFrom = steady + ClockProbation;
    m_seenWall = wall;
    m_seenSteady = steady;
    return steady >= m_trustClockFrom;
}

} // namespace spanglass
