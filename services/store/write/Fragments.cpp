#include "services/store/write/Fragments.h"

#include <algorithm>

namespace spanglass {

namespace {

std::optional<std::uint64_t> whenSet(UnixNanos time) { return time.isSet() ? std::optional(time.value) : std::nullopt; }

} // namespace

void Fragments::clear() {
    m_rows.clear();
    m_places.clear();
    m_last = 0;
}

void Fragments::add(const Span& span, std::int64_t seq, std::int64_t arrival) {
    if (m_rows.empty() || m_rows[m_last].traceId != span.traceId) {
        const auto [place, isNew] = m_places.try_emplace(span.traceId, m_rows.size());
        m_last = place->second;
        if (isNew) {
            Fragment& fragment = m_rows.emplace_back();
            fragment.traceId = span.traceId;
            fragment.firstSeq = seq;
            fragment.first = &span;
            fragment.arrival = arrival;
        }
    }
    Fragment& f = m_rows[m_last];
    f.lastSeq = seq;
    ++f.spans;
    f.errors += span.status == StatusCode::Error;
    if (span.start.isSet() && (!f.start.isSet() || span.start < f.start))
        f.start = span.start;
    f.end = std::max(f.end, span.end);
    if (span.start < f.first->start)
        f.first = &span;
    if (!span.parentSpanId.isValid() && (f.root == nullptr || span.start < f.root->start))
        f.root = &span;
    const std::string_view service = span.resource->serviceName;
    if (!service.empty() && std::ranges::find(f.services, service) == f.services.end())
        f.services.push_back(service);
}

void fillFragments(ColumnFill<Fragment>& columns) {
    columns.ids([](const Fragment& f) { return f.traceId; })
        .numbers<std::int64_t>([](const Fragment& f) { return f.firstSeq; })
        .numbers<std::int64_t>([](const Fragment& f) { return f.lastSeq; })
        .numbers<std::int64_t>([](const Fragment& f) { return f.spans; })
        .numbers<std::int64_t>([](const Fragment& f) { return f.errors; })
        .optionalNumbers<std::uint64_t>([](const Fragment& f) { return whenSet(f.start); })
        .optionalNumbers<std::uint64_t>([](const Fragment& f) { return whenSet(f.end); })
        .optionalTexts([](const Fragment& f) { return f.root != nullptr ? std::optional(f.root->name) : std::nullopt; })
        .optionalNumbers<std::uint64_t>(
            [](const Fragment& f) { return f.root != nullptr ? std::optional(f.root->start.value) : std::nullopt; })
        .texts([](const Fragment& f) { return f.first->name; })
        .textLists([](const Fragment& f) -> const std::vector<std::string_view>& { return f.services; })
        .numbers<std::int64_t>([](const Fragment& f) { return f.arrival; });
}

} // namespace spanglass
