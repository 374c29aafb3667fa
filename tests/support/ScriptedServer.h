#pragma once

#include "services/net/HttpServer.h"

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QUrlQuery>

#include <functional>
#include <mutex>

namespace spanglass::test {

struct SeenRequest {
    QByteArray method;
    QByteArray path;
    QUrlQuery query;
    HttpFields fields;
    QByteArray body;

    QByteArray field(std::string_view lowerName) const {
        return QByteArray::fromStdString(std::string(fieldValue(fields, lowerName)));
    }
    /// Of a body or query in form encoding.
    QString form(const QString& name) const;
};

/// A server on loopback that answers what a test tells it to, over real sockets, and remembers what it was asked.
class ScriptedServer final : public HttpHandler {
public:
    using Answer = std::function<HttpReply(const SeenRequest&)>;

    ScriptedServer();
    ~ScriptedServer() override;

    /// Called on a server thread. A later call replaces an earlier one of the same path.
    void on(const QByteArray& path, Answer answer);
    /// Requests of this path get no answer until release().
    void hold(const QByteArray& path);
    void release();

    QString url() const; ///< "http://127.0.0.1:4711"
    QList<SeenRequest> seen() const;
    QList<SeenRequest> seen(const QByteArray& path) const;

    std::variant<HttpReply, std::unique_ptr<HttpExchange>> begin(const HttpHead& head) override;
    HttpReply fault(HttpFault fault, const HttpHead& head, std::string_view example) override;

private:
    class Exchange;
    HttpReply answerTo(const SeenRequest& request) const;
    void answer(const SeenRequest& request, const HttpResponder& responder);

    mutable std::mutex m_mutex;
    QHash<QByteArray, Answer> m_answers;
    QList<QByteArray> m_heldPaths;
    QList<std::pair<SeenRequest, HttpResponder>> m_held;
    QList<SeenRequest> m_seen;
    HttpServer m_server;
};

HttpReply jsonReply(int status, const QByteArray& json, HttpFields more = {});

} // namespace spanglass::test
