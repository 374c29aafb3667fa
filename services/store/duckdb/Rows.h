#pragma once

#include "services/store/duckdb/ColumnView.h"
#include "services/store/duckdb/Instance.h"

#include <array>
#include <string_view>
#include <utility>

namespace spanglass::duck {

/// What a statement answered, read to its end with forEachRow(), or chunk by chunk (2,048 rows at most) with next().
/// Views are valid until the next next(). One thread.
class Rows {
public:
    Rows(std::shared_ptr<Handle> handle, duckdb_result result);
    ~Rows();
    Rows(Rows&& other) noexcept;
    Rows& operator=(Rows&& other) noexcept;

    std::size_t columnCount() const;
    std::string_view name(std::size_t column) const;
    duckdb_type type(std::size_t column) const;
    /// The whole type, known before the first row; the caller destroys it.
    duckdb_logical_type logicalType(std::size_t column) const;
    /// How many rows an INSERT, UPDATE or DELETE changed.
    std::uint64_t changed() const;

    /// Goes to the next chunk; false at the end. Fails when the query does, Cancelled included.
    Result<bool> next();
    std::size_t size() const { return m_size; } ///< rows in the present chunk
    /// Before the first next(): gives columns without rows, for those who ask for their types.
    void showTypes();
    ColumnView column(std::size_t column) const;

    /// Calls `use(columns, row)` for each row that is left; `columns` is an array of views of the first so many
    /// columns:
    ///
    ///     rows.forEachRow<2>([&](const auto& columns, std::size_t row) { use(columns[0].text(row)); });
    template <std::size_t Columns, class Use> Result<> forEachRow(Use use) {
        while (true) {
            const auto more = next();
            if (!more)
                return std::unexpected(more.error());
            if (!*more)
                return {};
            const auto columns = [&]<std::size_t... I>(std::index_sequence<I...>) { return std::array{column(I)...}; }
            (std::make_index_sequence<Columns>());
            for (std::size_t row = 0; row < m_size; ++row)
                use(columns, row);
        }
    }

private:
    friend class Statement;
    Error error();
    void dropChunk();

    std::shared_ptr<Handle> m_handle;
    mutable duckdb_result m_result{};
    duckdb_data_chunk m_chunk = nullptr;
    std::size_t m_size = 0;
};

} // namespace spanglass::duck
