#include "services/practice/http/ApiServer.h"

#include "services/net/Inflater.h"

#include <nlohmann/json.hpp>

#include <QUuid>

namespace spanglass::practice {

namespace {

constexpr std::uint64_t MaxBody = 64ull << 20;
constexpr int HandlersAtOnce = 16;

HttpReply written(ApiReply reply) {
    HttpReply out{reply.status, std::move(reply.fields), std::move(reply.body), false};
    if (!reply.type.empty())
        out.fields.push_back({"Content-Type", std::move(reply.type)});
    out.fields.push_back({"x-request-id", QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString()});
    return out;
}

HttpReply refused(int status, std::string code, std::string message) {
    return written(ApiReply::failure({status, std::move(code), std::move(message), {}}));
}

} // namespace

class ApiServer::Exchange final : public HttpExchange {
public:
    Exchange(ApiServer& server, const ApiRouter::Route& route, ApiCall call, ContentCoding coding)
        : m_server(server)
        , m_route(route)
        , m_call(std::move(call))
        , m_inflater(Inflater::make(coding, MaxBody)) { }

    std::optional<HttpReply> body(std::string_view bytes) override {
        return check(m_inflater->feed(bytes, m_call.body));
    }

    void end(HttpResponder responder) override {
        if (auto reply = check(m_inflater->finish()))
            return responder.send(*std::move(reply));
        m_server.serve(m_route, std::move(m_call), responder);
    }

private:
    static std::optional<HttpReply> check(Inflater::Outcome outcome) {
        if (outcome == Inflater::Outcome::Broken)
            return refused(400, "MALFORMED_REQUEST", "The body is not what its Content-Encoding says.");
        if (outcome == Inflater::Outcome::TooLarge)
            return refused(413, "REQUEST_LIMIT_EXCEEDED", "The body is too large.");
        return std::nullopt;
    }

    ApiServer& m_server;
    const ApiRouter::Route& m_route;
    ApiCall m_call;
    std::unique_ptr<Inflater> m_inflater;
};

ApiServer::ApiServer(const ApiRouter& router, const Gate& gate, const FaultSwitch& faults)
    : m_router(router)
    , m_gate(gate)
    , m_wire(faults)
    , m_server(*this, {.maxBodyBytes = MaxBody, .maxConnections = 2'048}) {
    m_pool.setMaxThreadCount(HandlersAtOnce);
}

ApiServer::~ApiServer() { close(); }

Result<quint16> ApiServer::listen(quint16 port) { return m_server.listen({QHostAddress::LocalHost}, port); }

void ApiServer::close() {
    m_server.close();
    m_pool.waitForDone();
}

std::variant<HttpReply, std::unique_ptr<HttpExchange>> ApiServer::begin(const HttpHead& head) {
    ApiCall call;
    call.head = head;
    const ApiRouter::Route* route = m_router.find(head, call);
    if (!route)
        return refused(
            404, "ENDPOINT_NOT_FOUND", "No API found for '" + head.method + ' ' + std::string(head.path()) + "'.");
    const auto coding = contentCodingFromName(head.field("content-encoding"));
    if (!coding)
        return refused(415, "BAD_REQUEST", "This Content-Encoding is not known.");
    return std::make_unique<Exchange>(*this, *route, std::move(call), *coding);
}

void ApiServer::serve(const ApiRouter::Route& route, ApiCall call, const HttpResponder& responder) {
    if (auto reply = m_wire.instead(call.head))
        return responder.send(*std::move(reply));
    m_pool.start([this, &route, call = std::move(call), responder]() mutable {
        const Answer answer = [this, responder, path = std::string(call.head.path())](
                                  ApiReply reply) { responder.send(m_wire.spoiled(path, written(std::move(reply)))); };
        try {
            if (route.access == Access::Bearer)
                call.caller = m_gate.admit(call.head);
            route.handler(call, answer);
        } catch (const ApiFailure& failure) {
            answer(ApiReply::failure(failure));
        } catch (const nlohmann::json::exception& fault) {
            answer(ApiReply::failure(
                {400, "MALFORMED_REQUEST", std::string("The request has a wrong field: ") + fault.what(), {}}));
        }
    });
}

HttpReply ApiServer::fault(HttpFault fault, const HttpHead&, std::string_view) {
    const int status = httpFaultStatus(fault);
    return refused(status == 0 ? 400 : status, "BAD_REQUEST", std::string(httpFaultSentence(fault)));
}

} // namespace spanglass::practice
