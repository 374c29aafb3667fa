#include "services/store/Housekeeping.h"

#include "services/store/Meta.h"
#include "services/store/StoreCounts.h"

#include <QFileInfo>

#include <algorithm>
#include <filesystem>

namespace spanglass {

using namespace std::chrono_literals;

namespace {

constexpr auto IdleBeforeCheckpoint = 2s;
constexpr auto CheckpointRetry = 10s; ///< after one that failed
constexpr auto CheckEvery = 60s;
constexpr std::int64_t SliceRows = 100'000; ///< some tenths of a second
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

Housekeeping::Moment Housekeeping::nextTurn() const {
    return m_dirty ? std::min(m_nextCheck, std::max(m_lastCommit + IdleBeforeCheckpoint, m_noCheckpointBefore))
                   : m_nextCheck;
}

Result<Removal> Housekeeping::turn() {
    const Moment now = m_clock.steady();
    const bool idle = m_dirty && now >= m_lastCommit + IdleBeforeCheckpoint;
    if ((idle || logBytes() >= m_checkpointBytes) && canCheckpoint()) {
        if (auto done = checkpoint(); !done)
            return std::unexpected(done.error());
    }
    if (now < m_nextCheck)
        return Removal();
    return retain();
}

Result<> Housekeeping::checkpoint() {
    if (auto done = m_connection.execute("CHECKPOINT local"); !done) {
        m_noCheckpointBefore = m_clock.steady() + CheckpointRetry;
        return done;
    }
    m_dirty = false;
    // The file has grown: the size limit may be passed.
    if (m_retention.maxBytes)
        m_nextCheck = m_clock.steady();
    return {};
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
    // A trace goes as a whole, so its last row says when it can: one that still grows must not make the rest look
    // older.
    const auto ends = readNumbers(m_connection,
        "SELECT least((SELECT min(newest) FROM (SELECT max(last_seq) AS newest FROM local.store.trace_fragments "
        "GROUP BY trace_id)), (SELECT min(seq) FROM local.store.logs), (SELECT min(seq) FROM local.store.metrics)), "
        "greatest((SELECT max(seq) FROM local.store.spans), (SELECT max(seq) FROM local.store.logs), "
        "(SELECT max(seq) FROM local.store.metrics))");
    if (!ends)
        return std::unexpected(ends.error());
    const auto [first, last] = std::pair((*ends)[0], (*ends)[1]);
    if (m_cut == 0) {
        const auto old = tooOldBefore();
        if (!old)
            return std::unexpected(old.error());
        const auto many = *old > first ? Result<std::int64_t>(0) : tooManyBefore(first, last);
        if (!many)
            return std::unexpected(many.error());
        m_cut = std::max(*old, *many);
        m_cutDone = first;
        m_cutRemoved = 0;
        if (m_cut <= first) {
            m_cut = 0;
            m_nextCheck = m_clock.steady() + CheckEvery;
            return Removal();
        }
    }
    m_cutDone = std::min(std::max(first, m_cutDone) + SliceRows, m_cut);
    auto removal = deleteBefore(m_connection, m_cutDone);
    if (!removal)
        return removal;
    m_dirty = true;
    m_cutRemoved += removal->rows;
    if (m_cutDone < m_cut)
        return removal;
    m_cut = 0;
    if (m_cutRemoved == 0) {
        m_nextCheck = m_clock.steady() + CheckEvery;
    } else if (canCheckpoint()) {
        // Blocks come free with the checkpoint only; then the next turn measures again.
        if (auto done = checkpoint(); !done)
            return std::unexpected(done.error());
    }
    return removal;
}

Result<std::int64_t> Housekeeping::tooOldBefore() {
    if (!m_retention.maxAge || !isClockSteady())
        return 0;
    const std::int64_t limit = m_clock.wall().bits() - m_retention.maxAge->value;
    const auto numbers = readNumbers(m_connection,
        "WITH old AS (SELECT max(id) AS id FROM local.store.requests WHERE stored_unix_nano < " + std::to_string(limit)
            + ") SELECT greatest((SELECT max(seq) FROM local.store.spans, old WHERE request_id <= old.id), "
              "(SELECT max(seq) FROM local.store.logs, old WHERE request_id <= old.id), "
              "(SELECT max(seq) FROM local.store.metrics, old WHERE request_id <= old.id)) + 1");
    if (!numbers)
        return std::unexpected(numbers.error());
    return (*numbers)[0];
}

Result<std::int64_t> Housekeeping::tooManyBefore(std::int64_t first, std::int64_t last) {
    if (!m_retention.maxBytes)
        return 0;
    const auto used = usedBytes();
    if (!used)
        return std::unexpected(used.error());
    if (*used <= *m_retention.maxBytes || last == 0)
        return 0;
    const double excess = 1.0 - SizeGoal * static_cast<double>(*m_retention.maxBytes) / static_cast<double>(*used);
    // The newest trace always stays.
    return std::min(last, first + 1 + static_cast<std::int64_t>(excess * static_cast<double>(last - first)));
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
