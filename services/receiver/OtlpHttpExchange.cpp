#include "services/receiver/OtlpHttpExchange.h"

#include "services/receiver/OtlpHttpReplies.h"
#include "services/receiver/RefusalAnswer.h"

namespace spanglass {

OtlpHttpExchange::OtlpHttpExchange(
    const Shared& shared, HttpHead head, Signal signal, PayloadFormat format, ContentCoding coding)
    : m_shared(shared)
    , m_head(std::move(head))
    , m_signal(signal)
    , m_format(format)
    , m_coded(coding != ContentCoding::Identity)
    , m_inflater(Inflater::make(coding, shared.maxBodyBytes)) {
    constexpr std::uint64_t TrustedLength = 1 << 20; // what a peer merely announces must not make us allocate more
    m_payload.reserve(static_cast<std::size_t>(std::min(m_head.contentLength.value_or(0), TrustedLength)));
}

OtlpHttpExchange::~OtlpHttpExchange() { m_shared.budget.give(m_budgeted); }

HttpReply OtlpHttpExchange::refuse(Refusal refusal, std::string_view example) {
    m_shared.intake.stats().refuse(refusal, m_head.peer + ": " + std::string(example));
    return refusalReply(Verdict::refused(refusal, refusalText(refusal)), m_head, m_shared.cors);
}

std::optional<HttpReply> OtlpHttpExchange::check(Inflater::Outcome outcome) {
    switch (outcome) {
    case Inflater::Outcome::Broken:
        return refuse(Refusal::EncodingBroken, m_head.field("content-encoding"));
    case Inflater::Outcome::TooLarge:
        return refuse(Refusal::BodyTooLarge, "after inflation");
    case Inflater::Outcome::Ok:
        break;
    }
    return std::nullopt;
}

std::optional<HttpReply> OtlpHttpExchange::body(std::string_view bytes) {
    m_wireBytes += bytes.size();
    if (auto reply = check(m_inflater->feed(bytes, m_payload)))
        return reply;
    const auto grown = m_payload.size() - m_budgeted;
    if (!m_shared.budget.take(grown))
        return refuse(Refusal::QueueFull, "too many large bodies at once");
    m_budgeted += grown;
    return std::nullopt;
}

void OtlpHttpExchange::end(HttpResponder responder) {
    if (m_coded) {
        if (auto reply = check(m_inflater->finish()))
            return responder.send(std::move(*reply));
    }
    ExportRequest request{m_signal, m_format, Transport::Http, std::move(m_payload), m_wireBytes,
        std::string(m_head.field("user-agent")), m_head.peer};
    // The handler, and so its CORS policy, outlives every request of the intake.
    m_shared.intake.take(std::move(request),
        [responder, head = std::move(m_head), signal = m_signal, &cors = m_shared.cors](
            Verdict verdict) { responder.send(verdictReply(verdict, signal, head, cors)); });
}

} // namespace spanglass
