#include "services/core/Ids.h"

namespace spanglass {

namespace {

constexpr char HexDigits[] = "0123456789abcdef";

constexpr int nibble(char c) {
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

std::uint64_t bigEndian(const char* p) {
    std::uint64_t v = 0;
    for (int i = 0; i < 8; ++i)
        v = (v << 8) | static_cast<unsigned char>(p[i]);
    return v;
}

void writeBigEndian(std::uint64_t v, char* p) {
    for (int i = 7; i >= 0; --i, v >>= 8)
        p[i] = static_cast<char>(v & 0xFF);
}

std::optional<std::uint64_t> parseHex(std::string_view sixteenDigits) {
    std::uint64_t v = 0;
    for (const char c : sixteenDigits) {
        const int n = nibble(c);
        if (n < 0)
            return std::nullopt;
        v = (v << 4) | static_cast<std::uint64_t>(n);
    }
    return v;
}

void writeHex64(std::uint64_t v, char* out) {
    for (int i = 15; i >= 0; --i, v >>= 4)
        out[i] = HexDigits[v & 0xF];
}

} // namespace

void writeHex(std::string_view bytes, char* out) {
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        *out++ = HexDigits[byte >> 4];
        *out++ = HexDigits[byte & 0xF];
    }
}

void writeHex(TraceId id, char* out32) {
    writeHex64(id.high, out32);
    writeHex64(id.low, out32 + 16);
}

void writeHex(SpanId id, char* out16) { writeHex64(id.value, out16); }

std::optional<TraceId> TraceId::fromBytes(std::string_view b) {
    if (b.size() != 16)
        return std::nullopt;
    return TraceId{bigEndian(b.data()), bigEndian(b.data() + 8)};
}

std::optional<TraceId> TraceId::fromHex(std::string_view hex) {
    if (hex.size() != 32)
        return std::nullopt;
    const auto h = parseHex(hex.substr(0, 16));
    const auto l = parseHex(hex.substr(16));
    if (!h || !l)
        return std::nullopt;
    return TraceId{*h, *l};
}

std::optional<TraceId> TraceId::fromText(QStringView text) {
    text = text.trimmed();
    if (const auto slash = text.lastIndexOf(u'/'); text.startsWith(u"trace:/") && slash >= 0)
        text = text.mid(slash + 1);
    if (text.startsWith(u"tr-"))
        text = text.mid(3);
    if (text.isEmpty() || text.size() > 32)
        return std::nullopt;
    return fromHex(text.toString().rightJustified(32, u'0').toLatin1().toStdString());
}

std::array<char, 16> TraceId::bytes() const {
    std::array<char, 16> b;
    writeBigEndian(high, b.data());
    writeBigEndian(low, b.data() + 8);
    return b;
}

std::string TraceId::hex() const {
    std::string s(32, '0');
    writeHex(*this, s.data());
    return s;
}

QString TraceId::text() const { return QString::fromStdString(hex()); }

std::optional<SpanId> SpanId::fromBytes(std::string_view b) {
    if (b.size() != 8)
        return std::nullopt;
    return SpanId{bigEndian(b.data())};
}

std::optional<SpanId> SpanId::fromHex(std::string_view hex) {
    if (hex.size() != 16)
        return std::nullopt;
    if (const auto v = parseHex(hex))
        return SpanId{*v};
    return std::nullopt;
}

std::array<char, 8> SpanId::bytes() const {
    std::array<char, 8> b;
    writeBigEndian(value, b.data());
    return b;
}

std::string SpanId::hex() const {
    std::string s(16, '0');
    writeHex(*this, s.data());
    return s;
}

QString SpanId::text() const { return QString::fromStdString(hex()); }

} // namespace spanglass
