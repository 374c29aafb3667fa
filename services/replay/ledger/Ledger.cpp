#include "services/replay/ledger/Ledger.h"

#include "services/replay/ReplayPlanJson.h"
#include "services/replay/ledger/LedgerRows.h"
#include "services/replay/ledger/Taken.h"
#include "services/store/Transaction.h"
#include "services/warehouse/BoundSql.h"

#include <random>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

template <class Value> std::vector<LedgerRow<Value>> rowsOf(JobNumber job, const std::vector<Value>& values) {
    std::vector<LedgerRow<Value>> rows;
    rows.reserve(values.size());
    for (const Value& value : values)
        rows.push_back({job, &value});
    return rows;
}

QString text(QLatin1StringView name) { return QString(name); }

Result<> ran(const BoundSql& sql, duck::Connection& connection) {
    if (auto rows = sql.run(connection); !rows)
        return std::unexpected(rows.error());
    return {};
}

bool isOver(ReplayState state) { return state == ReplayState::Done || state == ReplayState::Cancelled; }

/// Moves parcels on that stand so, in jobs for which the condition on `j` holds.
std::string moveOn(std::string_view from, std::string_view to, const std::string& jobs = "true") {
    return "INSERT INTO local.store.replay_log SELECT l.job, l.number, l.step + 1, '" + std::string(to)
        + "', l.attempt, " + std::to_string(UnixNanos::now().bits())
        + ", -1, 0, 'The program ended before the answer came.', '', 0 FROM (SELECT job, number, "
          "max(step) AS step, max(attempt) AS attempt, arg_max(state, step) AS state FROM local.store.replay_log "
          "GROUP BY job, number) l JOIN local.store.replay_jobs j ON j.job = l.job WHERE l.state = '"
        + std::string(from) + "' AND " + jobs;
}

/// Jobs whose plan sends uncertain parcels again.
std::string thatSendAgain() {
    return "coalesce(CAST(json_extract_string(j.plan, '$.uncertain') AS INTEGER), 0) = "
        + std::to_string(static_cast<int>(UncertainRule::SendAgain));
}

} // namespace

Ledger::Ledger(std::unique_ptr<duck::Connection> connection)
    : m_connection(std::move(connection))
    , m_pieces("replay_pieces")
    , m_parcels("replay_parcels")
    , m_log("replay_log") { }

Ledger::~Ledger() = default;

Result<> Ledger::together(const std::function<Result<>()>& work) {
    if (m_isTogether)
        return work();
    const auto held = m_connection->holdCheckpoints();
    m_isTogether = true;
    auto done = inTransaction(*m_connection, work);
    m_isTogether = false;
    return done;
}

Result<LedgerJob> Ledger::create(const ReplayPlan& plan, bool forward) {
    LedgerJob job;
    job.forward = forward;
    job.plan = plan;
    job.created = UnixNanos::now();
    std::random_device random;
    job.idSeed = static_cast<std::int64_t>((std::uint64_t{random()} << 32) | random());
    const auto created = together([&]() -> Result<> {
        auto numbers = m_connection->query("SELECT nextval('local.store.replay_numbers')");
        if (!numbers)
            return std::unexpected(numbers.error());
        if (const auto more = numbers->next(); !more)
            return std::unexpected(more.error());
        job.number = numbers->column(0).get<std::int64_t>(0);
        BoundSql sql("INSERT INTO local.store.replay_jobs VALUES (");
        sql << sql.value(job.number) << (forward ? ", true, " : ", false, ")
            << sql.value(QString::fromUtf8(replayPlanToJson(plan))) << ", " << sql.value(sentAs(plan)) << ", "
            << sql.value(text(replayStateName(job.state))) << ", " << sql.value(job.created.bits())
            << ", NULL, NULL, NULL, NULL, " << sql.value(job.idSeed) << ", 0, " << (forward ? "0" : "NULL")
            << ", false)";
        return ran(sql, *m_connection);
    });
    if (!created)
        return std::unexpected(created.error());
    return job;
}

Result<> Ledger::commit(JobNumber job, const LedgerTurn& turn) {
    if (turn.isEmpty())
        return {};
    return together([&] { return write(job, turn); });
}

Result<> Ledger::write(JobNumber job, const LedgerTurn& turn) {
    auto handle = m_connection->handle();
    if (!handle)
        return std::unexpected(handle.error());
    if (auto done = m_pieces.append(**handle, rowsOf(job, turn.pieces), fillPieces); !done)
        return done;
    if (auto done = m_parcels.append(**handle, rowsOf(job, turn.parcels), fillParcels); !done)
        return done;
    if (auto done = m_log.append(**handle, rowsOf(job, turn.events), fillEvents); !done)
        return done;
    return turn.change || turn.lastRequest || turn.plan || turn.shift ? apply(job, turn) : Result<>();
}

Result<> Ledger::apply(JobNumber job, const LedgerTurn& turn) {
    BoundSql sql("UPDATE local.store.replay_jobs SET ");
    std::string_view separator;
    if (turn.lastRequest) {
        sql << "last_request = " << sql.value(*turn.lastRequest);
        separator = ", ";
    }
    if (turn.plan) {
        sql << separator << "plan = " << sql.value(QString::fromUtf8(replayPlanToJson(*turn.plan)));
        separator = ", ";
    }
    if (turn.shift) {
        sql << separator << "shift_ns = " << sql.value(turn.shift->value);
        separator = ", ";
    }
    if (turn.change) {
        const auto& [state, problem] = *turn.change;
        sql << separator << "state = " << sql.value(text(replayStateName(state)))
            << ", ended_unix_nano = " << (isOver(state) ? sql.value(UnixNanos::now().bits()) : std::string("NULL"));
        if (problem)
            sql << ", problem_code = " << sql.value(text(errorCodeName(problem->code)))
                << ", problem = " << sql.value(problem->message) << ", remedy = " << sql.value(problem->remedy);
        else
            sql << ", problem_code = NULL, problem = NULL, remedy = NULL";
    }
    sql << " WHERE job = " << sql.value(job);
    return ran(sql, *m_connection);
}

Result<> Ledger::restore() {
    return together([&]() -> Result<> {
        for (const std::string& sql : {moveOn("sending", "uncertain"), moveOn("uncertain", "waiting", thatSendAgain()),
                 std::string("UPDATE local.store.replay_jobs SET state = 'interrupted' "
                             "WHERE state IN ('preparing', 'running') AND NOT removed")}) {
            if (auto done = m_connection->execute(sql); !done)
                return done;
        }
        return {};
    });
}

Result<std::uint64_t> Ledger::move(
    JobNumber job, ParcelState from, ParcelState to, QStringView why, const std::string& which) {
    std::uint64_t moved = 0;
    const auto done = together([&]() -> Result<> {
        BoundSql sql("INSERT INTO local.store.replay_log SELECT p.job, p.number, coalesce(l.step, 0) + 1, ");
        sql << sql.value(text(parcelStateName(to))) << ", coalesce(l.attempts, 0), "
            << sql.value(UnixNanos::now().bits()) << ", -1, coalesce(l.rejected, 0), " << sql.value(why)
            << ", '', 0 FROM local.store.replay_parcels p LEFT JOIN " << lastEventsSql("job = " + std::to_string(job))
            << " l ON l.number = p.number WHERE p.job = " << sql.value(job)
            << " AND coalesce(l.state, 'waiting') = " << sql.value(text(parcelStateName(from))) << " AND (" << which
            << ")";
        auto rows = sql.run(*m_connection);
        if (!rows)
            return std::unexpected(rows.error());
        moved = rows->changed();
        return {};
    });
    if (!done)
        return std::unexpected(done.error());
    return moved;
}

Result<> Ledger::forgetMissing(JobNumber job) {
    return together([&] {
        return m_connection->execute("DELETE FROM local.store.replay_missing WHERE job = " + std::to_string(job));
    });
}

Result<> Ledger::remove(JobNumber job) {
    const std::string number = std::to_string(job);
    const std::string taken
        = "(SELECT number FROM " + lastEventsSql("job = " + number) + " WHERE state IN ('taken', 'uncertain'))";
    return together([&]() -> Result<> {
        for (const std::string& sql :
            {"DELETE FROM local.store.replay_parcels WHERE job = " + number + " AND number NOT IN " + taken,
                "DELETE FROM local.store.replay_pieces WHERE job = " + number + " AND piece NOT IN (SELECT piece FROM "
                    + parcelPiecesSql("local.store.replay_parcels p WHERE p.job = " + number) + ")",
                "DELETE FROM local.store.replay_log WHERE job = " + number + " AND number NOT IN " + taken,
                "DELETE FROM local.store.replay_missing WHERE job = " + number,
                "UPDATE local.store.replay_jobs SET removed = true WHERE job = " + number}) {
            if (auto done = m_connection->execute(sql); !done)
                return done;
        }
        return {};
    });
}

} // namespace spanglass
