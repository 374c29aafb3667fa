#include "services/formats/MessageItems.h"

#include <optional>

namespace spanglass {

namespace {

constexpr std::size_t ItemBytes = 4u << 20;
constexpr char FirstField = 0x0a; ///< field 1, length-delimited

struct FieldLength {
    std::size_t bytes = 0; ///< key, length and content together
    bool valid = true;
};

/// Nothing when the length itself is not there yet.
std::optional<FieldLength> fieldLength(std::string_view text) {
    if (text.empty())
        return {};
    if (text[0] != FirstField)
        return FieldLength{0, false};
    std::uint64_t length = 0;
    for (std::size_t i = 1; i <= 5; ++i) {
        if (i == text.size())
            return {};
        const auto byte = static_cast<unsigned char>(text[i]);
        length |= std::uint64_t(byte & 0x7f) << (7 * (i - 1));
        if (byte < 0x80)
            return FieldLength{1 + i + length, length <= MaxItemBytes};
    }
    return FieldLength{0, false};
}

} // namespace

void MessageItems::feed(std::string_view block, const TakeItem& take) {
    if (m_broken)
        return;
    m_buffer += block;
    while (const auto field = fieldLength(std::string_view(m_buffer).substr(m_whole))) {
        if (!field->valid) {
            // What follows may be an unknown field or a fault: the decoder judges it, with what came before.
            m_broken = m_buffer.size() > MaxItemBytes;
            break;
        }
        if (m_buffer.size() - m_whole < field->bytes)
            break;
        m_whole += field->bytes;
        if (m_whole >= ItemBytes) {
            take({std::string_view(m_buffer).substr(0, m_whole), 0, {}});
            m_buffer.erase(0, m_whole);
            m_whole = 0;
        }
    }
    if (m_broken) {
        take({{}, 0, "a message is larger than 256 MiB"});
        m_buffer = {};
    }
}

void MessageItems::end(const TakeItem& take) {
    if (!m_buffer.empty())
        take({m_buffer, 0, {}});
}

} // namespace spanglass
