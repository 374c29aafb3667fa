#include "services/auth/LoopbackRedirect.h"

#include <QHostAddress>
#include <QUrl>
#include <QUrlQuery>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

HttpLimits smallLimits() {
    HttpLimits limits;
    limits.maxBodyBytes = 16 * 1024;
    limits.maxHeadBytes = 16 * 1024;
    limits.maxConnections = 8;
    return limits;
}

/// Nothing of the request stands in it, so there is nothing to escape.
HttpReply page(int status, std::string_view title, std::string_view text) {
    std::string body = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"color-scheme\" "
                       "content=\"light dark\"><title>Spanglass</title><body style=\"font:16px/1.5 "
                       "system-ui,sans-serif;max-width:32em;margin:20vh auto;padding:0 1em\"><h1 "
                       "style=\"font-size:1.4em\">";
    body.append(title).append("</h1><p>").append(text).append("</p></body></html>");
    return {status,
        {{"Content-Type", "text/html; charset=utf-8"}, {"Cache-Control", "no-store"},
            {"Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'"},
            {"Referrer-Policy", "no-referrer"}},
        std::move(body), true};
}

/// Another name for this address in the Host field is a page that means no good.
bool isOurs(const HttpHead& head, quint16 port) {
    const std::string end = ':' + std::to_string(port);
    const std::string_view host = head.field("host");
    return host == "localhost" + end || host == "127.0.0.1" + end || host == "[::1]" + end;
}

/// Runs `then` once the whole request is there and has been answered.
class PageExchange final : public HttpExchange {
public:
    PageExchange(HttpReply reply, std::function<void()> then)
        : m_reply(std::move(reply))
        , m_then(std::move(then)) { }

    std::optional<HttpReply> body(std::string_view) override { return std::nullopt; }
    void end(HttpResponder responder) override {
        responder.send(std::move(m_reply));
        m_then();
    }

private:
    HttpReply m_reply;
    std::function<void()> m_then;
};

} // namespace

LoopbackRedirect::LoopbackRedirect(std::function<void(RedirectAnswer)> arrived)
    : m_arrived(std::move(arrived))
    , m_server(*this, smallLimits()) { }

LoopbackRedirect::~LoopbackRedirect() { m_server.close(); }

quint16 LoopbackRedirect::listen(quint16 first, quint16 last) {
    for (int port = first; port <= last; ++port) {
        // Set first: an answer may come before listen() returns.
        m_port = static_cast<quint16>(port);
        if (m_server.listen({QHostAddress::LocalHost, QHostAddress::LocalHostIPv6}, m_port))
            return m_port;
    }
    return m_port = 0;
}

QString LoopbackRedirect::address() const { return u"http://localhost:%1"_s.arg(m_port); }

std::variant<HttpReply, std::unique_ptr<HttpExchange>> LoopbackRedirect::begin(const HttpHead& head) {
    const QUrlQuery query(QUrl::fromEncoded(QByteArray::fromStdString(head.target)));
    const auto value = [&](const QString& name) {
        return query.queryItemValue(name, QUrl::FullyDecoded).replace(u'+', u' ').left(8192);
    };
    RedirectAnswer answer{query.queryItemValue(u"code"_s, QUrl::FullyDecoded), value(u"state"_s), value(u"error"_s),
        value(u"error_description"_s)};
    if (head.method != "GET" || head.path() != "/" || !isOurs(head, m_port)
        || (answer.code.isEmpty() && answer.error.isEmpty()))
        return page(404, "Nothing here", "This address only waits for a sign-in to come back.");
    HttpReply reply = answer.error.isEmpty()
        ? page(200, "The browser's part is done", "Go back to Spanglass. You can close this page.")
        : page(200, "The sign-in was not completed", "Spanglass says why. You can close this page.");
    return std::make_unique<PageExchange>(std::move(reply), [this, answer = std::move(answer)] { m_arrived(answer); });
}

HttpReply LoopbackRedirect::fault(HttpFault fault, const HttpHead&, std::string_view) {
    return page(httpFaultStatus(fault), "Not understood", "This address only waits for a sign-in to come back.");
}

} // namespace spanglass
