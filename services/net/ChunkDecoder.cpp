#include "services/net/ChunkDecoder.h"

#include <algorithm>

namespace spanglass {

namespace {
constexpr std::uint32_t MaxSizeDigits = 15; // one less than would overflow
constexpr std::uint32_t MaxExtension = 1024;
constexpr std::uint32_t MaxTrailer = 8 * 1024;

int hexDigit(char c) {
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}
} // namespace

bool ChunkDecoder::takeSizeByte(char c) {
    if (const int digit = hexDigit(c); digit >= 0) {
        m_left = m_left * 16 + static_cast<std::uint64_t>(digit);
        return ++m_digits <= MaxSizeDigits;
    }
    if (m_digits == 0)
        return false;
    m_lineLength = 0;
    m_state = c == '\r' ? State::SizeNewline : State::Extension;
    return c == '\r' || c == ';' || c == ' ' || c == '\t';
}

/// A trailer line may hold anything but a bare line feed; the empty line ends the body.
bool ChunkDecoder::takeTrailerByte(char c) {
    const bool newline = c == '\n';
    if ((newline && m_previous != '\r') || ++m_trailerBytes > MaxTrailer)
        return false;
    if (newline && m_lineLength == 1)
        m_state = State::Done;
    m_lineLength = newline ? 0 : m_lineLength + 1;
    m_previous = c;
    return true;
}

bool ChunkDecoder::takeByte(char c) {
    switch (m_state) {
    case State::Size:
        return takeSizeByte(c);
    case State::Extension:
        if (c == '\r')
            m_state = State::SizeNewline;
        return c != '\n' && ++m_lineLength <= MaxExtension;
    case State::SizeNewline:
        m_state = m_left == 0 ? State::Trailer : State::Data;
        m_lineLength = 0;
        return c == '\n';
    case State::DataReturn:
        m_state = State::DataNewline;
        return c == '\r';
    case State::DataNewline:
        m_state = State::Size;
        m_digits = 0;
        return c == '\n';
    case State::Trailer:
        return takeTrailerByte(c);
    case State::Data:
    case State::Done:
        return false;
    }
    return false;
}

ChunkDecoder::Step ChunkDecoder::next(std::string_view& in, std::string_view& data) {
    while (m_state != State::Done) {
        if (in.empty())
            return Step::NeedMore;
        if (m_state == State::Data) {
            data = in.substr(0, static_cast<std::size_t>(std::min<std::uint64_t>(m_left, in.size())));
            in.remove_prefix(data.size());
            m_left -= data.size();
            if (m_left == 0)
                m_state = State::DataReturn;
            return Step::Data;
        }
        const char c = in.front();
        in.remove_prefix(1);
        if (!takeByte(c))
            return Step::Invalid;
    }
    return Step::End;
}

} // namespace spanglass
