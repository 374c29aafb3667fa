#pragma once

#include "tests/net/ScriptedPeer.h"

#include <QList>

namespace spanglass::test {

/// One request as it reached a sink.
struct SinkRequest {
    int number = 1; ///< counted over all connections
    QByteArray path; ///< "/v1/traces"
    QByteArray head; ///< in lower case but for the request line
    QByteArray body; ///< gzip undone

    QByteArray field(const QByteArray& lowerName) const;
};

/// What a sink does with one request.
struct SinkAct {
    int status = 200; ///< 0: none is sent
    QByteArray body = {};
    QByteArray fields = {}; ///< further lines, each with its CRLF
    bool takes = true; ///< keeps the request
    bool cuts = false; ///< ends the connection instead of, or after, answering
    int delay = 0; ///< ms before the answer

    static SinkAct take() { return {}; }
    static SinkAct refuse(int status, const QByteArray& fields = {}, const QByteArray& body = {}) {
        return {.status = status, .body = body, .fields = fields, .takes = false};
    }
    static SinkAct cut() { return {.status = 0, .takes = false, .cuts = true}; }
    static SinkAct takeAndCut() { return {.status = 0, .takes = true, .cuts = true}; }
    static SinkAct silence() { return {.status = 0, .takes = false}; }
};

/// An OTLP/HTTP endpoint on loopback that treats requests as a script says, over real sockets. The script runs on the
/// sink's thread.
class ScriptedSink {
public:
    using Script = std::function<SinkAct(const SinkRequest&)>;

    /// `port` 0: any free one.
    explicit ScriptedSink(
        Script script = [](const SinkRequest&) { return SinkAct::take(); }, quint16 port = 0);
    /// Treats the first request so, and so on; what follows is taken.
    explicit ScriptedSink(QList<SinkAct> acts);

    QString url() const { return m_peer.url(QString()).toString(); } ///< "http://127.0.0.1:4711"
    QList<SinkRequest> seen() const;
    QList<SinkRequest> taken() const;
    quint16 port() const { return m_peer.port(); }
    int connections() const { return m_peer.connections(); }

private:
    void serve(const PeerRequest& request, QTcpSocket& socket);

    const Script m_script;
    mutable std::mutex m_mutex;
    QList<SinkRequest> m_seen;
    QList<SinkRequest> m_taken;
    ScriptedPeer m_peer; ///< last: its thread calls serve()
};

} // namespace spanglass::test
