#pragma once

#include "services/core/Batch.h"

namespace spanglass {

/// One exemplar of a data point (metrics.proto).
struct Exemplar {
    UnixNanos time;
    double value = 0;
    TraceId traceId;
    SpanId spanId;
    Attributes filteredAttributes;
};

enum class MetricType : std::uint8_t { Empty, Gauge, Sum, Histogram, ExponentialHistogram, Summary };
std::string_view metricTypeName(MetricType type); ///< "gauge", "exponential_histogram"

/// "AGGREGATION_TEMPORALITY_DELTA" as the tables spell it; numbers kept.
std::string_view temporalityName(std::int32_t temporality);

struct Quantile {
    double quantile = 0;
    double value = 0;
};

/// One data point with its metric's facts beside it: one row of the metrics table. Fields that a type does not have
/// stay zero or empty.
struct MetricPoint {
    std::string_view name;
    std::string_view description;
    std::string_view unit;
    Attributes metadata;
    MetricType type = MetricType::Empty;
    std::int32_t temporality = 0;
    bool monotonic = false;

    UnixNanos start;
    UnixNanos time;
    Attributes attributes;
    std::uint32_t flags = 0;
    double value = 0; ///< gauge and sum; integer points are widened
    std::uint64_t count = 0;
    double sum = 0;
    double min = 0;
    double max = 0;
    bool hasSum = false;
    bool hasMin = false;
    bool hasMax = false;
    std::span<const std::uint64_t> bucketCounts; ///< histogram
    std::span<const double> explicitBounds;
    std::int32_t scale = 0; ///< exponential histogram from here
    std::uint64_t zeroCount = 0;
    double zeroThreshold = 0;
    std::int32_t positiveOffset = 0;
    std::span<const std::uint64_t> positiveCounts;
    std::int32_t negativeOffset = 0;
    std::span<const std::uint64_t> negativeCounts;
    std::span<const Quantile> quantiles; ///< summary
    std::span<const Exemplar> exemplars;
    const Resource* resource = nullptr;
    const Scope* scope = nullptr;
    std::uint32_t ordinal = 0;
};

struct MetricBatch : DecodedBatch {
    using DecodedBatch::DecodedBatch;
    std::vector<MetricPoint> points;
};

} // namespace spanglass
