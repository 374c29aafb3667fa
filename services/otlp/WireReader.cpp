#include "services/otlp/WireReader.h"

namespace spanglass {

namespace {

// Groups are long out of use; no OTLP sender writes one, so a shallow limit costs nothing.
constexpr int MaxGroupDepth = 32;

} // namespace

bool WireReader::fail(const char* reason) {
    if (!m_fault) {
        m_fault.at = m_at;
        m_fault.reason = reason;
    }
    m_at = m_end;
    return false;
}

bool WireReader::nextLong() {
    const std::uint64_t tag = longVarint();
    if (m_fault)
        return false;
    if (tag > UINT32_MAX || fieldOf(static_cast<std::uint32_t>(tag)) == 0)
        return fail("a field number out of range");
    m_tag = static_cast<std::uint32_t>(tag);
    return true;
}

std::uint64_t WireReader::longVarint() {
    std::uint64_t value = 0;
    for (int shift = 0; shift < 70; shift += 7) {
        if (m_at == m_end) {
            fail("a number is cut short");
            return 0;
        }
        const auto byte = static_cast<unsigned char>(*m_at++);
        value |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
        if (byte < 0x80)
            return value;
    }
    fail("a number has more than ten bytes");
    return 0;
}

void WireReader::skip() { skipContent(0); }

void WireReader::skipContent(int depth) {
    switch (typeOf(m_tag)) {
    case WireType::Varint:
        varint();
        return;
    case WireType::Fixed64:
        fixed64();
        return;
    case WireType::Length:
        bytes();
        return;
    case WireType::Fixed32:
        fixed32();
        return;
    case WireType::GroupStart:
        skipGroup(depth + 1);
        return;
    case WireType::GroupEnd:
        fail("the end of a group that never began");
        return;
    }
    fail("a wire type that does not exist");
}

void WireReader::skipGroup(int depth) {
    if (depth > MaxGroupDepth) {
        fail("groups nested too deep");
        return;
    }
    const std::uint32_t field = fieldOf(m_tag);
    while (next()) {
        if (typeOf(m_tag) != WireType::GroupEnd) {
            skipContent(depth);
            continue;
        }
        if (fieldOf(m_tag) != field)
            fail("a group closed by another's end");
        return;
    }
    fail("a group that is never closed");
}

} // namespace spanglass
