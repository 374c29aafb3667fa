#include "models/timeline/RulerTicks.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

constexpr std::int64_t Second = 1'000'000'000;
constexpr std::int64_t Minute = 60 * Second;
constexpr std::int64_t Hour = 60 * Minute;
constexpr std::int64_t Day = 24 * Hour;

std::int64_t stepOfAtLeast(double nanos) {
    for (std::int64_t decade = 1; decade <= Second; decade *= 10)
        for (const std::int64_t n : {1, 2, 5})
            if (static_cast<double>(decade * n) >= nanos && decade * n <= 5 * Second)
                return decade * n;
    constexpr std::array Clock{10 * Second, 15 * Second, 30 * Second, Minute, 2 * Minute, 5 * Minute, 10 * Minute,
        15 * Minute, 30 * Minute, Hour, 2 * Hour, 3 * Hour, 6 * Hour, 12 * Hour, Day};
    for (const std::int64_t step : Clock)
        if (static_cast<double>(step) >= nanos)
            return step;
    for (std::int64_t decade = Day; decade < INT64_MAX / 10; decade *= 10)
        for (const std::int64_t n : {1, 2, 5})
            if (static_cast<double>(decade * n) >= nanos)
                return decade * n;
    return 100'000 * Day;
}

struct Unit {
    std::int64_t nanos;
    QLatin1StringView name;
    int digits; ///< decimals of a nanosecond in this unit
};

constexpr std::array Units{Unit{Second, QLatin1StringView("s"), 9}, Unit{1'000'000, QLatin1StringView("ms"), 6},
    Unit{1'000, QLatin1StringView("\xb5s"), 3}, Unit{1, QLatin1StringView("ns"), 0}};

/// The largest unit that is not larger than the farthest time, so that labels begin with a few digits.
const Unit& unitFor(std::int64_t farthest) {
    for (const Unit& unit : Units)
        if (farthest >= unit.nanos)
            return unit;
    return Units.back();
}

int decimalsFor(const Unit& unit, std::int64_t step) {
    int decimals = unit.digits;
    for (std::int64_t fine = 10; decimals > 0 && step % fine == 0; fine *= 10)
        --decimals;
    return decimals;
}

QString decimal(std::int64_t time, const Unit& unit, int decimals) {
    // Exact in integers: a double would lose nanoseconds after 104 days.
    const std::int64_t whole = time / unit.nanos;
    QString text = QString::number(std::abs(whole));
    if (decimals > 0) {
        const QString fraction = QString::number(std::abs(time % unit.nanos)).rightJustified(unit.digits, u'0');
        text += u'.' + QStringView(fraction).left(decimals);
    }
    return (time < 0 ? u"\u2212"_s : QString()) + text + u' ' + unit.name;
}

QString clock(std::int64_t time, std::int64_t step) {
    const std::int64_t t = std::abs(time);
    QString text;
    const auto part = [&](std::int64_t value, QLatin1StringView unit) {
        text += (text.isEmpty() ? QString() : u" "_s) + QString::number(value) + u' ' + unit;
    };
    if (t >= Day)
        part(t / Day, "d"_L1);
    if (step < Day && t % Day >= Hour)
        part(t % Day / Hour, "h"_L1);
    if (step < Hour && t % Hour >= Minute)
        part(t % Hour / Minute, "min"_L1);
    if (step < Minute && t % Minute >= Second)
        part(t % Minute / Second, "s"_L1);
    if (text.isEmpty())
        return u"0"_s;
    return time < 0 ? u"\u2212"_s + text : text;
}

std::int64_t floorTo(std::int64_t time, std::int64_t step) {
    const std::int64_t rest = time % step;
    return time - (rest < 0 ? rest + step : rest);
}

} // namespace

RulerTicks RulerTicks::of(const TimeAxis& axis, double minSpacing) {
    RulerTicks ruler;
    ruler.step = stepOfAtLeast(std::max(1.0, minSpacing * axis.nanosPerPixel()));
    const TimeWindow window = axis.window();
    const std::int64_t farthest = std::max(std::abs(window.from), std::abs(window.to));
    const bool byClock = farthest >= 2 * Minute && ruler.step >= Second;
    std::int64_t base = 0;
    const Unit* unit = &unitFor(farthest);
    if (!byClock && (decimalsFor(*unit, ruler.step) > 3 || farthest >= 1000 * Second)) {
        base = floorTo(window.from, ruler.step < INT64_MAX / 1000 ? ruler.step * 1000 : ruler.step);
        unit = &unitFor(std::max(window.to - base, ruler.step));
        const Unit& baseUnit = unitFor(std::abs(base));
        if (base != 0)
            ruler.base = std::abs(base) >= 2 * Minute && base % Second == 0
                ? clock(base, Second)
                : decimal(base, baseUnit, decimalsFor(baseUnit, ruler.step * 1000));
    }
    const int decimals = decimalsFor(*unit, ruler.step);
    for (std::int64_t t = floorTo(window.from, ruler.step); t <= window.to; t += ruler.step) {
        if (t >= window.from) {
            QString label = byClock      ? clock(t, ruler.step)
                : t == base && base == 0 ? u"0"_s
                                         : decimal(t - base, *unit, decimals);
            ruler.ticks.push_back({t, base != 0 ? u'+' + label : label});
        }
        if (t > INT64_MAX - ruler.step)
            break;
    }
    return ruler;
}

} // namespace spanglass
