#include "services/otlp/KeyCheck.h"

#include <algorithm>
#include <numeric>
#include <vector>

namespace spanglass {

namespace {

constexpr std::size_t ShortList = 32;

bool hasDoubleKeysShort(std::span<const Attribute> list) {
    for (std::size_t i = 1; i < list.size(); ++i) {
        const std::string_view key = list[i].key;
        for (std::size_t j = 0; j < i; ++j)
            if (list[j].key.size() == key.size() && list[j].key == key)
                return true;
    }
    return false;
}

/// Positions in the order of their keys; those of one key in list order.
std::vector<std::uint32_t> sortedByKey(std::span<const Attribute> list) {
    std::vector<std::uint32_t> order(list.size());
    std::iota(order.begin(), order.end(), 0u);
    std::ranges::sort(order, [list](std::uint32_t a, std::uint32_t b) {
        const int c = list[a].key.compare(list[b].key);
        return c != 0 ? c < 0 : a < b;
    });
    return order;
}

} // namespace

bool hasDoubleKeys(std::span<const Attribute> list) {
    if (list.size() <= ShortList)
        return hasDoubleKeysShort(list);
    const auto order = sortedByKey(list);
    return std::ranges::adjacent_find(order, {}, [list](std::uint32_t i) { return list[i].key; }) != order.end();
}

std::span<Attribute> keepLastOfEachKey(std::span<Attribute> list) {
    const auto order = sortedByKey(list);
    std::vector<bool> dropped(list.size());
    for (std::size_t i = 1; i < order.size(); ++i)
        dropped[order[i - 1]] = list[order[i - 1]].key == list[order[i]].key;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < list.size(); ++i)
        if (!dropped[i])
            list[kept++] = list[i];
    return list.first(kept);
}

} // namespace spanglass
