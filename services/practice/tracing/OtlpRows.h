#pragma once

#include "services/core/Batch.h"
#include "services/core/Metric.h"

#include <string>
#include <vector>

namespace spanglass::practice {

/// Decoded OTLP as a JSON array with one object a row, its keys the columns of the trace tables of both generations.
class OtlpRows {
public:
    /// `asText`: attribute values become text, as the MAP<STRING,STRING> columns hold them; else they keep their types.
    /// `strayRoots`: root spans get a parent that never comes, as behind an ingress that adds a traceparent.
    OtlpRows(bool asText, bool strayRoots)
        : m_asText(asText)
        , m_strayRoots(strayRoots) { }

    std::string spans(const SpanBatch& batch) const;
    std::string logs(const LogBatch& batch) const;
    std::string metrics(const MetricBatch& batch) const;

private:
    std::string attributes(Attributes attributes) const;
    void addShared(
        std::string& row, const Resource& resource, const Scope& scope, UnixNanos time, const char* urlKey) const;
    std::string point(const MetricPoint& point) const;
    std::string exemplars(const MetricPoint& point) const;

    const bool m_asText;
    const bool m_strayRoots;
};

} // namespace spanglass::practice
