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

/// Whether nlohmann's reader takes the text too. It is strict about UTF-8 and lone surrogates, which ours repairs, and
/// about numbers beyond a double, which ours passes over in unknown fields.
class Oracle : public nlohmann::json_sax<nlohmann::json> {
public:
    bool null() override { return true; }
    bool boolean(bool) override { return true; }
    bool number_integer(number_integer_t) override { return true; }
    bool number_unsigned(number_unsigned_t) override { return true; }
    bool number_float(number_float_t, const string_t&) override { return true; }
    bool string(string_t&) override { return true; }
    bool binary(binary_t&) override { return true; }
    bool start_object(std::size_t) override { return true; }
    bool key(string_t&) override { return true; }
    bool end_object() override { return true; }
    bool start_array(std::size_t) override { return true; }
    bool end_array() override { return true; }
    bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception& error) override {
        m_tooLarge = error.id == 406;
        return false;
    }

    static bool takes(std::string_view text) {
        if (text.find("\\ud") != text.npos || text.find("\\uD") != text.npos)
            return true;
        std::string ascii(text);
        for (char& c : ascii)
            if (static_cast<unsigned char>(c) >= 0x80)
                c = '?';
        Oracle oracle;
        return nlohmann::json::sax_parse(ascii, &oracle) || oracle.m_tooLarge;
    }

private:
    bool m_tooLarge = false;
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    const auto batch = decodeTraces(text, PayloadFormat::Json);
    if (!batch)
        require(!batch.error().message.empty());
    else if (!text.starts_with("\xEF\xBB\xBF"))
        require(Oracle::takes(text));
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
