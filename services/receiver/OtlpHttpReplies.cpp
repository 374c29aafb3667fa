#include "services/receiver/OtlpHttpReplies.h"

#include "services/otlp/Responses.h"
#include "services/receiver/RefusalAnswer.h"

namespace spanglass {

namespace {

HttpReply replyWith(int status, std::string body, PayloadFormat format, const HttpHead& head, const CorsPolicy& cors) {
    HttpReply reply{status, cors.fields(head), std::move(body), false};
    reply.fields.push_back(
        {"Content-Type", format == PayloadFormat::Json ? "application/json" : "application/x-protobuf"});
    return reply;
}

} // namespace

std::optional<PayloadFormat> payloadFormatOf(const HttpHead& head) {
    const auto value = head.field("content-type");
    const auto type = trimBlanks(value.substr(0, value.find(';')));
    if (equalsIgnoringCase(type, "application/x-protobuf"))
        return PayloadFormat::Protobuf;
    if (equalsIgnoringCase(type, "application/json"))
        return PayloadFormat::Json;
    return std::nullopt;
}

PayloadFormat answerFormatOf(const HttpHead& head) { return payloadFormatOf(head).value_or(PayloadFormat::Json); }

HttpReply verdictReply(const Verdict& verdict, Signal signal, const HttpHead& head, const CorsPolicy& cors) {
    if (verdict.refusal)
        return refusalReply(verdict, head, cors);
    const PayloadFormat format = answerFormatOf(head);
    return replyWith(200, successBody(signal, format, verdict.rejected, verdict.message), format, head, cors);
}

HttpReply refusalReply(const Verdict& verdict, const HttpHead& head, const CorsPolicy& cors, int status) {
    const RefusalAnswer answer = refusalAnswer(*verdict.refusal, verdict.transient);
    const PayloadFormat format = answerFormatOf(head);
    StatusAnswer body{static_cast<int>(answer.rpc), verdict.message, answer.retryDelay, verdict.field};
    HttpReply reply = replyWith(status ? status : answer.httpStatus, statusBody(body, format), format, head, cors);
    if (answer.retryDelay)
        reply.fields.push_back({"Retry-After", std::to_string(answer.retryDelay->value / 1'000'000'000)});
    switch (reply.status) {
    case 401:
        reply.fields.push_back({"WWW-Authenticate", "Bearer"});
        break;
    case 405:
        reply.fields.push_back({"Allow", "POST, OPTIONS"});
        break;
    case 415:
        reply.fields.push_back({"Accept-Encoding", "gzip, deflate, zstd, identity"});
        break;
    default:
        break;
    }
    return reply;
}

} // namespace spanglass
