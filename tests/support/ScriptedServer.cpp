#include "tests/support/ScriptedServer.h"

#include <QHostAddress>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace spanglass::test {

QString SeenRequest::form(const QString& name) const {
    const QUrlQuery all(QString::fromUtf8(body.isEmpty() ? query.toString().toUtf8() : body));
    return all.queryItemValue(name, QUrl::FullyDecoded);
}

class ScriptedServer::Exchange final : public HttpExchange {
public:
    Exchange(ScriptedServer& server, SeenRequest request)
        : m_server(server)
        , m_request(std::move(request)) { }

    std::optional<HttpReply> body(std::string_view bytes) override {
        m_request.body.append(bytes.data(), static_cast<qsizetype>(bytes.size()));
        return std::nullopt;
    }
    void end(HttpResponder responder) override { m_server.answer(m_request, responder); }

private:
    ScriptedServer& m_server;
    SeenRequest m_request;
};

ScriptedServer::ScriptedServer()
    : m_server(*this, HttpLimits{}) {
    if (const auto port = m_server.listen({QHostAddress::LocalHost}, 0); !port)
        qFatal("%s", qPrintable(port.error().oneLine()));
}

ScriptedServer::~ScriptedServer() {
    release();
    m_server.close();
}

void ScriptedServer::on(const QByteArray& path, Answer answer) {
    const std::lock_guard lock(m_mutex);
    m_answers.insert(path, std::move(answer));
}

void ScriptedServer::hold(const QByteArray& path) {
    const std::lock_guard lock(m_mutex);
    m_heldPaths += path;
}

void ScriptedServer::release() {
    QList<std::pair<SeenRequest, HttpResponder>> held;
    {
        const std::lock_guard lock(m_mutex);
        m_heldPaths.clear();
        held = std::move(m_held);
        m_held.clear();
    }
    for (const auto& [request, responder] : held)
        responder.send(answerTo(request));
}

QString ScriptedServer::url() const { return u"http://127.0.0.1:%1"_s.arg(m_server.port()); }

QList<SeenRequest> ScriptedServer::seen() const {
    const std::lock_guard lock(m_mutex);
    return QList<SeenRequest>(m_seen.begin(), m_seen.end()); // unshared: more may come while it is read
}

QList<SeenRequest> ScriptedServer::seen(const QByteArray& path) const {
    QList<SeenRequest> out = seen();
    out.removeIf([&](const SeenRequest& one) { return one.path != path; });
    return out;
}

std::variant<HttpReply, std::unique_ptr<HttpExchange>> ScriptedServer::begin(const HttpHead& head) {
    const QUrl url = QUrl::fromEncoded(QByteArray::fromStdString(head.target));
    return std::make_unique<Exchange>(*this,
        SeenRequest{QByteArray::fromStdString(head.method), url.path().toUtf8(), QUrlQuery(url), head.fields, {}});
}

HttpReply ScriptedServer::fault(HttpFault fault, const HttpHead&, std::string_view) {
    return {httpFaultStatus(fault), {}, {}, true};
}

HttpReply ScriptedServer::answerTo(const SeenRequest& request) const {
    Answer make;
    {
        const std::lock_guard lock(m_mutex);
        make = m_answers.value(request.path);
    }
    return make ? make(request) : HttpReply{404, {}, "not scripted", false};
}

void ScriptedServer::answer(const SeenRequest& request, const HttpResponder& responder) {
    {
        const std::lock_guard lock(m_mutex);
        m_seen += request;
        if (m_heldPaths.contains(request.path)) {
            m_held.append({request, responder});
            return;
        }
    }
    responder.send(answerTo(request));
}

HttpReply jsonReply(int status, const QByteArray& json, HttpFields more) {
    more.push_back({"Content-Type", "application/json"});
    return {status, std::move(more), json.toStdString(), false};
}

} // namespace spanglass::test
