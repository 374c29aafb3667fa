#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace spanglass {

/// One self-contained piece of a trace file: a JSON value, or an OTLP message.
struct FileItem {
    std::string_view bytes; ///< valid during the call
    std::uint64_t line = 0; ///< where it begins, 1-based; 0 in binary files
    std::string problem; ///< why the piece cannot be used; empty when it is whole
};

using TakeItem = std::function<void(const FileItem&)>;

/// A piece larger than this is left out with a problem, so that a broken file cannot take all memory.
inline constexpr std::size_t MaxItemBytes = 256u << 20;

/// Cuts a file into items while its bytes come in. One thread.
class ItemSplitter {
public:
    virtual ~ItemSplitter() = default;
    virtual void feed(std::string_view block, const TakeItem& take) = 0;
    virtual void end(const TakeItem& take) = 0;
};

} // namespace spanglass
