#pragma once

#include "services/core/Metric.h"
#include "services/otlp/ValueDecoder.h"

namespace spanglass {

/// Decodes the five kinds of data point (metrics.proto), whose field numbers differ.
class PointDecoder {
public:
    PointDecoder(BatchMemory& memory, ValueDecoder& values, WireFault& fault)
        : m_memory(memory)
        , m_values(values)
        , m_fault(fault) { }

    /// Fills in what belongs to the point; `point.type` says how to read it.
    void read(std::string_view message, MetricPoint& point);

private:
    void readNumber(WireReader& in, MetricPoint& point);
    void readHistogram(WireReader& in, MetricPoint& point);
    void readExponential(WireReader& in, MetricPoint& point);
    void readSummary(WireReader& in, MetricPoint& point);
    void readExemplar(std::string_view message);
    void readQuantile(std::string_view message);
    std::span<const std::uint64_t> readBuckets(std::string_view message, std::int32_t& offset);

    BatchMemory& m_memory;
    ValueDecoder& m_values;
    WireFault& m_fault;
    std::vector<Exemplar> m_exemplars;
    std::vector<Quantile> m_quantiles;
    std::vector<std::uint64_t> m_counts;
    std::vector<double> m_bounds;
};

} // namespace spanglass
