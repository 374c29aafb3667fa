#include "models/sql/SqlChart.h"

#include <QDateTime>
#include <QTimeZone>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

constexpr double NoValue = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t BarSeries = 3;
constexpr std::size_t FewestForHistogram = 20;
constexpr std::size_t MostGivenBins = 500;

double numberAt(const SqlTable& table, std::size_t row, std::size_t column) {
    const auto cell = table.cell(row, column);
    double value = NoValue;
    if (cell)
        std::from_chars(cell->data(), cell->data() + cell->size(), value);
    return std::isfinite(value) ? value : NoValue;
}

bool isTime(const SqlColumn& column) { return column.type == "DATE"_L1 || column.type.startsWith("TIMESTAMP"_L1); }

double timeAt(const SqlTable& table, std::size_t row, std::size_t column) {
    QString text = table.text(row, column);
    if (text.size() == 10)
        text += u"T00:00:00Z"_s;
    // Qt reads milliseconds at most.
    static constexpr qsizetype ToMilliseconds = 23;
    QDateTime time = QDateTime::fromString(text.left(ToMilliseconds), Qt::ISODateWithMs);
    time.setTimeSpec(Qt::UTC);
    return time.isValid() ? static_cast<double>(time.toMSecsSinceEpoch()) / 1e3 : NoValue;
}

/// Counts and measures do not share an axis.
bool isWhole(const SqlColumn& column) {
    return column.type == "BIGINT"_L1 || column.type == "INT"_L1 || column.type == "SMALLINT"_L1
        || column.type == "TINYINT"_L1 || column.type.endsWith(",0)"_L1);
}

struct Columns {
    std::vector<std::size_t> times;
    std::vector<std::size_t> numbers;
    std::vector<std::size_t> texts;
};

Columns columnsOf(const SqlTable& table) {
    Columns columns;
    for (std::size_t i = 0; i < table.columns.size(); ++i)
        (isTime(table.columns[i])           ? columns.times
                : table.columns[i].isNumber ? columns.numbers
                                            : columns.texts)
            .push_back(i);
    return columns;
}

/// The first number, and those after it that can share its axis.
std::vector<std::size_t> alike(const SqlTable& table, const std::vector<std::size_t>& numbers, std::size_t most) {
    std::vector<std::size_t> chosen;
    for (const std::size_t number : numbers) {
        if (chosen.size() < most && isWhole(table.columns[number]) == isWhole(table.columns[numbers[0]]))
            chosen.push_back(number);
    }
    return chosen;
}

std::vector<double> column(const SqlTable& table, std::size_t index) {
    std::vector<double> values(table.rowCount());
    for (std::size_t row = 0; row < values.size(); ++row)
        values[row] = numberAt(table, row, index);
    return values;
}

/// Rows by time; those without a time are left out.
struct ByTime {
    std::vector<std::size_t> rows;
    std::vector<double> times; ///< of all rows of the answer

    ByTime(const SqlTable& table, std::size_t timeColumn) {
        for (std::size_t row = 0; row < table.rowCount(); ++row) {
            times.push_back(timeAt(table, row, timeColumn));
            if (!std::isnan(times.back()))
                rows.push_back(row);
        }
        std::ranges::stable_sort(rows, {}, [this](std::size_t row) { return times[row]; });
    }
};

SqlChart curves(const SqlTable& table, std::size_t time, const std::vector<std::size_t>& numbers) {
    const ByTime byTime(table, time);
    SqlChart chart{SqlChart::Kind::Lines, table.columns[time].name, true, {}, {}, {}};
    for (const std::size_t row : byTime.rows)
        chart.x.push_back(byTime.times[row]);
    for (const std::size_t number : numbers) {
        SqlChart::Series& series = chart.series.emplace_back(SqlChart::Series{table.columns[number].name, {}});
        for (const std::size_t row : byTime.rows)
            series.values.push_back(numberAt(table, row, number));
    }
    return chart;
}

/// One curve for each text; the largest ones when there are too many.
SqlChart curvesByText(const SqlTable& table, std::size_t time, std::size_t text, std::size_t number) {
    const ByTime byTime(table, time);
    SqlChart chart{SqlChart::Kind::Lines, table.columns[time].name, true, {}, {}, {}};
    for (const std::size_t row : byTime.rows) {
        if (chart.x.empty() || chart.x.back() != byTime.times[row])
            chart.x.push_back(byTime.times[row]);
    }
    std::map<QString, double> totals;
    for (const std::size_t row : byTime.rows) {
        const double value = numberAt(table, row, number);
        totals[table.text(row, text)] += std::isnan(value) ? 0 : std::abs(value);
    }
    std::vector<std::pair<QString, double>> largest(totals.begin(), totals.end());
    std::ranges::stable_sort(largest, std::greater(), &std::pair<QString, double>::second);
    largest.resize(std::min(largest.size(), SqlChart::MaxSeries));
    std::map<QString, std::size_t> places;
    for (const auto& [name, total] : largest) {
        places[name] = chart.series.size();
        chart.series.push_back({name, std::vector<double>(chart.x.size(), NoValue)});
    }
    std::size_t at = 0;
    for (const std::size_t row : byTime.rows) {
        while (chart.x[at] != byTime.times[row])
            ++at;
        if (const auto place = places.find(table.text(row, text)); place != places.end())
            chart.series[place->second].values[at] = numberAt(table, row, number);
    }
    return chart;
}

std::optional<SqlChart> bars(const SqlTable& table, std::size_t text, const std::vector<std::size_t>& numbers) {
    if (table.rowCount() > SqlChart::MaxBars)
        return std::nullopt;
    SqlChart chart{SqlChart::Kind::Bars, table.columns[text].name, false, {}, {}, {}};
    for (std::size_t row = 0; row < table.rowCount(); ++row)
        chart.labels << (table.cell(row, text) ? table.text(row, text) : u"NULL"_s);
    for (const std::size_t number : numbers)
        chart.series.push_back({table.columns[number].name, column(table, number)});
    return chart;
}

/// "bucket, count", as a query counts them itself.
std::optional<SqlChart> givenHistogram(const SqlTable& table) {
    std::vector<double> starts = column(table, 0);
    const bool grows = std::ranges::adjacent_find(starts, [](double a, double b) { return !(a < b); }) == starts.end();
    if (!grows || starts.size() < 3 || starts.size() > MostGivenBins)
        return std::nullopt;
    double narrowest = starts[1] - starts[0];
    for (std::size_t i = 1; i + 1 < starts.size(); ++i)
        narrowest = std::min(narrowest, starts[i + 1] - starts[i]);
    // Empty buckets have no row: those before a gap end where their width says.
    SqlChart chart{SqlChart::Kind::Histogram, table.columns[0].name, false, {}, {}, {{table.columns[1].name, {}}}};
    const std::vector<double> counts = column(table, 1);
    for (std::size_t i = 0; i < starts.size(); ++i) {
        chart.x.push_back(starts[i]);
        chart.series[0].values.push_back(counts[i]);
        const bool gap = i + 1 < starts.size() && starts[i + 1] - starts[i] > 1.5 * narrowest;
        if (gap) {
            chart.x.push_back(starts[i] + narrowest);
            chart.series[0].values.push_back(0);
        }
    }
    chart.x.push_back(starts.back() + narrowest);
    return chart;
}

/// Bins of a round width, 10 to 40 of them.
std::optional<SqlChart> histogram(const SqlTable& table, std::size_t number) {
    std::vector<double> values = column(table, number);
    std::erase_if(values, [](double value) { return std::isnan(value); });
    if (values.size() < FewestForHistogram)
        return std::nullopt;
    const auto [low, high] = std::ranges::minmax(values);
    if (low == high)
        return std::nullopt;
    const double wanted = std::clamp(std::sqrt(static_cast<double>(values.size())), 10.0, 40.0);
    const double raw = (high - low) / wanted;
    const double ten = std::pow(10.0, std::floor(std::log10(raw)));
    const double width = ten * (raw <= ten ? 1 : raw <= 2 * ten ? 2 : raw <= 5 * ten ? 5 : 10);
    const double start = std::floor(low / width) * width;
    const auto bins = static_cast<std::size_t>(std::floor((high - start) / width)) + 1;
    SqlChart chart{SqlChart::Kind::Histogram, table.columns[number].name, false, {}, {}, {}};
    chart.series.push_back({{}, std::vector<double>(bins, 0)});
    for (const double value : values)
        ++chart.series[0].values[std::min(bins - 1, static_cast<std::size_t>((value - start) / width))];
    for (std::size_t i = 0; i <= bins; ++i)
        chart.x.push_back(start + static_cast<double>(i) * width);
    return chart;
}

} // namespace

std::optional<SqlChart> sqlChartOf(const SqlTable& table) {
    if (table.rowCount() < 2 || table.rowCount() > SqlChart::MaxRows)
        return std::nullopt;
    const Columns columns = columnsOf(table);
    const std::size_t numbers = columns.numbers.size();
    if (columns.times.size() == 1 && numbers >= 1 && columns.texts.empty())
        return curves(table, columns.times[0], alike(table, columns.numbers, SqlChart::MaxSeries));
    if (columns.times.size() == 1 && numbers == 1 && columns.texts.size() == 1)
        return curvesByText(table, columns.times[0], columns.texts[0], columns.numbers[0]);
    if (columns.times.empty() && columns.texts.size() == 1 && columns.texts[0] == 0 && numbers >= 1)
        return bars(table, 0, alike(table, columns.numbers, BarSeries));
    if (numbers == 2 && table.columns.size() == 2)
        return givenHistogram(table);
    if (numbers == 1 && table.columns.size() == 1)
        return histogram(table, 0);
    return std::nullopt;
}

} // namespace spanglass
