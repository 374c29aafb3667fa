#include "services/otlp/EnvelopeDecoder.h"
#include "services/otlp/SpanDecoder.h"
#include "services/otlp/WireDecode.h"
#include "services/otlp/WireFailure.h"

#include <algorithm>

namespace spanglass {

namespace {

struct IdFault {
    Refusal refusal;
    std::string words;
};

bool isBase64Text(std::string_view text, std::size_t idBytes) {
    while (text.ends_with('='))
        text.remove_suffix(1);
    const auto inAlphabet = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '+' || c == '/'
            || c == '-' || c == '_';
    };
    return text.size() == (idBytes * 8 + 5) / 6 && std::ranges::all_of(text, inAlphabet);
}

/// What is wrong with an id of `size` bytes, in words. A quoted text comes from JSON.
IdFault idFault(std::string_view raw, std::size_t size, Refusal refusal, std::string_view name, bool fromJson) {
    if (fromJson && raw.size() >= 2 && raw.front() == '"') {
        const std::string_view text = raw.substr(1, raw.rfind('"') - 1);
        if (isBase64Text(text, size))
            return {Refusal::IdInBase64, std::string(name) + " is base64, not hex"};
        return {refusal, std::string(name) + " is not hex"};
    }
    if (raw.empty())
        return {refusal, std::string(name) + " is missing"};
    if (raw.size() != size)
        return {refusal, std::string(name) + " has " + std::to_string(raw.size()) + " bytes"};
    return {refusal, std::string(name) + " is all zero"};
}

std::string describe(const Span& span) {
    return "span " + std::to_string(span.ordinal) + " \"" + std::string(span.name.substr(0, 100)) + '"';
}

class TraceDecode {
public:
    TraceDecode(SpanBatch& batch, bool fromJson)
        : m_batch(batch)
        , m_fromJson(fromJson)
        , m_envelope(batch)
        , m_spans(batch.memory, m_envelope.values(), m_envelope.fault()) { }

    std::optional<DecodeFailure> run() {
        m_envelope.forEachItem(
            [this](std::string_view message, const EnvelopeDecoder::Place& place) { readSpan(message, place); });
        const std::string_view bytes = m_batch.memory.bytes();
        if (m_envelope.fault())
            return wireFailure(bytes, m_envelope.fault(), Signal::Traces, "span", m_ordinal);
        if (!m_fromJson && (m_strange || (m_batch.spans.empty() && m_batch.rejected > 0)))
            return wrongSignal(bytes, Signal::Traces);
        return std::nullopt;
    }

private:
    void readSpan(std::string_view message, const EnvelopeDecoder::Place& place) {
        RawSpan raw;
        m_spans.read(message, raw);
        if (m_envelope.fault())
            return;
        Span& span = raw.span;
        span.resource = place.resource;
        span.scope = place.scope;
        span.ordinal = m_ordinal++;
        // A metric may look like a span without times whose name and description are as long as ids.
        m_strange |= raw.strange || (!span.start.isSet() && !span.end.isSet());
        const std::uint8_t own = m_envelope.values().takeNotices();
        span.notices = own | place.notices;
        if (!takeIds(raw)) {
            ++m_batch.rejected;
            return;
        }
        if (own) [[unlikely]]
            m_envelope.remark(own, "in " + describe(span));
        m_batch.spans.push_back(span);
    }

    bool takeIds(RawSpan& raw) {
        Span& span = raw.span;
        span.traceId = TraceId::fromBytes(raw.traceId).value_or(TraceId());
        if (!span.traceId.isValid())
            return reject(span, idFault(raw.traceId, 16, Refusal::TraceIdInvalid, "trace_id", m_fromJson));
        span.spanId = SpanId::fromBytes(raw.spanId).value_or(SpanId());
        if (!span.spanId.isValid())
            return reject(span, idFault(raw.spanId, 8, Refusal::SpanIdInvalid, "span_id", m_fromJson));
        if (raw.parentId.empty())
            return true;
        const auto parent = SpanId::fromBytes(raw.parentId);
        if (!parent)
            return reject(span, idFault(raw.parentId, 8, Refusal::ParentIdInvalid, "parent_span_id", m_fromJson));
        span.parentSpanId = *parent;
        return true;
    }

    bool reject(const Span& span, const IdFault& fault) {
        note(m_batch.notes, fault.refusal, describe(span) + ": " + fault.words);
        return false;
    }

    SpanBatch& m_batch;
    bool m_fromJson;
    EnvelopeDecoder m_envelope;
    SpanDecoder m_spans;
    std::uint32_t m_ordinal = 0;
    bool m_strange = false;
};

} // namespace

Decoded<SpanBatch> decodeTracesWire(std::string protobuf, WireOrigin origin) {
    auto batch = std::make_shared<SpanBatch>(std::move(protobuf));
    batch->notes = std::move(origin.notes);
    if (auto failure = TraceDecode(*batch, origin.json).run())
        return std::unexpected(std::move(*failure));
    return batch;
}

} // namespace spanglass
