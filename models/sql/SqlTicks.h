#pragma once

#include <QString>

#include <vector>

namespace spanglass {

/// A mark on an axis of a chart.
struct SqlTick {
    double at = 0;
    QString text;

    bool operator==(const SqlTick&) const = default;
};

/// Round numbers from `low` to `high`, at most `most` of them, with no more decimals than they need: "0", "0.5", "20k".
std::vector<SqlTick> sqlNumberTicks(double low, double high, int most);

/// Round times between two, in seconds since 1970, in UTC: "09:15:30", "09:15", "16 Feb".
std::vector<SqlTick> sqlTimeTicks(double low, double high, int most);

/// A time as precise as a chart over `span` seconds needs it.
QString sqlTimeText(double seconds, double span);

/// A number for a tip: grouped, with up to four significant decimals.
QString sqlNumberText(double number);

} // namespace spanglass
