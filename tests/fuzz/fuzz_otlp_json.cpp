/// Feeds any text to the JSON reader; what it takes must be valid JSON, and must be found again span by span.

#include "services/otlp/ContentHash.h"
#include "services/otlp/Decode.h"
#include "services/otlp/Encode.h"

#include <nlohmann/json.hpp>

#include <cstdlib>

using namespace spanglass;

namespace {

void require(bool holds) {
    if (!holds)
        std::abort();
}

/// nlohmann's reader is strict about UTF-8 and lone surrogates, ours repairs them.
bool isJson(std::string_view text) {
    if (text.find("\\ud") != text.npos || text.find("\\uD") != text.npos)
        return true;
    std::string ascii(text);
    for (char& c : ascii)
        if (static_cast<unsigned char>(c) >= 0x80)
            c = '?';
    return nlohmann::json::accept(ascii);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    const auto batch = decodeTraces(text, PayloadFormat::Json);
    if (!batch)
        require(!batch.error().message.empty());
    else if (!text.starts_with("\xEF\xBB\xBF"))
        require(isJson(text));
    if (batch && !(*batch)->spans.empty()) {
        const Span& last = (*batch)->spans.back();
        const auto raw = rawSpanJson(text, PayloadFormat::Json, last.ordinal);
        require(raw.has_value());
        const auto again = decodeTraces(*raw, PayloadFormat::Json);
        require(again && (*again)->spans.size() == 1);
        require(contentHash((*again)->spans[0]) == contentHash(last));
    }
    decodeLogs(text, PayloadFormat::Json);
    decodeMetrics(text, PayloadFormat::Json);
    return 0;
}
