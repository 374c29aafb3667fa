#include "services/warehouse/tables/TableTail.h"

#include "services/warehouse/tables/TableCells.h"

#include <algorithm>

namespace spanglass {

TableTail::TableTail(SqlWarehouse& warehouse, TableQueries queries, TailOptions options, QObject* parent)
    : QObject(parent)
    , m_warehouse(warehouse)
    , m_queries(std::move(queries))
    , m_options(std::move(options))
    , m_interval(m_options.interval) {
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &TableTail::ask);
    connect(&m_answer, &QFutureWatcherBase::finished, this, &TableTail::take);
}

TableTail::~TableTail() { stop(); }

void TableTail::start() {
    if (std::exchange(m_running, true))
        return;
    const UnixNanos now = m_options.now();
    const auto lateness = static_cast<std::uint64_t>(m_options.lateness.value);
    m_from = {now.value > lateness ? now.value - lateness : 0};
    m_next = m_from;
    m_counted = false;
    m_interval = m_options.interval;
    ask();
}

void TableTail::stop() {
    m_running = false;
    m_timer.stop();
    m_answer.cancel();
}

void TableTail::ask() { m_answer.setFuture(m_warehouse.run(m_queries.arrivals(m_from, m_next))); }

void TableTail::take() {
    if (!m_running || m_answer.future().resultCount() == 0)
        return;
    const Result<SqlTable> table = m_answer.future().result();
    Result<> read;
    if (table) {
        TableCells cells(*table);
        read = cells.checked(3);
        if (read && cells.rowCount() > 0) {
            const auto since = static_cast<std::uint64_t>(cells.integer(0, 0));
            const auto sinceNext = static_cast<std::uint64_t>(cells.integer(0, 1));
            const UnixNanos latest = cells.time(0, 2);
            read = cells.checked(3);
            if (m_counted && since > m_count)
                Q_EMIT arrived(since - m_count);
            m_counted = true;
            m_count = sinceNext;
            m_from = m_next;
            const auto lateness = static_cast<std::uint64_t>(m_options.lateness.value);
            if (latest.value > lateness)
                m_next = std::max(m_from, UnixNanos{latest.value - lateness});
        }
    } else {
        read = std::unexpected(table.error());
    }
    m_interval = read ? m_options.interval : std::min(m_interval * 2, m_options.longestInterval);
    m_timer.start(m_interval);
    if (!read)
        Q_EMIT failed(read.error());
}

} // namespace spanglass
