#include "models/sql/SqlTicks.h"

#include <QDateTime>
#include <QLocale>
#include <QTimeZone>

#include <algorithm>
#include <array>
#include <cmath>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

constexpr double Day = 86'400;
constexpr std::array TimeSteps{1.0, 2.0, 5.0, 10.0, 15.0, 30.0, 60.0, 120.0, 300.0, 600.0, 900.0, 1'800.0, 3'600.0,
    7'200.0, 10'800.0, 21'600.0, 43'200.0, Day, 2 * Day, 7 * Day, 14 * Day, 28 * Day, 56 * Day, 91 * Day, 182 * Day,
    365 * Day, 730 * Day, 1'825 * Day, 3'650 * Day};

double roundStep(double least) {
    const double ten = std::pow(10.0, std::floor(std::log10(least)));
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (factor * ten >= least * (1 - 1e-9))
            return factor * ten;
    }
    return 10 * ten;
}

QString numberText(double value, double step) {
    if (std::abs(value) < step / 1e6)
        return u"0"_s;
    struct Unit {
        double size;
        QLatin1StringView sign;
    };
    static constexpr std::array Units{Unit{1e9, "G"_L1}, Unit{1e6, "M"_L1}, Unit{1e3, "k"_L1}};
    for (const Unit& unit : Units) {
        if (std::abs(value) >= 10 * unit.size || (step >= unit.size && std::abs(value) >= unit.size)) {
            const int decimals = std::clamp(-static_cast<int>(std::floor(std::log10(step / unit.size) + 1e-9)), 0, 6);
            return QLocale().toString(value / unit.size, 'f', decimals) + unit.sign;
        }
    }
    const int decimals = std::clamp(-static_cast<int>(std::floor(std::log10(step) + 1e-9)), 0, 9);
    return QLocale().toString(value, 'f', decimals);
}

} // namespace

std::vector<SqlTick> sqlNumberTicks(double low, double high, int most) {
    std::vector<SqlTick> ticks;
    if (!(high > low) || most < 1)
        return ticks;
    const double step = roundStep((high - low) / most);
    for (double n = std::ceil(low / step - 1e-9); n * step <= high + step * 1e-9; ++n)
        ticks.push_back({n * step, numberText(n * step, step)});
    return ticks;
}

std::vector<SqlTick> sqlTimeTicks(double low, double high, int most) {
    std::vector<SqlTick> ticks;
    if (!(high > low) || most < 1)
        return ticks;
    const auto found = std::ranges::lower_bound(TimeSteps, (high - low) / most);
    const double step = found == TimeSteps.end() ? TimeSteps.back() : *found;
    for (double n = std::ceil(low / step); n * step <= high; ++n) {
        const QDateTime time = QDateTime::fromSecsSinceEpoch(static_cast<qint64>(n * step), Qt::UTC);
        const bool midnight = time.time() == QTime(0, 0);
        const QString format = step >= 300 * Day ? u"yyyy"_s
            : step >= Day || midnight            ? u"d MMM"_s
            : step >= 60                         ? u"HH:mm"_s
                                                 : u"HH:mm:ss"_s;
        ticks.push_back({n * step, QLocale().toString(time, format)});
    }
    return ticks;
}

QString sqlTimeText(double seconds, double span) {
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(std::llround(seconds * 1e3)), Qt::UTC);
    const bool whole = std::fmod(seconds, Day) == 0 && span >= Day;
    const QString format = whole ? u"ddd d MMM yyyy"_s : span < 60 ? u"d MMM HH:mm:ss.zzz"_s : u"d MMM HH:mm:ss"_s;
    return QLocale().toString(time, format);
}

QString sqlNumberText(double number) {
    const double size = std::abs(number);
    const int decimals = size == 0 || size >= 1'000 || number == std::floor(number)
        ? 0
        : std::clamp(3 - static_cast<int>(std::floor(std::log10(size))), 0, 9);
    QString text = QLocale().toString(number, 'f', decimals);
    const QString point = QLocale().decimalPoint();
    while (decimals > 0 && text.contains(point) && text.endsWith(u'0'))
        text.chop(1);
    if (text.endsWith(point))
        text.chop(1);
    return text;
}

} // namespace spanglass
