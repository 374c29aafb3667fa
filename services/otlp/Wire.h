#pragma once

#include <cstdint>

namespace spanglass {

/// The wire types of protobuf (protobuf.dev, "Encoding"); 6 and 7 do not exist.
enum class WireType : std::uint8_t { Varint = 0, Fixed64 = 1, Length = 2, GroupStart = 3, GroupEnd = 4, Fixed32 = 5 };

/// A field's key as it stands on the wire, so that one switch checks number and type at once.
constexpr std::uint32_t wireTag(std::uint32_t field, WireType type) {
    return (field << 3) | static_cast<std::uint32_t>(type);
}

constexpr std::uint32_t lengthTag(std::uint32_t field) { return wireTag(field, WireType::Length); }
constexpr std::uint32_t varintTag(std::uint32_t field) { return wireTag(field, WireType::Varint); }
constexpr std::uint32_t fixed32Tag(std::uint32_t field) { return wireTag(field, WireType::Fixed32); }
constexpr std::uint32_t fixed64Tag(std::uint32_t field) { return wireTag(field, WireType::Fixed64); }

constexpr std::uint32_t fieldOf(std::uint32_t tag) { return tag >> 3; }
constexpr WireType typeOf(std::uint32_t tag) { return static_cast<WireType>(tag & 7); }

constexpr std::uint64_t zigZag(std::int64_t v) {
    return (static_cast<std::uint64_t>(v) << 1) ^ static_cast<std::uint64_t>(v >> 63);
}
constexpr std::int64_t unZigZag(std::uint64_t v) {
    return static_cast<std::int64_t>(v >> 1) ^ -static_cast<std::int64_t>(v & 1);
}

} // namespace spanglass
