#pragma once

#include "services/core/SqlTable.h"

#include <QStringList>

#include <optional>
#include <vector>

namespace spanglass {

/// An answer as a picture: a few curves over time or over a number, bars with names, or a histogram.
struct SqlChart {
    enum class Kind {
        Lines, ///< x[i] against each series' values[i]; x grows
        Bars, ///< labels[i], a bar for each series
        Histogram, ///< series[0].values[i] counts what lies from x[i] to x[i + 1]
    };
    struct Series {
        QString name;
        std::vector<double> values; ///< NaN where there is none

        bool operator==(const Series&) const = default;
    };

    Kind kind = Kind::Lines;
    QString xName;
    bool xIsTime = false; ///< x counts seconds since 1970 in UTC
    std::vector<double> x;
    QStringList labels;
    std::vector<Series> series;

    static constexpr std::size_t MaxSeries = 8;
    static constexpr std::size_t MaxBars = 40;
    static constexpr std::size_t MaxRows = 200'000; ///< of the answer; longer ones get no chart
};

/// Chooses the chart that fits the columns of an answer; nothing when none does:
/// - a time, up to eight numbers: curves, one for each text when there is one text and one number;
/// - a text first, then one to three numbers, 2 to 40 rows: bars;
/// - a growing number first, then one more number: a histogram whose bins begin at the former;
/// - one number alone, 20 rows or more: its histogram.
/// Of several numbers, those are shown that are counts, or measures, as the first one is.
/// Any thread.
std::optional<SqlChart> sqlChartOf(const SqlTable& table);

} // namespace spanglass
