#include "services/core/TraceComparison.h"

#include "services/core/ShownValue.h"
#include "services/core/SpanChanges.h"

#include <algorithm>
#include <unordered_map>

namespace spanglass {

namespace {

SpanDifference named(const Span& span) { return {.id = span.spanId, .name = textOf(span.name)}; }

} // namespace

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
    std::vector<Nanos> delays;
    for (const ComparedSpan& mine : left) {
        const auto found = byId.find(mine.span->spanId.value);
        if (found == byId.end() || found->second.used == found->second.spans.size()) {
            comparison.lost.push_back(named(*mine.span));
            continue;
        }
        const ComparedSpan& theirs = *found->second.spans[found->second.used++];
        SpanDifference difference = named(*mine.span);
        difference.changes = spanChanges(*mine.span, *theirs.span);
        if (mine.arrival.isSet() && theirs.arrival.isSet()) {
            difference.delay = theirs.arrival - mine.arrival;
            delays.push_back(*difference.delay);
        }
        (difference.changes.empty() ? comparison.same : comparison.differing).push_back(std::move(difference));
    }
    for (const ComparedSpan& each : right) {
        Copies& copies = byId[each.span->spanId.value];
        if (copies.used == 0)
            comparison.extra.push_back(named(*each.span));
        else if (copies.used < copies.spans.size())
            ++comparison.repeated;
        ++copies.used;
    }
    if (!delays.empty()) {
        const auto middle = delays.begin() + static_cast<std::ptrdiff_t>((delays.size() - 1) / 2);
        std::ranges::nth_element(delays, middle);
        comparison.medianDelay = *middle;
        comparison.longestDelay = std::ranges::max(delays);
    }
    return comparison;
}

} // namespace spanglass
