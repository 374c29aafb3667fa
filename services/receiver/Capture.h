#pragma once

#include <string>
#include <string_view>

namespace spanglass {

/// The payload as one zstd frame, with its size in the header. Any thread; each keeps a context of its own.
std::string zstdFrame(std::string_view payload);

} // namespace spanglass
