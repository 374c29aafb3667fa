#include "services/diagnostics/way/FollowTrace.h"

#include "services/diagnostics/way/StoreStops.h"
#include "services/diagnostics/way/TableStops.h"

#include <algorithm>
#include <array>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

QString placeWords(WayStation station) {
    static const std::array<QString, WayStationCount> Words{u"the receiver"_s, u"the forwarder"_s, u"the endpoint"_s,
        u"the table"_s, u"the SQL warehouse"_s, u"the experiment"_s};
    return Words.at(static_cast<std::size_t>(station));
}

} // namespace

QString wayVerdict(const QList<WayStop>& stops) {
    using enum WayStop::State;
    const auto is = [](WayStop::State state) { return [state](const WayStop& stop) { return stop.state == state; }; };
    const auto last = std::find_if(stops.rbegin(), stops.rend(), is(Seen));
    if (last == stops.rend()) {
        if (std::ranges::any_of(stops, is(NotSeen)))
            return u"The trace was seen nowhere: it has not left the app, or went somewhere that is not looked into."_s;
        return u"The trace could not be looked for anywhere."_s;
    }
    const QString reached = placeWords(last->station);
    const auto after = std::find_if(last.base(), stops.end(), [](const WayStop& s) { return s.state != NotOnItsWay; });
    if (after == stops.end()) {
        if (last->station == WayStation::Experiment)
            return u"The trace got all the way: the experiment shows it."_s;
        return u"The trace got to %1; nothing behind that is known to look into."_s.arg(reached);
    }
    const QString next = placeWords(after->station);
    const QString why = after->evidence.isEmpty() ? QString() : u" "_s + after->evidence;
    if (after->state == CouldNotLook)
        return u"The trace got to %1; whether %2 has it could not be looked at.%3"_s.arg(reached, next, why);
    return u"The trace got to %1 and stopped before %2.%3"_s.arg(reached, next, why);
}

TraceWay followTrace(TraceId trace, const WayPorts& ports, const std::function<void(const TraceWay&)>& tell) {
    TraceWay way{.traceId = trace.text(), .stops = {}, .verdict = {}};
    for (std::size_t i = 0; i < WayStationCount; ++i)
        way.stops.append({.station = static_cast<WayStation>(i)});
    const auto take = [&](const WayStop& stop) {
        way.stops[static_cast<qsizetype>(stop.station)] = stop;
        tell(way);
    };
    tell(way);
    const StoreStops local(trace, ports);
    take(local.receiver());
    take(local.forwarder());
    take(local.endpoint());
    TableStops remote(trace, ports);
    for (const auto look : {&TableStops::table, &TableStops::warehouse, &TableStops::experiment}) {
        if (ports.isCancelled())
            return way;
        take((remote.*look)());
    }
    way.verdict = wayVerdict(way.stops);
    tell(way);
    return way;
}

} // namespace spanglass
