#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace spanglass {

/// The body of a reply that is too large to be held: made piece by piece while it is sent, as fast as the peer takes
/// it. Used on one connection's thread and never waited for there, so next() must not block.
class BodySource {
public:
    enum class After : std::uint8_t {
        More,
        End, ///< it is complete
        BreakOff, ///< the connection ends here, within what was announced
    };
    struct Piece {
        std::string bytes;
        After after = After::More;
    };

    virtual ~BodySource() = default;

    virtual Piece next() = 0;
    /// What is announced as Content-Length; without it the body goes out in chunked coding, and to HTTP/1.0 until the
    /// connection closes.
    virtual std::optional<std::uint64_t> size() const { return std::nullopt; }
};

} // namespace spanglass
