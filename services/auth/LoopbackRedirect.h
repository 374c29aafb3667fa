#pragma once

#include "services/net/HttpServer.h"

#include <QByteArray>

#include <functional>

namespace spanglass {

/// What the browser brings back from the sign-in page.
struct RedirectAnswer {
    QString code;
    QString state;
    QString error;
    QString description;
};

/// Listens on this machine for the browser to come back, on the first free port of a range. Everything that is not the
/// answer to a sign-in gets a 404 and is ignored.
class LoopbackRedirect final : public HttpHandler {
public:
    /// `arrived` is called on a server thread, for every answer that comes.
    explicit LoopbackRedirect(std::function<void(RedirectAnswer)> arrived);
    ~LoopbackRedirect() override; ///< closes

    /// 0 when every port is taken.
    quint16 listen(quint16 first, quint16 last);
    /// The redirect address, the same in both OAuth calls.
    QString address() const;

    std::variant<HttpReply, std::unique_ptr<HttpExchange>> begin(const HttpHead& head) override;
    HttpReply fault(HttpFault fault, const HttpHead& head, std::string_view example) override;

private:
    std::function<void(RedirectAnswer)> m_arrived;
    quint16 m_port = 0;
    HttpServer m_server;
};

} // namespace spanglass
