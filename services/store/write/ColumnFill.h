#pragma once

#include "services/store/write/VectorFill.h"

#include <optional>
#include <vector>

namespace spanglass {

/// Fills the columns of a chunk, or the fields of a struct, from left to right: one call a column, each with a function
/// that gets a row and gives its value. Texts given must live until the chunk has been appended.
template <class Row> class ColumnFill {
public:
    ColumnFill(std::span<const Row> rows, duckdb_data_chunk chunk, TextArena& arena)
        : m_rows(rows)
        , m_chunk(chunk)
        , m_arena(arena) { }
    ColumnFill(std::span<const Row> rows, duckdb_vector structs, TextArena& arena)
        : m_rows(rows)
        , m_structs(structs)
        , m_arena(arena) { }

    TextArena& arena() const { return m_arena; }

    /// T is the column's type as it lies in memory: std::int32_t for INTEGER, bool for BOOLEAN, ...
    template <class T, class Get> ColumnFill& numbers(Get get) {
        T* slots = data<T>(next());
        for (std::size_t i = 0; i < m_rows.size(); ++i)
            slots[i] = static_cast<T>(get(m_rows[i]));
        return *this;
    }

    /// `get` gives a std::optional<T>; nullopt is NULL.
    template <class T, class Get> ColumnFill& optionalNumbers(Get get) {
        const duckdb_vector vector = next();
        T* slots = data<T>(vector);
        for (std::size_t i = 0; i < m_rows.size(); ++i) {
            const std::optional<T> value = get(m_rows[i]);
            slots[i] = value.value_or(T{});
            if (!value)
                setNull(vector, i);
        }
        return *this;
    }

    /// VARCHAR and BLOB.
    template <class Get> ColumnFill& texts(Get get) {
        auto* slots = data<duckdb_string_t>(next());
        for (std::size_t i = 0; i < m_rows.size(); ++i)
            setText(slots[i], get(m_rows[i]));
        return *this;
    }

    /// `get` gives a std::optional<std::string_view>; nullopt is NULL.
    template <class Get> ColumnFill& optionalTexts(Get get) {
        const duckdb_vector vector = next();
        auto* slots = data<duckdb_string_t>(vector);
        for (std::size_t i = 0; i < m_rows.size(); ++i) {
            const std::optional<std::string_view> text = get(m_rows[i]);
            setText(slots[i], text.value_or(std::string_view()));
            if (!text)
                setNull(vector, i);
        }
        return *this;
    }

    /// Trace or span ids as hex; an invalid one is NULL.
    template <class Get> ColumnFill& ids(Get get) {
        return optionalTexts([&](const Row& row) -> std::optional<std::string_view> {
            const auto id = get(row);
            if (!id.isValid())
                return std::nullopt;
            return hexText(id, m_arena);
        });
    }

    /// `get` gives Attributes: a MAP column.
    template <class Get> ColumnFill& maps(Get get) {
        std::size_t total = 0;
        for (const Row& row : m_rows)
            total += get(row).size();
        MapFill map(next(), total, m_arena);
        for (std::size_t i = 0; i < m_rows.size(); ++i)
            map.add(i, get(m_rows[i]));
        return *this;
    }

    /// `get` gives Attributes: a MAP column, and the column of their type letters after it.
    template <class Get> ColumnFill& typedMaps(Get get) {
        maps(get);
        return texts([&](const Row& row) { return typeLetters(get(row), m_arena); });
    }

    /// `get` gives a span of Item: a LIST of structs, whose fields `fill` writes on a ColumnFill<const Item*>.
    template <class Item, class Get, class Fill> ColumnFill& structLists(Get get, Fill fill) {
        std::vector<const Item*> items;
        for (const Row& row : m_rows) {
            for (const Item& item : get(row))
                items.push_back(&item);
        }
        const duckdb_vector list = next();
        setRanges(makeListRoom(list, items.size()), get);
        ColumnFill<const Item*> fields(items, duckdb_list_vector_get_child(list), m_arena);
        fill(fields);
        return *this;
    }

    /// `get` gives a span of numbers: a LIST of T.
    template <class T, class Get> ColumnFill& numberLists(Get get) {
        std::size_t total = 0;
        for (const Row& row : m_rows)
            total += get(row).size();
        const duckdb_vector list = next();
        setRanges(makeListRoom(list, total), get);
        T* slots = data<T>(duckdb_list_vector_get_child(list));
        for (const Row& row : m_rows) {
            for (const auto number : get(row))
                *slots++ = static_cast<T>(number);
        }
        return *this;
    }

    /// `get` gives a std::optional of a range of numbers: a LIST of T, or NULL.
    template <class T, class Get> ColumnFill& optionalNumberLists(Get get) {
        const duckdb_vector list = peek();
        numberLists<T>([&](const Row& row) {
            const auto& numbers = get(row);
            return numbers ? std::span(*numbers) : decltype(std::span(*numbers))();
        });
        for (std::size_t i = 0; i < m_rows.size(); ++i) {
            if (!get(m_rows[i]))
                setNull(list, i);
        }
        return *this;
    }

    /// `get` gives a range of std::string_view: a LIST of VARCHAR.
    template <class Get> ColumnFill& textLists(Get get) {
        std::size_t total = 0;
        for (const Row& row : m_rows)
            total += get(row).size();
        const duckdb_vector list = next();
        setRanges(makeListRoom(list, total), get);
        auto* slots = data<duckdb_string_t>(duckdb_list_vector_get_child(list));
        for (const Row& row : m_rows) {
            for (const std::string_view text : get(row))
                setText(*slots++, text);
        }
        return *this;
    }

private:
    duckdb_vector peek() const {
        return m_chunk != nullptr ? duckdb_data_chunk_get_vector(m_chunk, m_index)
                                  : duckdb_struct_vector_get_child(m_structs, m_index);
    }
    duckdb_vector next() {
        const duckdb_vector vector = peek();
        ++m_index;
        return vector;
    }

    template <class T> static T* data(duckdb_vector vector) { return static_cast<T*>(duckdb_vector_get_data(vector)); }

    template <class Get> void setRanges(duckdb_list_entry* ranges, Get get) {
        std::size_t at = 0;
        for (std::size_t i = 0; i < m_rows.size(); ++i) {
            ranges[i] = {at, get(m_rows[i]).size()};
            at += ranges[i].length;
        }
    }

    std::span<const Row> m_rows;
    duckdb_data_chunk m_chunk = nullptr;
    duckdb_vector m_structs = nullptr;
    TextArena& m_arena;
    idx_t m_index = 0;
};

} // namespace spanglass
