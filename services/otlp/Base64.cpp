#include "services/otlp/Base64.h"

#include <array>
#include <cstdint>

namespace spanglass {

namespace {

constexpr std::string_view Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::uint8_t Bad = 0xFF;

constexpr std::array<std::uint8_t, 256> makeSextets() {
    std::array<std::uint8_t, 256> table{};
    table.fill(Bad);
    for (std::size_t i = 0; i < Alphabet.size(); ++i)
        table[static_cast<unsigned char>(Alphabet[i])] = static_cast<std::uint8_t>(i);
    table['-'] = 62;
    table['_'] = 63;
    return table;
}

constexpr auto Sextets = makeSextets();

} // namespace

void appendBase64(std::string& out, std::string_view bytes) {
    std::size_t i = 0;
    const auto at = [bytes](std::size_t n) -> std::uint32_t { return static_cast<unsigned char>(bytes[n]); };
    for (; i + 3 <= bytes.size(); i += 3) {
        const std::uint32_t v = at(i) << 16 | at(i + 1) << 8 | at(i + 2);
        const char four[]{Alphabet[v >> 18], Alphabet[v >> 12 & 63], Alphabet[v >> 6 & 63], Alphabet[v & 63]};
        out.append(four, 4);
    }
    if (bytes.size() - i == 1) {
        const std::uint32_t v = at(i) << 16;
        const char four[]{Alphabet[v >> 18], Alphabet[v >> 12 & 63], '=', '='};
        out.append(four, 4);
    } else if (bytes.size() - i == 2) {
        const std::uint32_t v = at(i) << 16 | at(i + 1) << 8;
        const char four[]{Alphabet[v >> 18], Alphabet[v >> 12 & 63], Alphabet[v >> 6 & 63], '='};
        out.append(four, 4);
    }
}

bool appendFromBase64(std::string& out, std::string_view text) {
    for (int padding = 0; padding < 2 && text.ends_with('='); ++padding)
        text.remove_suffix(1);
    if (text.size() % 4 == 1)
        return false;
    const std::size_t before = out.size();
    std::uint32_t bits = 0;
    int held = 0;
    for (const char c : text) {
        const std::uint8_t sextet = Sextets[static_cast<unsigned char>(c)];
        if (sextet == Bad) {
            out.resize(before);
            return false;
        }
        bits = bits << 6 | sextet;
        held += 6;
        if (held >= 8) {
            held -= 8;
            out.push_back(static_cast<char>(bits >> held & 0xFF));
        }
    }
    return true;
}

} // namespace spanglass
