#pragma once

#include "services/store/write/TableWriter.h"

#include "services/core/Span.h"

#include <unordered_map>
#include <unordered_set>

namespace spanglass {

/// Stores each distinct resource, or scope, once: gives its id, and remembers which still have to be written. T is
/// Resource or Scope. One thread.
template <class T> class SharedRows {
public:
    explicit SharedRows(const char* table)
        : m_writer(table) { }

    /// Ids that the table holds already.
    void setKnown(std::unordered_set<std::uint64_t> ids) { m_known = std::move(ids); }

    /// The id of `item`, to be written with the next write() when it is new. Quick for an item asked before in the same
    /// commit, by its address.
    std::uint64_t idOf(const T& item);

    /// Appends the new ones to the table.
    Result<> write(duck::Handle& handle);
    /// The commit held, or did not: what it wrote is known from now on, or has to be written again.
    void settle(bool committed);

private:
    std::uint64_t hashOf(const T& item);

    struct Row {
        std::uint64_t id = 0;
        const T* item = nullptr;
    };

    TableWriter m_writer;
    std::unordered_set<std::uint64_t> m_known;
    std::unordered_map<const T*, std::uint64_t> m_byAddress; ///< of the present commit
    std::vector<Row> m_new;
    std::string m_buffer;
};

extern template class SharedRows<Resource>;
extern template class SharedRows<Scope>;

} // namespace spanglass
