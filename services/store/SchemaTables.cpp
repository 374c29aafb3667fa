#include "services/store/Schema.h"

namespace spanglass::schema {

namespace {

// Facts that hold for all tables: ids are lower-case hex; *_unix_nano columns are the 64 bits of the wire value;
// `seq` numbers spans, log records and data points in the order of their commit, in one sequence over all tables, so
// that zone maps find rows by it; (request_id, ordinal) is core's SpanKey. MAP values are plain text (ValueText.h), and
// `attribute_types` has one letter a map entry, in the map's order, so that types survive.
constexpr std::string_view Frame[] = {
    "CREATE SCHEMA local.store",
    "CREATE SCHEMA local.traces",

    // Facts about the store itself: schema_version, retention_bytes, retention_age_ns. An absent limit is off.
    R"(CREATE TABLE local.store.meta(
        key VARCHAR,
        value VARCHAR))",
};

constexpr std::string_view ContentTables[]
    = {"requests", "resources", "scopes", "spans", "trace_fragments", "span_links", "logs", "metrics"};

constexpr std::string_view Content[] = {
    // The captured requests, byte-exact: `payload` is one zstd frame of `payload_bytes` bytes. Requests of which
    // nothing was new are not kept.
    R"(CREATE TABLE local.store.requests(
        id BIGINT,
        signal VARCHAR,             -- traces, logs, metrics
        format VARCHAR,             -- protobuf, json
        transport VARCHAR,          -- http, grpc, import
        arrival_unix_nano BIGINT,   -- by the clock of that moment
        stored_unix_nano BIGINT,    -- time of the commit; never decreases with id, so that retention can go by it
        user_agent VARCHAR,
        peer VARCHAR,
        items BIGINT,               -- spans, records or points stored from it
        duplicates BIGINT,          -- spans left out because they were stored before
        rejected BIGINT,            -- items the decoder refused
        payload_bytes BIGINT,
        payload BLOB USING COMPRESSION uncompressed))",

    // Each distinct resource once. `id` is a hash of its content.
    R"(CREATE TABLE local.store.resources(
        id UBIGINT,
        service_name VARCHAR,       -- '' when absent
        attributes MAP(VARCHAR, VARCHAR),
        attribute_types VARCHAR,
        dropped_attributes_count INTEGER,
        schema_url VARCHAR))",

    // Each distinct instrumentation scope once. `id` is a hash of its content.
    R"(CREATE TABLE local.store.scopes(
        id UBIGINT,
        name VARCHAR,
        version VARCHAR,
        attributes MAP(VARCHAR, VARCHAR),
        attribute_types VARCHAR,
        dropped_attributes_count INTEGER,
        schema_url VARCHAR))",

    // One row a distinct span, in commit order. One trace is found through trace_fragments: its seq ranges prune to
    // the row groups that hold it.
    R"(CREATE TABLE local.store.spans(
        seq BIGINT,
        request_id BIGINT,
        ordinal INTEGER,
        trace_id VARCHAR,
        span_id VARCHAR,
        parent_span_id VARCHAR,     -- NULL at a root
        trace_state VARCHAR,
        flags INTEGER,
        name VARCHAR,
        kind VARCHAR,               -- SPAN_KIND_SERVER ...
        start_time_unix_nano BIGINT,
        end_time_unix_nano BIGINT,
        attributes MAP(VARCHAR, VARCHAR),
        attribute_types VARCHAR,
        dropped_attributes_count INTEGER,
        events STRUCT(time_unix_nano BIGINT, name VARCHAR, attributes MAP(VARCHAR, VARCHAR),
            dropped_attributes_count INTEGER)[],
        dropped_events_count INTEGER,
        links STRUCT(trace_id VARCHAR, span_id VARCHAR, trace_state VARCHAR, attributes MAP(VARCHAR, VARCHAR),
            dropped_attributes_count INTEGER, flags INTEGER)[],
        dropped_links_count INTEGER,
        status_code VARCHAR,        -- STATUS_CODE_ERROR ...
        status_message VARCHAR,
        span_type VARCHAR,          -- the LLM span type, upper case ("TOOL"); '' when none is told
        resource_id UBIGINT,
        scope_id UBIGINT,
        content_hash UBIGINT,       -- equal hash: the same span, stored once
        notices UTINYINT))", // bits of core's Notice

    // One row for each (commit, trace): the trace list is an aggregation over these.
    R"(CREATE TABLE local.store.trace_fragments(
        trace_id VARCHAR,
        first_seq BIGINT,           -- its spans of that commit lie in [first_seq, last_seq], among other traces' spans
        last_seq BIGINT,
        spans BIGINT,
        errors BIGINT,
        start_time_unix_nano UBIGINT,   -- earliest set start; NULL when none is set
        end_time_unix_nano UBIGINT,     -- latest end; NULL when none is set
        root_name VARCHAR,          -- of the earliest root in the fragment; NULL when no root came with it
        root_start_unix_nano UBIGINT,   -- that root's start; NULL without a root
        first_name VARCHAR,         -- of the fragment's earliest span
        services VARCHAR[],         -- distinct, '' left out, in order of first appearance
        arrival_unix_nano BIGINT))", // of the commit; never decreases with seq

    // One row a link, so that links that point at a trace are found without reading all spans.
    R"(CREATE TABLE local.store.span_links(
        seq BIGINT,                 -- of the span that holds the link
        trace_id VARCHAR,
        span_id VARCHAR,
        span_name VARCHAR,
        linked_trace_id VARCHAR,
        linked_span_id VARCHAR))",

    // One row a log record.
    R"(CREATE TABLE local.store.logs(
        seq BIGINT,
        request_id BIGINT,
        ordinal INTEGER,
        event_name VARCHAR,
        trace_id VARCHAR,           -- NULL when it belongs to no trace
        span_id VARCHAR,
        time_unix_nano BIGINT,
        observed_time_unix_nano BIGINT,
        severity_number INTEGER,
        severity_text VARCHAR,
        body VARCHAR,
        body_type VARCHAR,          -- one letter, as in attribute_types
        attributes MAP(VARCHAR, VARCHAR),
        attribute_types VARCHAR,
        dropped_attributes_count INTEGER,
        flags INTEGER,
        resource_id UBIGINT,
        scope_id UBIGINT))",

    // One row a data point. Columns that its metric type does not have are NULL or empty.
    R"(CREATE TABLE local.store.metrics(
        seq BIGINT,
        request_id BIGINT,
        ordinal INTEGER,
        name VARCHAR,
        description VARCHAR,
        unit VARCHAR,
        metric_type VARCHAR,        -- gauge, sum, histogram, exponential_histogram, summary
        aggregation_temporality VARCHAR,
        is_monotonic BOOLEAN,
        metadata MAP(VARCHAR, VARCHAR),
        start_time_unix_nano BIGINT,
        time_unix_nano BIGINT,
        attributes MAP(VARCHAR, VARCHAR),
        attribute_types VARCHAR,
        flags INTEGER,
        value DOUBLE,               -- gauge, sum
        count BIGINT,               -- histogram, exponential histogram, summary
        sum DOUBLE,
        min DOUBLE,
        max DOUBLE,
        bucket_counts BIGINT[],
        explicit_bounds DOUBLE[],
        scale INTEGER,
        zero_count BIGINT,
        zero_threshold DOUBLE,
        positive_offset INTEGER,
        positive_counts BIGINT[],
        negative_offset INTEGER,
        negative_counts BIGINT[],
        quantile_values STRUCT(quantile DOUBLE, value DOUBLE)[],
        exemplars STRUCT(time_unix_nano BIGINT, value DOUBLE, span_id VARCHAR, trace_id VARCHAR,
            filtered_attributes MAP(VARCHAR, VARCHAR))[],
        resource_id UBIGINT,
        scope_id UBIGINT))",
};

} // namespace

std::span<const std::string_view> frameStatements() { return Frame; }
std::span<const std::string_view> contentStatements() { return Content; }
std::span<const std::string_view> contentTables() { return ContentTables; }

} // namespace spanglass::schema
