#pragma once

#include <QString>

#include <cstdint>

namespace spanglass {

/// "812 bytes", "4.2 MiB".
QString bytesText(std::uint64_t bytes);

/// "1,204" up to a hundred thousand, then "1.20 M".
QString countText(std::uint64_t count);

} // namespace spanglass
