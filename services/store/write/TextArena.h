#pragma once

#include <cstring>
#include <memory_resource>
#include <string_view>

namespace spanglass {

/// Holds texts that were made while a chunk is filled, until the chunk has been appended.
class TextArena {
public:
    char* room(std::size_t bytes) { return static_cast<char*>(m_memory.allocate(bytes, 1)); }

    std::string_view keep(std::string_view text) {
        char* place = room(text.size());
        std::memcpy(place, text.data(), text.size());
        return {place, text.size()};
    }

    void clear() { m_memory.release(); }

private:
    std::pmr::monotonic_buffer_resource m_memory{256 * 1024};
};

} // namespace spanglass
