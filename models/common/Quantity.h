#pragma once

#include <QString>

#include <cstdint>

namespace spanglass {

/// Binary multiples with three significant digits: "0 B", "812 B", "3.42 KiB", "1.2 GiB".
QString formatBytes(double bytes);

/// Grouped in the user's locale: "12,345".
QString formatCount(std::uint64_t count);

/// `one` or `many` with %1 replaced by the grouped count: counted(2, tr("%1 span"), tr("%1 spans")).
QString counted(std::uint64_t count, const QString& one, const QString& many);

/// Per second, three significant digits below a thousand, grouped above: "0", "0.4", "12.5", "1,250".
QString formatRate(double perSecond);

} // namespace spanglass
