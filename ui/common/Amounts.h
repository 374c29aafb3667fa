#pragma once

#include <QString>

#include <cstdint>

namespace spanglass {

/// "812 B", "4.2 MB": powers of 1,024.
QString bytesText(std::uint64_t bytes);

/// "1,204" up to a hundred thousand, then "1.20 M".
QString countText(std::uint64_t count);

} // namespace spanglass
