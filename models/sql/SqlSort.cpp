#include "models/sql/SqlSort.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numeric>
#include <string_view>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

struct NumberKey {
    double value;
    std::string_view text;
};

bool isPlainDecimal(std::string_view text) { return text.find_first_not_of("0123456789.-") == std::string_view::npos; }

/// Magnitudes written without exponent and without leading zeros.
int compareMagnitudes(std::string_view a, std::string_view b) {
    const std::size_t pointA = std::min(a.find('.'), a.size());
    const std::size_t pointB = std::min(b.find('.'), b.size());
    if (pointA != pointB)
        return pointA < pointB ? -1 : 1;
    while (b.find('.') != b.npos && b.ends_with('0'))
        b.remove_suffix(1);
    while (a.find('.') != a.npos && a.ends_with('0'))
        a.remove_suffix(1);
    const int order = a.compare(b);
    return order < 0 ? -1 : order > 0 ? 1 : 0;
}

/// As doubles; where those cannot tell two long numbers apart, by their digits.
int compare(const NumberKey& a, const NumberKey& b) {
    if (a.value != b.value)
        return a.value < b.value ? -1 : 1;
    constexpr double ExactBelow = 9'007'199'254'740'992.0; // 2^53
    if (std::abs(a.value) < ExactBelow && a.text.size() < 16 && b.text.size() < 16)
        return 0;
    if (a.text == b.text || !isPlainDecimal(a.text) || !isPlainDecimal(b.text))
        return 0;
    const bool negative = a.text.starts_with('-');
    if (negative != b.text.starts_with('-'))
        return 0; // 0 and -0
    return negative ? compareMagnitudes(b.text.substr(1), a.text.substr(1)) : compareMagnitudes(a.text, b.text);
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

int compare(std::string_view a, std::string_view b) {
    const auto order = std::lexicographical_compare_three_way(a.begin(), a.end(), b.begin(), b.end(),
        [](char x, char y) { return static_cast<unsigned char>(lower(x)) <=> static_cast<unsigned char>(lower(y)); });
    return order < 0 ? -1 : order > 0 ? 1 : a.compare(b);
}

double numberOf(std::string_view text) {
    double value = 0;
    if (std::from_chars(text.data(), text.data() + text.size(), value).ec != std::errc())
        return HUGE_VAL;
    return std::isnan(value) ? HUGE_VAL : value; // NaN is larger than any number, as in SQL
}

/// Keys of the rows that are not NULL, sorted; then the rows that are.
template <class Key, class MakeKey>
SqlOrder sorted(const SqlTable& table, std::size_t column, Qt::SortOrder order, MakeKey makeKey) {
    struct Entry {
        Key key;
        std::uint32_t row;
    };
    std::vector<Entry> entries;
    SqlOrder nulls;
    const auto count = static_cast<std::uint32_t>(table.rowCount());
    entries.reserve(count);
    for (std::uint32_t row = 0; row < count; ++row) {
        if (const auto cell = table.cell(row, column))
            entries.push_back({makeKey(*cell), row});
        else
            nulls.push_back(row);
    }
    const bool up = order == Qt::AscendingOrder;
    std::ranges::sort(entries, [up](const Entry& a, const Entry& b) {
        const int difference = compare(a.key, b.key);
        return difference == 0 ? a.row < b.row : (difference < 0) == up;
    });
    SqlOrder rows;
    rows.reserve(count);
    for (const Entry& entry : entries)
        rows.push_back(entry.row);
    rows.insert(rows.end(), nulls.begin(), nulls.end());
    return rows;
}

} // namespace

SqlOrder sqlSorted(const SqlTable& table, std::size_t column, Qt::SortOrder order) {
    const SqlColumn& type = table.columns[column];
    if (type.isNumber)
        return sorted<NumberKey>(table, column, order, [](std::string_view text) {
            return NumberKey{numberOf(text), text};
        });
    const bool time = type.type.startsWith("TIMESTAMP"_L1);
    return sorted<std::string_view>(table, column, order, [time](std::string_view text) {
        // "…00.000Z" is before "…00.000001Z", so the Z must not count.
        return time && text.ends_with('Z') ? text.substr(0, text.size() - 1) : text;
    });
}

} // namespace spanglass
