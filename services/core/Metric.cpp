#include "services/core/Metric.h"

namespace spanglass {

std::string_view metricTypeName(MetricType type) {
    switch (type) {
    case MetricType::Empty:
        return "";
    case MetricType::Gauge:
        return "gauge";
    case MetricType::Sum:
        return "sum";
    case MetricType::Histogram:
        return "histogram";
    case MetricType::ExponentialHistogram:
        return "exponential_histogram";
    case MetricType::Summary:
        return "summary";
    }
    return "";
}

std::string_view temporalityName(std::int32_t temporality) {
    switch (temporality) {
    case 1:
        return "AGGREGATION_TEMPORALITY_DELTA";
    case 2:
        return "AGGREGATION_TEMPORALITY_CUMULATIVE";
    default:
        return "AGGREGATION_TEMPORALITY_UNSPECIFIED";
    }
}

} // namespace spanglass
