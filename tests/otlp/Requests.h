#pragma once

#include "services/otlp/Decode.h"

#include <QByteArray>

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

} // namespace spanglass::test
