#include "models/common/Quantity.h"

#include <QLocale>

#include <array>
#include <cmath>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

QString threeDigits(double value) {
    const int decimals = value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
    const double scale = std::pow(10.0, decimals);
    return QLocale().toString(std::round(value * scale) / scale, 'g', QLocale::FloatingPointShortest);
}

} // namespace

QString formatBytes(double bytes) {
    static constexpr std::array Units{"B"_L1, "KiB"_L1, "MiB"_L1, "GiB"_L1, "TiB"_L1};
    std::size_t unit = 0;
    // 1,023.6 would round up to four digits.
    while (bytes >= 999.5 && unit + 1 < Units.size()) {
        bytes /= 1024;
        ++unit;
    }
    return threeDigits(unit == 0 ? std::round(bytes) : bytes) + u' ' + Units[unit];
}

QString formatCount(std::uint64_t count) { return QLocale().toString(static_cast<qulonglong>(count)); }

QString counted(std::uint64_t count, const QString& one, const QString& many) {
    return (count == 1 ? one : many).arg(formatCount(count));
}

QString formatRate(double perSecond) {
    if (perSecond >= 99.95)
        return formatCount(static_cast<std::uint64_t>(std::llround(perSecond)));
    return QLocale().toString(std::round(perSecond * 10) / 10, 'g', QLocale::FloatingPointShortest);
}

} // namespace spanglass
