#pragma once

#include "services/core/Ids.h"
#include "services/core/Value.h"
#include "services/store/write/TextArena.h"

#include <duckdb.h>

#include <string>

namespace spanglass {

/// Points `slot` at `text` without copying: the text must live until its chunk has been appended, which copies it.
inline void setText(duckdb_string_t& slot, std::string_view text) {
    slot.value.inlined.length = static_cast<std::uint32_t>(text.size());
    if (text.size() <= sizeof slot.value.inlined.inlined) {
        std::memset(slot.value.inlined.inlined, 0, sizeof slot.value.inlined.inlined);
        if (!text.empty())
            std::memcpy(slot.value.inlined.inlined, text.data(), text.size());
    } else {
        std::memcpy(slot.value.pointer.prefix, text.data(), sizeof slot.value.pointer.prefix);
        slot.value.pointer.ptr = const_cast<char*>(text.data());
    }
}

/// The entries of a LIST or MAP vector: makes room for `total` items in all rows, and gives the row slots.
duckdb_list_entry* makeListRoom(duckdb_vector list, std::size_t total);

void setNull(duckdb_vector vector, std::size_t row);

/// Writes one attribute list after another into a MAP(VARCHAR, VARCHAR) vector that has room for them.
class MapFill {
public:
    MapFill(duckdb_vector map, std::size_t total, TextArena& arena);
    void add(std::size_t row, Attributes attributes);

private:
    duckdb_list_entry* m_rows;
    duckdb_string_t* m_keys;
    duckdb_string_t* m_values;
    TextArena& m_arena;
    std::string m_buffer;
    std::size_t m_next = 0;
};

/// A value as the text that the tables hold: itself for a string, else made in the arena with `buffer` as scratch.
std::string_view valueText(const Value& value, std::string& buffer, TextArena& arena);

/// One letter an attribute; see AttributeTypes.h.
std::string_view typeLetters(Attributes attributes, TextArena& arena);

std::string_view hexText(TraceId id, TextArena& arena);
std::string_view hexText(SpanId id, TextArena& arena);

} // namespace spanglass
