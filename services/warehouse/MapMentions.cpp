#include "services/warehouse/MapMentions.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <string>

namespace spanglass {

namespace {

constexpr std::array<unsigned char, 256> makeFold() {
    std::array<unsigned char, 256> fold{};
    for (std::size_t c = 0; c < fold.size(); ++c)
        fold[c] = static_cast<unsigned char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    return fold;
}

constexpr auto Fold = makeFold();

bool holds(std::string_view text, std::string_view needle) {
    if (needle.size() > text.size())
        return false;
    if (needle.empty())
        return true;
    const auto* at = reinterpret_cast<const unsigned char*>(text.data());
    const auto* wanted = reinterpret_cast<const unsigned char*>(needle.data());
    const auto* const last = at + (text.size() - needle.size());
    for (; at <= last; ++at) {
        if (Fold[*at] != wanted[0])
            continue;
        std::size_t i = 1;
        while (i < needle.size() && Fold[at[i]] == wanted[i])
            ++i;
        if (i == needle.size())
            return true;
    }
    return false;
}

void mapMentions(duckdb_function_info, duckdb_data_chunk input, duckdb_vector output) {
    const duck::ColumnView maps(duckdb_data_chunk_get_vector(input, 0));
    const duck::ColumnView needles(duckdb_data_chunk_get_vector(input, 1));
    const duck::ColumnView keys = maps.keys();
    const duck::ColumnView values = maps.values();
    auto* out = static_cast<bool*>(duckdb_vector_get_data(output));
    const idx_t rows = duckdb_data_chunk_get_size(input);
    for (idx_t row = 0; row < rows; ++row) {
        const std::string_view needle = needles.text(row);
        const auto range = maps.range(row);
        bool found = false;
        for (std::size_t i = range.first; i < range.first + range.count && !found; ++i)
            found = holds(keys.text(i), needle) || holds(values.text(i), needle);
        out[row] = found;
    }
}

} // namespace

Result<> addMapMentions(duck::Connection& connection) {
    const auto line = connection.handle();
    if (!line)
        return std::unexpected(line.error());
    duckdb_logical_type text = duckdb_create_logical_type(DUCKDB_TYPE_VARCHAR);
    duckdb_logical_type map = duckdb_create_map_type(text, text);
    duckdb_logical_type answer = duckdb_create_logical_type(DUCKDB_TYPE_BOOLEAN);
    duckdb_scalar_function function = duckdb_create_scalar_function();
    duckdb_scalar_function_set_name(function, "map_mentions");
    duckdb_scalar_function_add_parameter(function, map);
    duckdb_scalar_function_add_parameter(function, text);
    duckdb_scalar_function_set_return_type(function, answer);
    duckdb_scalar_function_set_function(function, mapMentions);
    // Refused when another connection has added it to this instance: then it is there.
    (void)duckdb_register_scalar_function((*line)->get(), function);
    duckdb_destroy_scalar_function(&function);
    duckdb_destroy_logical_type(&answer);
    duckdb_destroy_logical_type(&map);
    duckdb_destroy_logical_type(&text);
    return {};
}

bool canMention(QStringView text) {
    return std::ranges::all_of(text, [](QChar c) { return c.unicode() < 0x80; });
}

} // namespace spanglass
