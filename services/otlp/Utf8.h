#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace spanglass {

/// Whether no byte has its top bit set.
inline bool isAscii(std::string_view text) {
    const char* at = text.data();
    std::size_t left = text.size();
    std::uint64_t bits = 0;
    for (; left >= 8; at += 8, left -= 8) {
        std::uint64_t word;
        std::memcpy(&word, at, 8);
        bits |= word;
    }
    for (; left > 0; ++at, --left)
        bits |= static_cast<unsigned char>(*at);
    return (bits & 0x8080808080808080ull) == 0;
}

bool isUtf8BeyondAscii(std::string_view text);

inline bool isUtf8(std::string_view text) { return isAscii(text) || isUtf8BeyondAscii(text); }

/// The text with U+FFFD in place of what is not UTF-8.
std::string repairedUtf8(std::string_view text);

} // namespace spanglass
