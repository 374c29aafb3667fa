#pragma once

#include "services/store/duckdb/ColumnView.h"
#include "services/store/duckdb/Instance.h"

#include <string_view>

namespace spanglass::duck {

/// What a statement answered, read chunk by chunk (2,048 rows at most):
///
///     while (true) {
///         const auto more = rows.next();
///         if (!more) return std::unexpected(more.error());
///         if (!*more) break;
///         const ColumnView name = rows.column(0);
///         for (std::size_t row = 0; row < rows.size(); ++row)
///             use(name.text(row));
///     }
///
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
    /// How many rows an INSERT, UPDATE or DELETE changed.
    std::uint64_t changed() const;

    /// Goes to the next chunk; false at the end. Fails when the query does, Cancelled included.
    Result<bool> next();
    std::size_t size() const { return m_size; } ///< rows in the present chunk
    ColumnView column(std::size_t column) const;

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
