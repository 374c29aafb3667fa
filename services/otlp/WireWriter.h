#pragma once

#include "services/otlp/Wire.h"

#include <bit>
#include <cstring>
#include <string>
#include <string_view>

namespace spanglass {

/// Appends protobuf fields to a string. A nested message is opened before its size is known: its length takes five
/// bytes, padded, which every protobuf reader accepts, or is mended when the size turns out otherwise than expected.
class WireWriter {
public:
    void reserve(std::size_t bytes) { m_out.reserve(bytes); }

    void varint(std::uint32_t field, std::uint64_t value) {
        raw(wireTag(field, WireType::Varint));
        raw(value);
    }
    void fixed64(std::uint32_t field, std::uint64_t value) { fixed(wireTag(field, WireType::Fixed64), value); }
    void fixed32(std::uint32_t field, std::uint32_t value) { fixed(wireTag(field, WireType::Fixed32), value); }
    void real(std::uint32_t field, double value) { fixed64(field, std::bit_cast<std::uint64_t>(value)); }
    void bytes(std::uint32_t field, std::string_view content) {
        raw(wireTag(field, WireType::Length));
        raw(content.size());
        m_out.append(content);
    }

    /// Begins a length-delimited field; give the result to close().
    std::size_t open(std::uint32_t field) {
        raw(wireTag(field, WireType::Length));
        m_out.append("\0\0\0\0\0", LengthBytes);
        return m_out.size();
    }
    void close(std::size_t begin) {
        std::size_t size = m_out.size() - begin;
        char* at = m_out.data() + begin - LengthBytes;
        for (std::size_t i = 0; i + 1 < LengthBytes; ++i, size >>= 7)
            *at++ = static_cast<char>((size & 0x7F) | 0x80);
        *at = static_cast<char>(size & 0x7F);
    }

    struct Opened {
        std::size_t begin = 0; ///< of the content
        std::size_t lengthBytes = 0;
    };
    /// Begins a length-delimited field of about `expected` bytes, whose length is to take as few bytes as it can. Costs
    /// a move of the content where a guess is wrong by so much that it takes more or fewer.
    Opened openAbout(std::uint32_t field, std::size_t expected) {
        raw(wireTag(field, WireType::Length));
        const std::size_t lengthBytes = varintBytes(expected);
        m_out.append(lengthBytes, '\0');
        return {m_out.size(), lengthBytes};
    }
    void close(const Opened& opened) {
        std::size_t size = m_out.size() - opened.begin;
        const std::size_t lengthBytes = varintBytes(size);
        const std::size_t lengthAt = opened.begin - opened.lengthBytes;
        if (lengthBytes > opened.lengthBytes)
            m_out.insert(lengthAt, lengthBytes - opened.lengthBytes, '\0');
        else
            m_out.erase(lengthAt, opened.lengthBytes - lengthBytes);
        char* at = m_out.data() + lengthAt;
        for (; size >= 0x80; size >>= 7)
            *at++ = static_cast<char>(size | 0x80);
        *at = static_cast<char>(size);
    }

    /// For content of an open field that is appended in place.
    std::string& out() { return m_out; }
    std::string take() { return std::move(m_out); }

private:
    static constexpr std::size_t LengthBytes = 5;

    static constexpr std::size_t varintBytes(std::uint64_t value) {
        return (static_cast<std::size_t>(std::bit_width(value | 1)) + 6) / 7;
    }

    void raw(std::uint64_t value) {
        if (value < 0x80) {
            m_out.push_back(static_cast<char>(value));
            return;
        }
        char buffer[10];
        std::size_t size = 0;
        for (; value >= 0x80; value >>= 7)
            buffer[size++] = static_cast<char>(value | 0x80);
        buffer[size++] = static_cast<char>(value);
        m_out.append(buffer, size);
    }
    template <class T> void fixed(std::uint32_t tag, T value) {
        static_assert(std::endian::native == std::endian::little);
        raw(tag);
        m_out.append(reinterpret_cast<const char*>(&value), sizeof value);
    }

    std::string m_out;
};

} // namespace spanglass
