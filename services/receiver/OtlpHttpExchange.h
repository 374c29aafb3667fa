#pragma once

#include "services/net/HttpHandler.h"
#include "services/net/Inflater.h"
#include "services/receiver/BodyBudget.h"
#include "services/receiver/CorsPolicy.h"
#include "services/receiver/Intake.h"

namespace spanglass {

/// One Export request over HTTP: inflates its body as it arrives and hands the whole to the intake.
class OtlpHttpExchange final : public HttpExchange {
public:
    struct Shared {
        Intake& intake;
        BodyBudget& budget;
        const CorsPolicy& cors;
        std::uint64_t maxBodyBytes;
    };

    OtlpHttpExchange(const Shared& shared, HttpHead head, Signal signal, PayloadFormat format, ContentCoding coding);
    ~OtlpHttpExchange() override;

    std::optional<HttpReply> body(std::string_view bytes) override;
    void end(HttpResponder responder) override;

private:
    std::optional<HttpReply> check(Inflater::Outcome outcome);
    HttpReply refuse(Refusal refusal, std::string_view example);

    const Shared& m_shared;
    HttpHead m_head;
    Signal m_signal;
    PayloadFormat m_format;
    bool m_coded;
    std::unique_ptr<Inflater> m_inflater;
    std::string m_payload;
    std::uint64_t m_budgeted = 0;
    std::uint64_t m_wireBytes = 0;
};

} // namespace spanglass
