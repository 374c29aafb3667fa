#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace spanglass {

/// The Content-Encodings understood (RFC 9110 section 8.4.1; zstd: RFC 8878).
enum class ContentCoding : std::uint8_t { Identity, Gzip, Deflate, Zstd };

/// "", "identity", "gzip", "x-gzip", "deflate", "zstd", either case; nullopt for anything else, lists included.
std::optional<ContentCoding> contentCodingFromName(std::string_view name);

} // namespace spanglass
