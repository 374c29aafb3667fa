#pragma once

#include "services/otlp/Wire.h"

#include <bit>
#include <cstring>
#include <string_view>

namespace spanglass {

/// The first thing that was wrong with a message; shared by the readers of its nested messages.
struct WireFault {
    const char* at = nullptr; ///< into the bytes read
    const char* reason = nullptr;
    std::uint32_t parts = 0; ///< admitted so far

    /// Counts what is decoded. The smallest message takes two bytes on the wire and up to hundreds in memory, so a
    /// request of more than this is refused whatever its size. `cost`: 1 for a value, 8 for anything larger.
    bool admit(const char* place, std::uint32_t cost) {
        parts += cost;
        if (parts > MaxParts && reason == nullptr) {
            at = place;
            reason = "too many small parts in one request";
        }
        return reason == nullptr;
    }
    static constexpr std::uint32_t MaxParts = 16'000'000;

    explicit operator bool() const { return reason != nullptr; }
};

/// Walks the fields of one protobuf message without copying. After a fault every reader that shares it still ends
/// its loop in an orderly way, so only whole messages need to look at the fault.
///
///     while (in.next())
///         switch (in.tag()) { case lengthTag(1): x = in.bytes(); break; default: in.skip(); }
class WireReader {
public:
    WireReader(std::string_view bytes, WireFault& fault)
        : m_at(bytes.data())
        , m_end(bytes.data() + bytes.size())
        , m_fault(fault) { }

    /// Moves to the next field; its content must then be read or skipped. False at the end and after a fault.
    bool next() {
        if (m_at == m_end)
            return false;
        const auto first = static_cast<unsigned char>(*m_at);
        if (first >= 0x80)
            return nextLong();
        m_tag = first;
        if (first < 8)
            return fail("field number 0");
        ++m_at;
        return true;
    }

    std::uint32_t tag() const { return m_tag; }

    std::uint64_t varint() {
        if (m_at != m_end && static_cast<unsigned char>(*m_at) < 0x80)
            return static_cast<unsigned char>(*m_at++);
        return longVarint();
    }

    std::uint64_t fixed64() { return fixed<std::uint64_t>(); }
    std::uint32_t fixed32() { return fixed<std::uint32_t>(); }
    double real() { return std::bit_cast<double>(fixed64()); }

    /// A length-delimited field's content; a view into the bytes given.
    std::string_view bytes() {
        const std::uint64_t size = varint();
        if (size > static_cast<std::uint64_t>(m_end - m_at)) {
            fail("a length runs past the end");
            return {};
        }
        const std::string_view content(m_at, static_cast<std::size_t>(size));
        m_at += size;
        return content;
    }

    /// Passes over the content of the current field, whatever its type.
    void skip();

    /// For packed numbers, which have no tags: whether all were read. True after a fault in this reader.
    bool atEnd() const { return m_at == m_end; }

    const char* position() const { return m_at; }

private:
    template <class T> T fixed() {
        static_assert(std::endian::native == std::endian::little);
        if (static_cast<std::size_t>(m_end - m_at) < sizeof(T)) {
            fail("a number is cut short");
            return 0;
        }
        T value;
        std::memcpy(&value, m_at, sizeof(T));
        m_at += sizeof(T);
        return value;
    }
    bool nextLong();
    std::uint64_t longVarint();
    void skipGroup(int depth);
    void skipContent(int depth);
    bool fail(const char* reason);

    const char* m_at;
    const char* m_end;
    WireFault& m_fault;
    std::uint32_t m_tag = 0;
};

} // namespace spanglass
