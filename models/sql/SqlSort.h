#pragma once

#include "services/core/SqlTable.h"

#include <Qt>

#include <cstdint>
#include <vector>

namespace spanglass {

/// Places of rows in an answer, in the order in which they are shown.
using SqlOrder = std::vector<std::uint32_t>;

/// The rows by one column: numbers by value, exactly however long, times by time, other text by its letters (ASCII ones
/// in any case). NULL comes last both ways; rows of equal value keep their order. Any thread; 1,000,000 rows take below
/// a second.
SqlOrder sqlSorted(const SqlTable& table, std::size_t column, Qt::SortOrder order);

} // namespace spanglass
