#include "services/core/Trace.h"

#include <algorithm>

namespace spanglass {

std::uint32_t Trace::rowOf(SpanId id) const {
    const auto at = std::ranges::lower_bound(m_rowsById, id, {}, [this](std::uint32_t row) { return m_nodes[row].id; });
    return at != m_rowsById.end() && m_nodes[*at].id == id ? *at : NoNode;
}

std::uint32_t Trace::rowOf(SpanKey key) const {
    const auto at
        = std::ranges::lower_bound(m_rowsByKey, key, {}, [this](std::uint32_t row) { return m_nodes[row].key; });
    return at != m_rowsByKey.end() && m_nodes[*at].key == key ? *at : NoNode;
}

} // namespace spanglass
