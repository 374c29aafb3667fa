#include "models/sql/SqlSort.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <iterator>
#include <string>
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

/// A text in small letters. `head` holds the eight bytes after what all texts of the column begin with, so that most
/// comparisons are of two numbers.
struct TextKey {
    std::uint64_t head = 0;
    std::string_view folded;
    std::string_view text;
};

int compare(const TextKey& a, const TextKey& b) {
    if (a.head != b.head)
        return a.head < b.head ? -1 : 1;
    const int order = a.folded.compare(b.folded);
    return order != 0 ? order : a.text.compare(b.text);
}

std::uint64_t headOf(std::string_view text) {
    std::uint64_t head = 0;
    for (std::size_t i = 0; i < 8; ++i)
        head = (head << 8) | (i < text.size() ? static_cast<unsigned char>(text[i]) : 0u);
    return head;
}

double numberOf(std::string_view text) {
    double value = 0;
    if (std::from_chars(text.data(), text.data() + text.size(), value).ec != std::errc())
        return HUGE_VAL;
    return std::isnan(value) ? HUGE_VAL : value; // NaN is larger than any number, as in SQL
}

template <class Key> struct Entry {
    Key key;
    std::uint32_t row;
};

/// The rows that are not NULL by their keys, then those that are.
template <class Key> SqlOrder arranged(std::vector<Entry<Key>>& entries, const SqlOrder& nulls, Qt::SortOrder order) {
    const bool up = order == Qt::AscendingOrder;
    std::ranges::sort(entries, [up](const Entry<Key>& a, const Entry<Key>& b) {
        const int difference = compare(a.key, b.key);
        return difference == 0 ? a.row < b.row : (difference < 0) == up;
    });
    SqlOrder rows;
    rows.reserve(entries.size() + nulls.size());
    for (const Entry<Key>& entry : entries)
        rows.push_back(entry.row);
    rows.insert(rows.end(), nulls.begin(), nulls.end());
    return rows;
}

/// Calls back with each cell that is not NULL and its row; gives the rows of the others.
template <class Each> SqlOrder forCells(const SqlTable& table, std::size_t column, Each each) {
    SqlOrder nulls;
    const auto count = static_cast<std::uint32_t>(table.rowCount());
    for (std::uint32_t row = 0; row < count; ++row) {
        if (const auto cell = table.cell(row, column))
            each(*cell, row);
        else
            nulls.push_back(row);
    }
    return nulls;
}

SqlOrder sortedNumbers(const SqlTable& table, std::size_t column, Qt::SortOrder order) {
    std::vector<Entry<NumberKey>> entries;
    entries.reserve(table.rowCount());
    const SqlOrder nulls = forCells(table, column, [&](std::string_view text, std::uint32_t row) {
        entries.push_back({{numberOf(text), text}, row});
    });
    return arranged(entries, nulls, order);
}

SqlOrder sortedTexts(const SqlTable& table, std::size_t column, Qt::SortOrder order) {
    const bool time = table.columns[column].type.startsWith("TIMESTAMP"_L1);
    std::vector<Entry<TextKey>> entries;
    entries.reserve(table.rowCount());
    std::size_t bytes = 0;
    const SqlOrder nulls = forCells(table, column, [&](std::string_view text, std::uint32_t row) {
        // "…00.000Z" is before "…00.000001Z", so the Z must not count.
        if (time && text.ends_with('Z'))
            text.remove_suffix(1);
        entries.push_back({{0, {}, text}, row});
        bytes += text.size();
    });
    std::string folded;
    folded.reserve(bytes); // the keys are views into it
    for (Entry<TextKey>& entry : entries) {
        const std::size_t begin = folded.size();
        std::ranges::transform(entry.key.text, std::back_inserter(folded), lower);
        entry.key.folded = std::string_view(folded).substr(begin);
    }
    std::string_view common = entries.empty() ? std::string_view() : entries[0].key.folded;
    for (const Entry<TextKey>& entry : entries)
        common = common.substr(
            0, static_cast<std::size_t>(std::ranges::mismatch(common, entry.key.folded).in1 - common.begin()));
    for (Entry<TextKey>& entry : entries)
        entry.key.head = headOf(entry.key.folded.substr(common.size()));
    return arranged(entries, nulls, order);
}

} // namespace

SqlOrder sqlSorted(const SqlTable& table, std::size_t column, Qt::SortOrder order) {
    return table.columns[column].isNumber ? sortedNumbers(table, column, order) : sortedTexts(table, column, order);
}

} // namespace spanglass
