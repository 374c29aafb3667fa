#pragma once

#include "services/core/Secret.h"
#include "services/receiver/OtlpHttpExchange.h"

namespace spanglass {

/// OTLP/HTTP: origins, paths, methods, types, codings and token, checked before a body is read. Worker threads.
class OtlpHttpHandler final : public HttpHandler {
public:
    struct Options {
        Secret token;
        CorsPolicy cors;
        std::uint64_t maxBodyBytes = 64ull << 20;
    };

    OtlpHttpHandler(Intake& intake, Options options);

    std::variant<HttpReply, std::unique_ptr<HttpExchange>> begin(const HttpHead& head) override;
    HttpReply fault(HttpFault fault, const HttpHead& head, std::string_view example) override;

private:
    HttpReply refuse(Refusal refusal, const HttpHead& head, std::string_view example);
    std::optional<HttpReply> refusePath(const HttpHead& head);
    HttpReply refuseType(const HttpHead& head);

    Intake& m_intake;
    Options m_options;
    BodyBudget m_budget;
    OtlpHttpExchange::Shared m_shared;
};

} // namespace spanglass
