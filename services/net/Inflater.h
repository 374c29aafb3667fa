#pragma once

#include "services/net/ContentCoding.h"

#include <memory>
#include <string>

namespace spanglass {

/// Undoes one Content-Encoding as bytes arrive. Stops at the limit, whatever the input would still unfold to, so a
/// decompression bomb costs at most `limit` bytes. Not shared between threads.
class Inflater {
public:
    enum class Outcome : std::uint8_t { Ok, Broken, TooLarge };

    virtual ~Inflater() = default;

    /// Appends what `in` unfolds to. After anything but Ok the object must not be used again.
    virtual Outcome feed(std::string_view in, std::string& out) = 0;
    /// Call once after the last byte: Broken when the stream is not complete. gzip may have several members and zstd
    /// several frames.
    virtual Outcome finish() = 0;

    /// `limit`: most bytes that `out` may hold. gzip and deflate by zlib; deflate is taken with or without the zlib
    /// wrapper, since senders disagree.
    static std::unique_ptr<Inflater> make(ContentCoding coding, std::uint64_t limit);
};

} // namespace spanglass
