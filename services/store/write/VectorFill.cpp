#include "services/store/write/VectorFill.h"

#include "services/otlp/ValueText.h"
#include "services/store/AttributeTypes.h"

namespace spanglass {

duckdb_list_entry* makeListRoom(duckdb_vector list, std::size_t total) {
    duckdb_list_vector_reserve(list, total);
    duckdb_list_vector_set_size(list, total);
    return static_cast<duckdb_list_entry*>(duckdb_vector_get_data(list));
}

void setNull(duckdb_vector vector, std::size_t row) {
    duckdb_vector_ensure_validity_writable(vector);
    duckdb_validity_set_row_invalid(duckdb_vector_get_validity(vector), row);
}

MapFill::MapFill(duckdb_vector map, std::size_t total, TextArena& arena)
    : m_rows(makeListRoom(map, total))
    , m_arena(arena) {
    const duckdb_vector pairs = duckdb_list_vector_get_child(map);
    m_keys = static_cast<duckdb_string_t*>(duckdb_vector_get_data(duckdb_struct_vector_get_child(pairs, 0)));
    m_values = static_cast<duckdb_string_t*>(duckdb_vector_get_data(duckdb_struct_vector_get_child(pairs, 1)));
}

void MapFill::add(std::size_t row, Attributes attributes) {
    m_rows[row] = {m_next, attributes.size()};
    for (const Attribute& attribute : attributes) {
        setText(m_keys[m_next], attribute.key);
        setText(m_values[m_next], valueText(attribute.value, m_buffer, m_arena));
        ++m_next;
    }
}

std::string_view valueText(const Value& value, std::string& buffer, TextArena& arena) {
    if (value.type() == Value::Type::String)
        return value.text();
    buffer.clear();
    appendValueText(buffer, value);
    return arena.keep(buffer);
}

std::string_view typeLetters(Attributes attributes, TextArena& arena) {
    char* place = arena.room(attributes.size());
    for (std::size_t i = 0; i < attributes.size(); ++i)
        place[i] = typeLetter(attributes[i].value.type());
    return {place, attributes.size()};
}

std::string_view hexText(TraceId id, TextArena& arena) {
    char* place = arena.room(32);
    writeHex(id, place);
    return {place, 32};
}

std::string_view hexText(SpanId id, TextArena& arena) {
    char* place = arena.room(16);
    writeHex(id, place);
    return {place, 16};
}

} // namespace spanglass
