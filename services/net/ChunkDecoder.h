#pragma once

#include <cstdint>
#include <string_view>

namespace spanglass {

/// Takes the chunked transfer coding apart as bytes arrive (RFC 9112 section 7.1). Extensions and trailers are read
/// over; line ends must be CRLF. Keeps no data, so its memory does not grow.
class ChunkDecoder {
public:
    enum class Step : std::uint8_t { NeedMore, Data, End, Invalid };

    /// Consumes from the front of `in`. After Data, `data` is a view into what was `in`; call again until NeedMore, End
    /// or Invalid.
    Step next(std::string_view& in, std::string_view& data);

private:
    enum class State : std::uint8_t { Size, Extension, SizeNewline, Data, DataReturn, DataNewline, Trailer, Done };

    bool takeSizeByte(char c);
    bool takeTrailerByte(char c);
    bool takeByte(char c);

    State m_state = State::Size;
    std::uint64_t m_left = 0; ///< bytes of the present chunk still to come
    std::uint32_t m_digits = 0;
    std::uint32_t m_lineLength = 0; ///< of the extension or trailer line being read over
    std::uint32_t m_trailerBytes = 0;
    char m_previous = 0;
};

} // namespace spanglass
