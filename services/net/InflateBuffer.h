#pragma once

#include <algorithm>
#include <cstdint>
#include <string>

namespace spanglass {

/// Lets `write(place, room)` append to `out`, in steps that stay within `limit + 1` bytes: the one byte more tells
/// "exactly the limit" from "beyond it". `write` returns how many bytes it wrote.
template <class Write> void appendWithin(std::string& out, std::uint64_t limit, Write write) {
    constexpr std::uint64_t Step = 64 * 1024;
    const std::size_t before = out.size();
    const auto room = static_cast<std::size_t>(std::min(Step, limit + 1 - before));
    if (out.capacity() - before < room)
        out.reserve(static_cast<std::size_t>(std::min<std::uint64_t>(limit + 1, 2 * out.capacity() + room)));
    out.resize_and_overwrite(
        before + room, [&](char* text, std::size_t) { return before + write(text + before, room); });
}

} // namespace spanglass
