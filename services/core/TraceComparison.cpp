#include "services/core/TraceComparison.h"

#include "services/core/SpanChanges.h"

#include <algorithm>
#include <unordered_map>

namespace spanglass {

std::uint64_t TraceComparison::changed(ChangedValue::How how) const {
    std::uint64_t count = 0;
    for (const SpanDifference& span : differing)
        count += static_cast<std::uint64_t>(std::ranges::count(span.changes, how, &ChangedValue::how));
    return count;
}

TraceComparison compareTraces(const std::vector<ComparedSpan>& left, const std::vector<ComparedSpan>& right) {
    struct Copies {
        std::vector<const ComparedSpan*> spans;
        std::size_t used = 0;
    };
    std::unordered_map<std::uint64_t, Copies> byId;
    for (const ComparedSpan& each : right)
        byId[each.span->spanId.value].spans.push_back(&each);

    TraceComparison comparison;
    for (const ComparedSpan& mine : left) {
        const auto found = byId.find(mine.span->spanId.value);
        if (found == byId.end() || found->second.used == found->second.spans.size()) {
            comparison.lost.push_back(mine.span->spanId);
            continue;
        }
        const ComparedSpan& theirs = *found->second.spans[found->second.used++];
        SpanDifference difference;
        difference.changes = spanChanges(*mine.span, *theirs.span);
        if (mine.arrival.isSet() && theirs.arrival.isSet()) {
            difference.delay = theirs.arrival - mine.arrival;
            comparison.longestDelay = std::max(comparison.longestDelay.value_or(*difference.delay), *difference.delay);
        }
        if (difference.changes.empty()) {
            ++comparison.same;
            continue;
        }
        difference.id = mine.span->spanId;
        difference.name = QString::fromUtf8(mine.span->name.data(), static_cast<qsizetype>(mine.span->name.size()));
        comparison.differing.push_back(std::move(difference));
    }
    for (const ComparedSpan& each : right) {
        Copies& copies = byId[each.span->spanId.value];
        if (copies.used == 0)
            comparison.extra.push_back(each.span->spanId);
        else if (copies.used < copies.spans.size())
            ++comparison.repeated;
        ++copies.used;
    }
    return comparison;
}

} // namespace spanglass
