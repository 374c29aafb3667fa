#include "services/store/write/MetricRows.h"

namespace spanglass {

namespace {

using Row = const MetricRow&;

bool hasValue(Row r) { return r.point->type == MetricType::Gauge || r.point->type == MetricType::Sum; }

bool hasTemporality(Row r) {
    return r.point->type == MetricType::Sum || r.point->type == MetricType::Histogram
        || r.point->type == MetricType::ExponentialHistogram;
}

bool hasCount(Row r) {
    return r.point->type == MetricType::Histogram || r.point->type == MetricType::ExponentialHistogram
        || r.point->type == MetricType::Summary;
}

bool isExponential(Row r) { return r.point->type == MetricType::ExponentialHistogram; }

template <class T> std::optional<T> when(bool condition, auto value) {
    return condition ? std::optional<T>(static_cast<T>(value)) : std::nullopt;
}

void fillExemplars(ColumnFill<const Exemplar*>& fields) {
    fields.numbers<std::int64_t>([](const Exemplar* e) { return e->time.bits(); })
        .numbers<double>([](const Exemplar* e) { return e->value; })
        .ids([](const Exemplar* e) { return e->spanId; })
        .ids([](const Exemplar* e) { return e->traceId; })
        .maps([](const Exemplar* e) { return e->filteredAttributes; });
}

void fillQuantiles(ColumnFill<const Quantile*>& fields) {
    fields.numbers<double>([](const Quantile* q) { return q->quantile; }).numbers<double>([](const Quantile* q) {
        return q->value;
    });
}

} // namespace

void fillMetrics(ColumnFill<MetricRow>& columns) {
    using I32 = std::int32_t;
    using I64 = std::int64_t;
    columns.numbers<I64>([](Row r) { return r.seq; })
        .numbers<I64>([](Row r) { return r.request; })
        .numbers<I32>([](Row r) { return r.point->ordinal; })
        .texts([](Row r) { return r.point->name; })
        .texts([](Row r) { return r.point->description; })
        .texts([](Row r) { return r.point->unit; })
        .texts([](Row r) { return metricTypeName(r.point->type); })
        .optionalTexts(
            [](Row r) { return when<std::string_view>(hasTemporality(r), temporalityName(r.point->temporality)); })
        .optionalNumbers<bool>([](Row r) { return when<bool>(r.point->type == MetricType::Sum, r.point->monotonic); })
        .maps([](Row r) { return r.point->metadata; })
        .numbers<I64>([](Row r) { return r.point->start.bits(); })
        .numbers<I64>([](Row r) { return r.point->time.bits(); })
        .typedMaps([](Row r) { return r.point->attributes; })
        .numbers<I32>([](Row r) { return r.point->flags; })
        .optionalNumbers<double>([](Row r) { return when<double>(hasValue(r), r.point->value); })
        .optionalNumbers<I64>([](Row r) { return when<I64>(hasCount(r), r.point->count); })
        .optionalNumbers<double>([](Row r) { return when<double>(r.point->hasSum, r.point->sum); })
        .optionalNumbers<double>([](Row r) { return when<double>(r.point->hasMin, r.point->min); })
        .optionalNumbers<double>([](Row r) { return when<double>(r.point->hasMax, r.point->max); })
        .numberLists<I64>([](Row r) { return r.point->bucketCounts; })
        .numberLists<double>([](Row r) { return r.point->explicitBounds; })
        .optionalNumbers<I32>([](Row r) { return when<I32>(isExponential(r), r.point->scale); })
        .optionalNumbers<I64>([](Row r) { return when<I64>(isExponential(r), r.point->zeroCount); })
        .optionalNumbers<double>([](Row r) { return when<double>(isExponential(r), r.point->zeroThreshold); })
        .optionalNumbers<I32>([](Row r) { return when<I32>(isExponential(r), r.point->positiveOffset); })
        .numberLists<I64>([](Row r) { return r.point->positiveCounts; })
        .optionalNumbers<I32>([](Row r) { return when<I32>(isExponential(r), r.point->negativeOffset); })
        .numberLists<I64>([](Row r) { return r.point->negativeCounts; })
        .structLists<Quantile>([](Row r) { return r.point->quantiles; }, fillQuantiles)
        .structLists<Exemplar>([](Row r) { return r.point->exemplars; }, fillExemplars)
        .numbers<std::uint64_t>([](Row r) { return r.resource; })
        .numbers<std::uint64_t>([](Row r) { return r.scope; });
}

} // namespace spanglass
