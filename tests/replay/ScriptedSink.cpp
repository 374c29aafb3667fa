#include "tests/replay/ScriptedSink.h"

#include "services/net/Inflater.h"

#include <QTimer>

namespace spanglass::test {

namespace {

SinkRequest readRequest(const PeerRequest& request) {
    SinkRequest out{
        .number = request.number, .path = request.line().split(' ').value(1), .head = {}, .body = request.body};
    const qsizetype lineEnd = request.head.indexOf('\n') + 1;
    out.head = request.head.left(lineEnd) + request.head.mid(lineEnd).toLower();
    if (out.field("content-encoding") == "gzip") {
        std::string plain;
        const auto inflater = Inflater::make(ContentCoding::Gzip, 1u << 30);
        inflater->feed(request.body.toStdString(), plain);
        out.body = inflater->finish() == Inflater::Outcome::Ok ? QByteArray::fromStdString(plain) : QByteArray();
    }
    return out;
}

void perform(const SinkAct& act, QTcpSocket& socket) {
    if (act.status != 0)
        socket.write(answer(QByteArray::number(act.status) + " Scripted", act.body, act.fields));
    if (act.cuts)
        act.status == 0 ? socket.abort() : socket.disconnectFromHost();
}

ScriptedSink::Script inTurn(const QList<SinkAct>& acts) {
    return [acts](const SinkRequest& request) { return acts.value(request.number - 1); };
}

} // namespace

QByteArray SinkRequest::field(const QByteArray& lowerName) const {
    const QByteArray name = "\r\n" + lowerName + ':';
    const qsizetype at = head.indexOf(name);
    return at < 0 ? QByteArray() : head.mid(at + name.size(), head.indexOf('\r', at + 2) - at - name.size()).trimmed();
}

ScriptedSink::ScriptedSink(Script script, quint16 port)
    : m_script(std::move(script))
    , m_peer([this](const PeerRequest& request, QTcpSocket& socket) { serve(request, socket); }, {}, port) { }

ScriptedSink::ScriptedSink(QList<SinkAct> acts)
    : ScriptedSink(inTurn(acts)) { }

QList<SinkRequest> ScriptedSink::seen() const {
    const std::scoped_lock lock(m_mutex);
    return QList<SinkRequest>(m_seen.begin(), m_seen.end()); // unshared: more may come while it is read
}

QList<SinkRequest> ScriptedSink::taken() const {
    const std::scoped_lock lock(m_mutex);
    return QList<SinkRequest>(m_taken.begin(), m_taken.end());
}

void ScriptedSink::serve(const PeerRequest& request, QTcpSocket& socket) {
    const SinkRequest read = readRequest(request);
    const SinkAct act = m_script(read);
    {
        const std::scoped_lock lock(m_mutex);
        m_seen.append(read);
        if (act.takes)
            m_taken.append(read);
    }
    if (act.delay > 0)
        QTimer::singleShot(act.delay, &socket, [act, &socket] { perform(act, socket); });
    else
        perform(act, socket);
}

} // namespace spanglass::test
