#include "services/receiver/OtlpHttpHandler.h"

#include "services/receiver/AccessToken.h"
#include "services/receiver/OtlpHttpReplies.h"
#include "services/receiver/RefusalAnswer.h"

namespace spanglass {

namespace {

constexpr std::uint64_t BodiesAtOnce = 4; // of the largest size, over all connections

std::optional<Signal> signalOf(std::string_view path) {
    if (path == "/v1/traces")
        return Signal::Traces;
    if (path == "/v1/logs")
        return Signal::Logs;
    if (path == "/v1/metrics")
        return Signal::Metrics;
    return std::nullopt;
}

Refusal refusalOf(HttpFault fault) {
    switch (fault) {
    case HttpFault::TlsHello:
        return Refusal::TlsOnPlainPort;
    case HttpFault::Http2Preface:
        return Refusal::GrpcOnHttpPort;
    case HttpFault::HeadTooSlow:
        return Refusal::HeadersTooSlow;
    case HttpFault::ExpectationUnknown:
        return Refusal::ExpectationUnknown;
    case HttpFault::BodyTooLarge:
        return Refusal::BodyTooLarge;
    case HttpFault::BodyTooSlow:
        return Refusal::BodyTooSlow;
    case HttpFault::BodyCutShort:
        return Refusal::BodyCutShort;
    case HttpFault::TooManyConnections:
        return Refusal::TooManyConnections;
    default:
        return Refusal::FramingInvalid;
    }
}

std::string requestLine(const HttpHead& head) {
    return head.peer + ": " + head.method + " " + head.target.substr(0, 200);
}

} // namespace

OtlpHttpHandler::OtlpHttpHandler(Intake& intake, Options options)
    : m_intake(intake)
    , m_options(std::move(options))
    , m_budget(BodiesAtOnce * m_options.maxBodyBytes)
    , m_shared{m_intake, m_budget, m_options.cors, m_options.maxBodyBytes} { }

HttpReply OtlpHttpHandler::refuse(Refusal refusal, const HttpHead& head, std::string_view example) {
    m_intake.stats().refuse(refusal, example);
    return refusalReply(Verdict::refused(refusal, refusalText(refusal)), head, m_options.cors);
}

std::optional<HttpReply> OtlpHttpHandler::refusePath(const HttpHead& head) {
    const bool post = head.method == "POST";
    const bool known = signalOf(head.path()).has_value();
    if (known && post)
        return std::nullopt;
    if (known || head.path() == "/")
        return refuse(post ? Refusal::TracesPathMissing : Refusal::MethodNotAllowed, head, requestLine(head));
    return refuse(Refusal::UnknownPath, head, requestLine(head));
}

HttpReply OtlpHttpHandler::refuseType(const HttpHead& head) {
    const auto type = head.field("content-type");
    const std::string example = head.peer + ": " + std::string(type);
    if (!head.has("content-type"))
        return refuse(Refusal::ContentTypeMissing, head, example);
    const bool grpc
        = equalsIgnoringCase(type.substr(0, std::string_view("application/grpc").size()), "application/grpc");
    return refuse(grpc ? Refusal::GrpcOnHttpPort : Refusal::ContentTypeUnknown, head, example);
}

std::variant<HttpReply, std::unique_ptr<HttpExchange>> OtlpHttpHandler::begin(const HttpHead& head) {
    if (head.method == "OPTIONS")
        return m_options.cors.preflight(head);
    if (m_options.cors.isForeign(head))
        return refuse(
            Refusal::OriginForeign, head, head.peer + ": " + std::string(head.field("origin").substr(0, 200)));
    if (auto reply = refusePath(head))
        return std::move(*reply);
    if (!presentsToken(head.field("authorization"), m_options.token))
        return refuse(Refusal::Unauthorized, head, head.peer);
    const auto format = payloadFormatOf(head);
    if (!format)
        return refuseType(head);
    const auto coding = contentCodingFromName(head.field("content-encoding"));
    if (!coding)
        return refuse(Refusal::EncodingUnknown, head, head.peer + ": " + std::string(head.field("content-encoding")));
    if (const auto obstacle = m_intake.obstacle())
        return refuse(*obstacle, head, head.peer);
    return std::make_unique<OtlpHttpExchange>(m_shared, head, *signalOf(head.path()), *format, *coding);
}

HttpReply OtlpHttpHandler::fault(HttpFault fault, const HttpHead& head, std::string_view example) {
    const Refusal refusal = refusalOf(fault);
    const bool general = refusal == Refusal::FramingInvalid;
    std::string seen = head.peer + (head.method.empty() ? "" : ": " + head.method + " " + head.target.substr(0, 200));
    seen.append(general ? ": " + std::string(httpFaultSentence(fault)) : "");
    m_intake.stats().refuse(refusal, example.empty() ? seen : seen + ": " + std::string(example));
    const auto text = refusalText(refusal, general ? httpFaultSentence(fault) : std::string_view{});
    HttpReply reply = refusalReply(Verdict::refused(refusal, text), head, m_options.cors, httpFaultStatus(fault));
    if (fault == HttpFault::Http2Preface)
        reply.body = text; // GOAWAY carries plain words
    return reply;
}

} // namespace spanglass
