#include "services/diagnostics/way/StoreStops.h"

#include "services/core/KnownFailures.h"
#include "services/core/Waited.h"

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

const QString TakenSql = uR"(SELECT count(*), count_if(s.parent_span_id IS NULL), max(r.arrival_unix_nano),
    max(concat(r.transport, CASE WHEN r.user_agent = '' THEN '' ELSE concat(', ', r.user_agent) END))
    FROM local.store.spans s JOIN local.store.requests r ON r.id = s.request_id WHERE s.trace_id = :trace)"_s;

// A request may be carried by several parcels, and a parcel's last step is how it stands.
const QString SentSql = uR"(SELECT j.forward, j.target, coalesce(l.state, 'waiting'), coalesce(l.status, -1),
    coalesce(l.answer, ''), coalesce(l.answer_id, ''), coalesce(l.at_unix_nano, 0)
    FROM local.store.replay_pieces i
    JOIN local.store.replay_parcels p ON p.job = i.job AND i.piece BETWEEN p.first_piece AND p.last_piece
    JOIN local.store.replay_jobs j ON j.job = i.job
    LEFT JOIN local.store.replay_log l ON l.job = p.job AND l.number = p.number AND l.step
        = (SELECT max(x.step) FROM local.store.replay_log x WHERE x.job = p.job AND x.number = p.number)
    WHERE EXISTS (SELECT 1 FROM local.store.spans s WHERE s.trace_id = :trace AND s.request_id = i.request_id
        AND (i.ordinals IS NULL OR array_contains(i.ordinals, s.ordinal)))
    ORDER BY p.job DESC, p.number DESC)"_s;

enum Sent : std::uint8_t { Forward, Target, State, Status, Answer, AnswerId, At };

QDateTime timeOf(const QString& nanos) {
    const qint64 value = nanos.toLongLong();
    return value == 0 ? QDateTime() : QDateTime::fromMSecsSinceEpoch(value / 1'000'000, Qt::UTC);
}

QString counted(qulonglong number, const QString& one) {
    return QString::number(number) + u' ' + one + (number == 1 ? QString() : u"s"_s);
}

} // namespace

StoreStops::StoreStops(TraceId trace, const WayPorts& ports)
    : m_trace(trace.text())
    , m_ports(ports) {
    if (!ports.store) {
        m_problem = Error{ErrorCode::NotFound, u"There is no local store to look into."_s,
            u"Open the store that the receiver fills."_s};
        return;
    }
    const auto taken = ask(TakenSql, 1);
    const auto sent = taken ? ask(SentSql, 100) : taken;
    if (!sent)
        m_problem = sent.error();
    else {
        m_taken = *taken;
        m_sent = *sent;
    }
}

Result<SqlTable> StoreStops::ask(const QString& sql, std::uint64_t rows) const {
    SqlRequest request;
    request.sql = sql;
    request.parameters = {{u"trace"_s, m_trace}};
    request.rowLimit = rows;
    return waited(m_ports.store->run(std::move(request)), m_ports.isCancelled);
}

WayStop StoreStops::receiver() const {
    WayStop stop{.station = WayStation::Receiver};
    if (m_problem) {
        stop.state = WayStop::State::CouldNotLook;
        stop.evidence = m_problem->message;
        stop.remedy = m_problem->remedy;
        return stop;
    }
    const qulonglong spans = m_taken.text(0, 0).toULongLong();
    if (spans == 0) {
        stop.state = WayStop::State::NotSeen;
        stop.evidence = u"No span of it is in the local store."_s;
        stop.remedy
            = u"When the app sends to the receiver: check its endpoint, whether tracing is on, and the sampler."_s;
        return stop;
    }
    stop.state = WayStop::State::Seen;
    stop.at = timeOf(m_taken.text(0, 2));
    stop.evidence = u"%1, %2, by %3."_s.arg(counted(spans, u"span"_s),
        m_taken.text(0, 1) == "0"_L1 ? u"no root span among them"_s : u"with its root"_s, m_taken.text(0, 3));
    if (m_taken.text(0, 1) == "0"_L1)
        stop.remedy
            = u"Experiments list only traces with a root span: see that the app ends and sends its first span."_s;
    return stop;
}

WayStop StoreStops::forwarder() const {
    WayStop stop{.station = WayStation::Forwarder};
    if (m_problem) {
        stop.state = WayStop::State::CouldNotLook;
        stop.evidence = m_problem->message;
        return stop;
    }
    if (m_sent.rowCount() > 0) {
        stop.state = WayStop::State::Seen;
        stop.evidence = u"%1 to %2 (%3)."_s.arg(counted(m_sent.rowCount(), u"request"_s), m_sent.text(0, Target),
            m_sent.text(0, Forward) == "true"_L1 ? u"passed on"_s : u"replayed"_s);
        return stop;
    }
    const bool isOn = m_ports.forward && m_ports.forward->state != ForwardState::Off;
    const bool wasTaken = m_taken.text(0, 0) != "0"_L1;
    if (isOn && wasTaken) {
        stop.state = WayStop::State::NotSeen;
        stop.evidence = u"Passing on is set up, and this trace came before it was, or waits to be taken up."_s;
        stop.remedy = u"Replay it: it was captured."_s;
        return stop;
    }
    stop.state = WayStop::State::NotOnItsWay;
    stop.evidence = u"Nothing here passed it on."_s;
    if (wasTaken)
        stop.remedy = u"Turn on passing on in the receiver, or replay the trace."_s;
    return stop;
}

WayStop StoreStops::endpoint() const {
    WayStop stop{.station = WayStation::Endpoint};
    if (m_problem || m_sent.rowCount() == 0) {
        stop.state = WayStop::State::NotOnItsWay;
        stop.evidence = u"Whether an endpoint took it from the app itself is not known here."_s;
        return stop;
    }
    const QString state = m_sent.text(0, State);
    const QString answer = m_sent.text(0, Answer);
    const int status = m_sent.text(0, Status).toInt();
    const QString said = status < 0 ? answer : u"Status %1. %2"_s.arg(status).arg(answer);
    stop.at = timeOf(m_sent.text(0, At));
    stop.evidence = QString(state + u". "_s + said).trimmed();
    if (const QString id = m_sent.text(0, AnswerId); !id.isEmpty())
        stop.evidence += u" Request id "_s + id + u'.';
    if (state == "taken"_L1) {
        stop.state = WayStop::State::Seen;
        return stop;
    }
    stop.state = state == "uncertain"_L1 ? WayStop::State::CouldNotLook : WayStop::State::NotSeen;
    const auto known = knownFailure({.status = status < 0 ? 0 : status, .text = answer});
    stop.remedy = known ? known->title + u": "_s + known->remedy.join(u' ')
                        : u"Look at the request in the panel Replay, then send it again from there."_s;
    return stop;
}

} // namespace spanglass
