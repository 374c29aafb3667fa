#include "services/diagnostics/way/TableStops.h"

#include "services/core/KnownFailures.h"
#include "services/core/Waited.h"
#include "services/warehouse/tables/TraceTables.h"

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

WayStop failedStop(WayStation station, const Error& error) {
    WayStop stop{.station = station, .state = WayStop::State::CouldNotLook, .evidence = error.message};
    const auto known = knownFailure(error);
    stop.remedy = known ? known->title + u": "_s + known->remedy.join(u' ') : error.remedy;
    return stop;
}

} // namespace

TableStops::TableStops(TraceId trace, const WayPorts& ports)
    : m_trace(trace)
    , m_ports(ports) { }

Result<SqlTable> TableStops::ask(const QString& columns) const {
    SqlRequest request;
    request.sql = u"SELECT "_s + columns + u" FROM IDENTIFIER(:t) WHERE trace_id = :trace"_s;
    request.parameters = {{u"t"_s, tableName(tableNameParts(m_ports.spansTable))}, {u"trace"_s, m_trace.text()}};
    request.rowLimit = 1000;
    return waited(m_ports.warehouse->run(std::move(request)), m_ports.isCancelled);
}

std::optional<WayStop> TableStops::obstacle(WayStation station) const {
    if (m_ports.problem)
        return failedStop(station, *m_ports.problem);
    if (m_ports.spansTable.isEmpty())
        return WayStop{.station = station,
            .state = WayStop::State::NotOnItsWay,
            .evidence = u"No table of spans is known to look into."_s,
            .remedy = u"Name one, or an experiment that is bound to one."_s};
    if (!m_ports.warehouse)
        return WayStop{.station = station,
            .state = WayStop::State::CouldNotLook,
            .evidence = u"There is no SQL warehouse to ask."_s,
            .remedy = u"Choose one."_s};
    return {};
}

WayStop TableStops::table() {
    if (const auto stop = obstacle(WayStation::Table))
        return *stop;
    const auto found
        = ask(u"count(*), count_if(coalesce(parent_span_id, '') = ''), coalesce(min(start_time_unix_nano), 0)"_s);
    if (!found)
        return failedStop(WayStation::Table, found.error());
    m_rows = found->text(0, 0).toULongLong();
    m_roots = found->text(0, 1).toULongLong();
    m_start = UnixNanos::fromBits(found->text(0, 2).toLongLong());
    WayStop stop{.station = WayStation::Table};
    if (m_rows == 0) {
        stop.state = WayStop::State::NotSeen;
        stop.evidence = u"No row in %1."_s.arg(m_ports.spansTable);
        stop.remedy = u"Rows may take two minutes. When an endpoint said yes before that: the storage behind the table "
                      "takes no writes, or it wrote into another table."_s;
        return stop;
    }
    stop.state = WayStop::State::Seen;
    stop.evidence = u"%1 in %2, %3."_s.arg(m_rows == 1 ? u"1 row"_s : u"%1 rows"_s.arg(m_rows), m_ports.spansTable,
        m_roots == 0 ? u"none of them a root"_s : u"with the root"_s);
    return stop;
}

WayStop TableStops::warehouse() {
    if (const auto stop = obstacle(WayStation::Warehouse))
        return *stop;
    if (m_rows == 0)
        return {.station = WayStation::Warehouse,
            .state = WayStop::State::NotOnItsWay,
            .evidence = u"Without rows there is nothing to read."_s};
    const auto read = ask(u"span_id, name, to_json(attributes), status.code"_s);
    if (!read)
        return failedStop(WayStation::Warehouse, read.error());
    return {.station = WayStation::Warehouse,
        .state = WayStop::State::Seen,
        .evidence = u"%1 spans were read whole."_s.arg(read->rowCount())};
}

WayStop TableStops::experiment() {
    WayStop stop{.station = WayStation::Experiment};
    if (m_ports.problem)
        return failedStop(WayStation::Experiment, *m_ports.problem);
    if (!m_ports.search || m_rows == 0) {
        stop.state = WayStop::State::NotOnItsWay;
        stop.evidence
            = m_ports.search ? u"What is not in the table cannot show."_s : u"No experiment is known to look into."_s;
        return stop;
    }
    const auto found = m_ports.search(m_start);
    if (!found)
        return failedStop(WayStation::Experiment, found.error());
    stop.state = *found ? WayStop::State::Seen : WayStop::State::NotSeen;
    stop.evidence
        = *found ? u"The experiment's trace search finds it."_s : u"The experiment's trace search does not find it."_s;
    if (!*found)
        stop.remedy = m_roots == 0
            ? u"It has no root span, and experiments list only traces with one: see that the app's first span is "
              "ended, and that nothing before the app sets a parent (OTEL_PROPAGATORS=none)."_s
            : u"See that the experiment is bound to this very table, and that a SQL warehouse is chosen above its list."_s;
    return stop;
}

} // namespace spanglass
