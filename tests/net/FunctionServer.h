#pragma once

#include "services/net/HttpServer.h"

#include <QUrl>

#include <functional>

namespace spanglass::test {

/// Our own HTTP server on 127.0.0.1 with a function as its whole service. The function runs on the server's threads,
/// several at a time.
class FunctionServer : private HttpHandler {
public:
    using Function = std::function<HttpReply(const HttpHead& head, const std::string& body)>;

    explicit FunctionServer(Function function, HttpLimits limits = {})
        : m_function(std::move(function))
        , m_server(*this, limits) {
        const auto bound = m_server.listen({QHostAddress(QHostAddress::LocalHost)}, 0);
        Q_ASSERT(bound);
        Q_UNUSED(bound);
    }

    QUrl url(const QString& path = QStringLiteral("/")) const {
        return QUrl(QStringLiteral("http://127.0.0.1:%1%2").arg(m_server.port()).arg(path));
    }
    HttpServer& server() { return m_server; }

private:
    class Exchange : public HttpExchange {
    public:
        Exchange(const Function& function, HttpHead head)
            : m_function(function)
            , m_head(std::move(head)) { }
        std::optional<HttpReply> body(std::string_view bytes) override {
            m_body.append(bytes);
            return std::nullopt;
        }
        void end(HttpResponder responder) override { responder.send(m_function(m_head, m_body)); }

    private:
        const Function& m_function;
        const HttpHead m_head;
        std::string m_body;
    };

    std::variant<HttpReply, std::unique_ptr<HttpExchange>> begin(const HttpHead& head) override {
        return std::make_unique<Exchange>(m_function, head);
    }
    HttpReply fault(HttpFault fault, const HttpHead&, std::string_view) override {
        return {.status = httpFaultStatus(fault), .fields = {}, .body = std::string(httpFaultSentence(fault))};
    }

    const Function m_function;
    HttpServer m_server;
};

} // namespace spanglass::test
