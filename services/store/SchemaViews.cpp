#include "services/store/Schema.h"

namespace spanglass::schema {

namespace {

// The documented columns come first, in their documented order and spelling; columns of our own follow. Each row of
// spans, logs and metrics has exactly one resource and one scope.
constexpr std::string_view Statements[] = {
    // After the 20: `timestamp`, `status_code` and `span_kind` as older guides write them, then what only this store
    // knows.
    R"(CREATE OR REPLACE VIEW local.traces.mlflow_experiment_trace_otel_spans AS
    SELECT s.trace_id, s.span_id, s.trace_state, s.parent_span_id, s.flags, s.name, s.kind,
        s.start_time_unix_nano, s.end_time_unix_nano, s.attributes, s.dropped_attributes_count,
        s.events, s.dropped_events_count, s.links, s.dropped_links_count,
        struct_pack(message := s.status_message, code := s.status_code) AS status,
        struct_pack(attributes := r.attributes, dropped_attributes_count := r.dropped_attributes_count) AS resource,
        r.schema_url AS resource_schema_url,
        struct_pack(name := c.name, version := c.version, attributes := c.attributes,
            dropped_attributes_count := c.dropped_attributes_count) AS instrumentation_scope,
        c.schema_url AS span_schema_url,
        CASE WHEN s.start_time_unix_nano > 0 THEN make_timestamp(s.start_time_unix_nano // 1000) END AS timestamp,
        replace(s.status_code, 'STATUS_CODE_', '') AS status_code,
        replace(s.kind, 'SPAN_KIND_', '') AS span_kind,
        r.service_name, s.span_type, s.attribute_types, s.notices, s.request_id, s.ordinal, s.seq
    FROM local.store.spans s
    JOIN local.store.resources r ON r.id = s.resource_id
    JOIN local.store.scopes c ON c.id = s.scope_id)",

    // Severity is spelled as the enum of logs.proto: four steps each of six names.
    R"(CREATE OR REPLACE VIEW local.traces.mlflow_experiment_trace_otel_logs AS
    SELECT l.event_name, l.trace_id, l.span_id, l.time_unix_nano, l.observed_time_unix_nano,
        CASE WHEN l.severity_number BETWEEN 1 AND 24
            THEN 'SEVERITY_NUMBER_'
                || list_value('TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL')[(l.severity_number - 1) // 4 + 1]
                || CASE WHEN (l.severity_number - 1) % 4 = 0 THEN ''
                    ELSE CAST((l.severity_number - 1) % 4 + 1 AS VARCHAR) END
            WHEN l.severity_number = 0 THEN 'SEVERITY_NUMBER_UNSPECIFIED'
            ELSE CAST(l.severity_number AS VARCHAR) END AS severity_number,
        l.severity_text, l.body, l.attributes, l.dropped_attributes_count, l.flags,
        struct_pack(attributes := r.attributes, dropped_attributes_count := r.dropped_attributes_count) AS resource,
        r.schema_url AS resource_schema_url,
        struct_pack(name := c.name, version := c.version, attributes := c.attributes,
            dropped_attributes_count := c.dropped_attributes_count) AS instrumentation_scope,
        c.schema_url AS log_schema_url,
        r.service_name, l.body_type, l.attribute_types, l.request_id, l.ordinal, l.seq
    FROM local.store.logs l
    JOIN local.store.resources r ON r.id = l.resource_id
    JOIN local.store.scopes c ON c.id = l.scope_id)",

    R"(CREATE OR REPLACE VIEW local.traces.mlflow_experiment_trace_otel_metrics AS
    SELECT m.name, m.description, m.unit, m.metric_type,
        CASE WHEN m.metric_type = 'gauge' THEN struct_pack(
            start_time_unix_nano := m.start_time_unix_nano, time_unix_nano := m.time_unix_nano, value := m.value,
            exemplars := m.exemplars, attributes := m.attributes, flags := m.flags) END AS gauge,
        CASE WHEN m.metric_type = 'sum' THEN struct_pack(
            start_time_unix_nano := m.start_time_unix_nano, time_unix_nano := m.time_unix_nano, value := m.value,
            exemplars := m.exemplars, attributes := m.attributes, flags := m.flags,
            aggregation_temporality := m.aggregation_temporality, is_monotonic := m.is_monotonic) END AS sum,
        CASE WHEN m.metric_type = 'histogram' THEN struct_pack(
            start_time_unix_nano := m.start_time_unix_nano, time_unix_nano := m.time_unix_nano, count := m.count,
            sum := m.sum, bucket_counts := m.bucket_counts, explicit_bounds := m.explicit_bounds,
            exemplars := m.exemplars, attributes := m.attributes, flags := m.flags, min := m.min, max := m.max,
            aggregation_temporality := m.aggregation_temporality) END AS histogram,
        CASE WHEN m.metric_type = 'exponential_histogram' THEN struct_pack(
            attributes := m.attributes, start_time_unix_nano := m.start_time_unix_nano,
            time_unix_nano := m.time_unix_nano, count := m.count, sum := m.sum, scale := m.scale,
            zero_count := m.zero_count,
            positive_bucket := struct_pack("offset" := m.positive_offset, bucket_counts := m.positive_counts),
            negative_bucket := struct_pack("offset" := m.negative_offset, bucket_counts := m.negative_counts),
            flags := m.flags, exemplars := m.exemplars, min := m.min, max := m.max,
            zero_threshold := m.zero_threshold,
            aggregation_temporality := m.aggregation_temporality) END AS exponential_histogram,
        CASE WHEN m.metric_type = 'summary' THEN struct_pack(
            start_time_unix_nano := m.start_time_unix_nano, time_unix_nano := m.time_unix_nano, count := m.count,
            sum := m.sum, quantile_values := m.quantile_values, attributes := m.attributes,
            flags := m.flags) END AS summary,
        m.metadata,
        struct_pack(attributes := r.attributes, dropped_attributes_count := r.dropped_attributes_count) AS resource,
        r.schema_url AS resource_schema_url,
        struct_pack(name := c.name, version := c.version, attributes := c.attributes,
            dropped_attributes_count := c.dropped_attributes_count) AS instrumentation_scope,
        c.schema_url AS metric_schema_url,
        r.service_name, m.attribute_types, m.request_id, m.ordinal, m.seq
    FROM local.store.metrics m
    JOIN local.store.resources r ON r.id = m.resource_id
    JOIN local.store.scopes c ON c.id = m.scope_id)",
};

} // namespace

std::span<const std::string_view> viewStatements() { return Statements; }

} // namespace spanglass::schema
