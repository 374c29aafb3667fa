#pragma once

#include "services/otlp/Decode.h"
#include "tests/support/SpanBuilder.h"

#include <QByteArray>
#include <QDebug>

namespace spanglass::test {

/// How often a refusal or remark was noted.
inline std::uint64_t noted(const DecodedBatch& batch, Refusal refusal) {
    for (const RefusalNote& note : batch.notes)
        if (note.refusal == refusal)
            return note.count;
    return 0;
}

/// A JSON traces request with one span that has good ids and these members on top.
inline std::string spanJson(std::string_view members) {
    return R"({"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"5b8efff798038103d269b633813fc60c",)"
           R"("spanId":"eee19b7ec3c1b174")"
        + (members.empty() ? std::string() : "," + std::string(members)) + "}]}]}]}";
}

/// A JSON traces request with one span that has one attribute "k" of this AnyValue.
inline std::string valueJson(std::string_view anyValue) {
    return spanJson(R"("attributes":[{"key":"k","value":)" + std::string(anyValue) + "}]");
}

inline Decoded<SpanBatch> fromJson(std::string text) { return decodeTraces(std::move(text), PayloadFormat::Json); }

/// The only span of a request that must be accepted.
inline const Span* onlySpan(const Decoded<SpanBatch>& batch) {
    if (!batch) {
        qWarning("%s", batch.error().message.c_str());
        return nullptr;
    }
    return (*batch)->spans.size() == 1 ? &(*batch)->spans[0] : nullptr;
}

/// The value of the only attribute.
inline Value onlyValue(const Decoded<SpanBatch>& batch) {
    const Span* span = onlySpan(batch);
    return span && span->attributes.size() == 1 ? span->attributes[0].value : Value::string("nothing decoded");
}

/// A request in which every field that we know is set somewhere.
inline SpanBuilder fullSample() {
    const Attribute entries[]{{"n", Value::integer(-7)}, {"e", {}}};
    const Value items[]{Value::real(0.5), Value::keyValues(entries), Value::string("ü")};
    SpanBuilder builder;
    builder.resource({{"service.name", Value::string("shop")}}).resourceSchema("r").scope("lib", "1").scopeSchema("s");
    builder.span("GET /")
        .ids(1, 2, 3)
        .kind(SpanKind::Client)
        .error("boom")
        .traceState("a=b")
        .flags(0x301)
        .dropped(1, 2, 3);
    builder.attribute("a", Value::array(items)).attribute("y", Value::bytes("\xff")).attribute("t", true);
    builder.event("e", Nanos{1}, {{"k", Value::integer(1)}}).link(traceId(4), spanId(5), {{"l", Value::string("x")}});
    return builder;
}

/// A protobuf traces request with one good span whose attribute "k" is an integer inside `levels` arrays.
inline std::string deepRequest(int levels) {
    // From the inside out the sizes, then the headers in their order: linear even for a million levels.
    std::string varint;
    const auto encoded = [&varint](std::size_t size) {
        varint.clear();
        for (; size >= 0x80; size >>= 7)
            varint.push_back(static_cast<char>(size | 0x80));
        varint.push_back(static_cast<char>(size));
        return varint;
    };
    std::string headers; // reversed
    std::size_t size = 2;
    const auto wrap = [&](char tag) {
        std::string header = tag + encoded(size);
        size += header.size();
        headers.append(header.rbegin(), header.rend());
    };
    for (int i = 0; i < levels; ++i) {
        wrap('\x0a'); // ArrayValue.values
        wrap('\x2a'); // AnyValue.array_value
    }
    wrap('\x12'); // KeyValue.value
    headers += "k\x01\x0a"; // KeyValue.key, reversed
    size += 3;
    wrap('\x4a'); // Span.attributes
    const std::string ids = "\x0a\x10" + std::string(16, 'a') + "\x12\x08" + std::string(8, 'b');
    headers.append(ids.rbegin(), ids.rend());
    size += ids.size();
    for (const char tag : {'\x12', '\x12', '\x0a'})
        wrap(tag);
    return std::string(headers.rbegin(), headers.rend()) + "\x18\x01";
}

} // namespace spanglass::test
