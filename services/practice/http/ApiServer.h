#pragma once

#include "services/net/HttpServer.h"
#include "services/practice/http/ApiRouter.h"
#include "services/practice/http/WireFaults.h"
#include "services/practice/identity/Gate.h"

#include <QThreadPool>

namespace spanglass::practice {

/// Serves the routes of a router over HTTP: reads bodies, asks the gate who calls, runs the handlers on a pool, and
/// gives every answer an x-request-id.
class ApiServer final : public HttpHandler {
public:
    /// Routes must be complete; all must outlive the server.
    ApiServer(const ApiRouter& router, const Gate& gate, const FaultSwitch& faults);
    ~ApiServer() override; ///< closes

    Result<quint16> listen(quint16 port); ///< on loopback
    void close();

    std::variant<HttpReply, std::unique_ptr<HttpExchange>> begin(const HttpHead& head) override;
    HttpReply fault(HttpFault fault, const HttpHead& head, std::string_view example) override;

private:
    class Exchange;
    void serve(const ApiRouter::Route& route, ApiCall call, const HttpResponder& responder);

    const ApiRouter& m_router;
    const Gate& m_gate;
    const WireFaults m_wire;
    QThreadPool m_pool;
    HttpServer m_server;
};

} // namespace spanglass::practice
