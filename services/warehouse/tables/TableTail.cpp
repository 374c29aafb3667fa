#include "services/warehouse/tables/TableTail.h"

#include "services/warehouse/tables/TableCells.h"

#include <algorithm>

namespace spanglass {

namespace {

UnixNanos before(UnixNanos time, Nanos by) {
    const auto distance = static_cast<std::uint64_t>(by.value);
    return {time.value > distance ? time.value - distance : 0};
}

} // namespace

TableTail::TableTail(SqlWarehouse& warehouse, TableQueries queries, TailOptions options, QObject* parent)
    : PolledFeed(parent)
    , m_warehouse(warehouse)
    , m_queries(std::move(queries))
    , m_options(std::move(options)) {
    m_state.interval = m_state.pause = m_options.interval;
    m_state.statement = m_queries.arrivals({}, {}).sql;
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &TableTail::ask);
    connect(&m_answer, &QFutureWatcherBase::finished, this, &TableTail::take);
    connect(&m_cost, &QFutureWatcherBase::finished, this, [this] {
        if (m_cost.future().resultCount() == 0)
            return;
        const Result<SqlFacts> told = m_cost.future().result();
        if (!told || !m_state.last || m_state.last->statementId != told->statementId)
            return;
        m_state.last->rowsScanned = told->rowsScanned;
        Q_EMIT stateChanged();
    });
}

TableTail::~TableTail() {
    m_answer.cancel();
    m_cost.cancel();
}

void TableTail::setOn(bool on) {
    if (std::exchange(m_state.on, on) == on)
        return;
    if (!on) {
        m_timer.stop();
        m_answer.cancel();
        m_state.asking = false;
        Q_EMIT stateChanged();
        return;
    }
    m_from = m_next = before(m_options.now(), m_options.lateness);
    m_counted = false;
    m_state.problem.reset();
    m_state.pause = m_state.interval;
    ask();
}

void TableTail::setInterval(std::chrono::milliseconds interval) {
    m_state.interval = m_state.pause = interval;
    if (m_timer.isActive())
        m_timer.start(interval);
    Q_EMIT stateChanged();
}

void TableTail::askNow() {
    if (m_state.on && !m_state.asking)
        ask();
}

void TableTail::ask() {
    m_timer.stop();
    m_asked.start();
    m_state.asking = true;
    m_tallied = m_watched;
    const SqlRequest request = m_queries.arrivals(m_from, m_next, m_tallied);
    m_state.statement = request.sql;
    m_answer.setFuture(m_warehouse.run(request));
    Q_EMIT stateChanged();
}

Result<FeedPoll> TableTail::read(const SqlTable& table) {
    TableCells cells(table);
    if (auto there = cells.checked(3); !there)
        return std::unexpected(there.error());
    if (cells.rowCount() == 0)
        return failure(ErrorCode::BadInput, QStringLiteral("The SQL warehouse counted nothing, not even zero."));
    const auto since = static_cast<std::uint64_t>(cells.integer(0, 0));
    const auto sinceNext = static_cast<std::uint64_t>(cells.integer(0, 1));
    const UnixNanos latest = cells.time(0, 2);
    if (auto good = cells.checked(3); !good)
        return std::unexpected(good.error());
    FeedPoll poll;
    poll.answered = m_options.now();
    poll.took = std::chrono::nanoseconds(m_asked.nsecsElapsed());
    poll.counted = since;
    poll.arrived = m_counted && since > m_count ? since - m_count : 0;
    poll.statementId = table.facts.statementId;
    poll.rowsScanned = table.facts.rowsScanned;
    m_count = sinceNext;
    m_from = m_next;
    m_next = std::max(m_from, before(latest, m_options.lateness));
    return poll;
}

std::optional<TraceTally> TableTail::readTally(const SqlTable& table) const {
    TableCells cells(table);
    if (!m_tallied.isValid() || !cells.checked(4) || cells.rowCount() == 0)
        return std::nullopt;
    return TraceTally{m_tallied, m_from, static_cast<std::uint64_t>(cells.integer(0, 3))};
}

void TableTail::take() {
    if (!m_state.on)
        return;
    const bool answered = m_answer.future().resultCount() > 0;
    const Result<SqlTable> table = answered
        ? m_answer.future().result()
        : Result<SqlTable>(failure(ErrorCode::Cancelled, QStringLiteral("The statement was cancelled.")));
    const std::optional<TraceTally> tally = table ? readTally(*table) : std::nullopt;
    const Result<FeedPoll> poll = table ? read(*table) : std::unexpected(table.error());
    m_state.asking = false;
    const bool first = poll && !m_counted;
    if (poll) {
        m_counted = true;
        ++m_state.polls;
        m_state.spent += poll->took;
        m_state.last = *poll;
        m_state.problem.reset();
        m_state.pause = m_state.interval;
    } else {
        m_state.problem = poll.error();
        m_state.pause = std::min(m_state.pause * 2, std::max(m_options.longestPause, m_state.interval));
    }
    m_timer.start(m_state.pause);
    if (poll && !poll->rowsScanned && !poll->statementId.isEmpty())
        askCost(poll->statementId);
    Q_EMIT stateChanged();
    if (poll && (first || poll->arrived > 0))
        Q_EMIT committed({{}, poll->arrived, false});
    if (poll && tally)
        Q_EMIT traceCounted(*tally);
}

/// The history may tell it only some seconds later; nothing waits for it.
void TableTail::askCost(const QString& statementId) {
    m_cost.cancel();
    m_cost.setFuture(m_warehouse.facts(statementId));
}

} // namespace spanglass
