#include "tests/warehouse/ShapeTables.h"

#include "services/otlp/Decode.h"
#include "services/otlp/ValueText.h"

namespace spanglass::test {

using namespace Qt::StringLiterals;

namespace {

constexpr const char* Tables = R"(
CREATE TABLE local.traces.v1_otel_spans(
    trace_id VARCHAR, span_id VARCHAR, trace_state VARCHAR, parent_span_id VARCHAR, flags INTEGER, name VARCHAR,
    kind VARCHAR, start_time_unix_nano BIGINT, end_time_unix_nano BIGINT, attributes MAP(VARCHAR, VARCHAR),
    dropped_attributes_count INTEGER,
    events STRUCT(time_unix_nano BIGINT, name VARCHAR, attributes MAP(VARCHAR, VARCHAR),
        dropped_attributes_count INTEGER)[],
    dropped_events_count INTEGER,
    links STRUCT(trace_id VARCHAR, span_id VARCHAR, trace_state VARCHAR, attributes MAP(VARCHAR, VARCHAR),
        dropped_attributes_count INTEGER, flags INTEGER)[],
    dropped_links_count INTEGER, status STRUCT(message VARCHAR, code VARCHAR),
    resource STRUCT(attributes MAP(VARCHAR, VARCHAR), dropped_attributes_count INTEGER), resource_schema_url VARCHAR,
    instrumentation_scope STRUCT(name VARCHAR, version VARCHAR, attributes MAP(VARCHAR, VARCHAR),
        dropped_attributes_count INTEGER),
    span_schema_url VARCHAR);
CREATE TABLE local.traces.v2_otel_spans(
    record_id VARCHAR, "time" TIMESTAMP, "date" DATE, service_name VARCHAR,
    trace_id VARCHAR, span_id VARCHAR, trace_state VARCHAR, parent_span_id VARCHAR, flags INTEGER, name VARCHAR,
    kind VARCHAR, start_time_unix_nano BIGINT, end_time_unix_nano BIGINT, attributes JSON,
    dropped_attributes_count INTEGER,
    events STRUCT(time_unix_nano BIGINT, name VARCHAR, attributes JSON, dropped_attributes_count INTEGER)[],
    dropped_events_count INTEGER,
    links STRUCT(trace_id VARCHAR, span_id VARCHAR, trace_state VARCHAR, attributes JSON,
        dropped_attributes_count INTEGER, flags INTEGER)[],
    dropped_links_count INTEGER, status STRUCT(message VARCHAR, code VARCHAR),
    resource STRUCT(attributes JSON, dropped_attributes_count INTEGER), resource_schema_url VARCHAR,
    instrumentation_scope STRUCT(name VARCHAR, version VARCHAR, attributes JSON, dropped_attributes_count INTEGER),
    span_schema_url VARCHAR);
CREATE TABLE local.traces.seed_otel_spans(
    trace_id VARCHAR, span_id VARCHAR, parent_span_id VARCHAR, name VARCHAR, span_kind VARCHAR, "timestamp" TIMESTAMP,
    end_time TIMESTAMP, status_code VARCHAR, status_message VARCHAR, attributes VARCHAR, resource_attributes VARCHAR);
)";

constexpr const char* InsertV1 = R"(INSERT INTO local.traces.v1_otel_spans
    SELECT $1, $2, $3, $4, $5::INTEGER, $6, $7, $8::BIGINT, $9::BIGINT, $10::JSON::MAP(VARCHAR, VARCHAR), $11::INTEGER,
    $12::JSON::STRUCT(time_unix_nano BIGINT, name VARCHAR, attributes MAP(VARCHAR, VARCHAR),
        dropped_attributes_count INTEGER)[],
    $13::INTEGER,
    $14::JSON::STRUCT(trace_id VARCHAR, span_id VARCHAR, trace_state VARCHAR, attributes MAP(VARCHAR, VARCHAR),
        dropped_attributes_count INTEGER, flags INTEGER)[],
    $15::INTEGER, struct_pack(message := $16, code := $17),
    struct_pack(attributes := $18::JSON::MAP(VARCHAR, VARCHAR), dropped_attributes_count := $19::INTEGER), $20,
    struct_pack(name := $21, version := $22, attributes := $23::JSON::MAP(VARCHAR, VARCHAR),
        dropped_attributes_count := $24::INTEGER),
    $25)";

constexpr const char* InsertV2 = R"(INSERT INTO local.traces.v2_otel_spans
    SELECT uuid(), make_timestamp($8::BIGINT // 1000), CAST(make_timestamp($8::BIGINT // 1000) AS DATE),
    ($18::JSON) ->> 'service.name',
    $1, $2, $3, nullif($4, ''), $5::INTEGER, $6, $7, $8::BIGINT, $9::BIGINT, $10::JSON, $11::INTEGER,
    $12::JSON::STRUCT(time_unix_nano BIGINT, name VARCHAR, attributes JSON, dropped_attributes_count INTEGER)[],
    $13::INTEGER,
    $14::JSON::STRUCT(trace_id VARCHAR, span_id VARCHAR, trace_state VARCHAR, attributes JSON,
        dropped_attributes_count INTEGER, flags INTEGER)[],
    $15::INTEGER, struct_pack(message := $16, code := $17),
    struct_pack(attributes := $18::JSON, dropped_attributes_count := $19::INTEGER), $20,
    struct_pack(name := $21, version := $22, attributes := $23::JSON, dropped_attributes_count := $24::INTEGER), $25)";

// All parameters are named, for DuckDB numbers them without gaps.
constexpr const char* InsertSeed = R"(INSERT INTO local.traces.seed_otel_spans
    SELECT v[1], v[2], v[4], v[6], replace(v[7], 'SPAN_KIND_', ''), make_timestamp(v[8]::BIGINT // 1000),
    make_timestamp(v[9]::BIGINT // 1000), replace(v[17], 'STATUS_CODE_', ''), v[16], v[10], v[18]
    FROM (SELECT [$1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22,
        $23, $24, $25] AS v))";

std::string json(Attributes attributes) {
    std::string text;
    appendAttributesJson(text, attributes);
    return text;
}

std::string number(std::uint64_t value) { return std::to_string(value); }

std::string quoted(std::string_view text) {
    std::string out;
    appendValueJson(out, Value::string(text));
    return out;
}

std::string eventsJson(const Span& span) {
    std::string list = "[";
    for (const SpanEvent& event : span.events) {
        list += list.size() > 1 ? "," : "";
        list += "{\"time_unix_nano\":" + number(event.time.value) + ",\"name\":" + quoted(event.name)
            + ",\"attributes\":" + json(event.attributes)
            + ",\"dropped_attributes_count\":" + number(event.droppedAttributes) + "}";
    }
    return list + "]";
}

std::string linksJson(const Span& span) {
    std::string list = "[";
    for (const SpanLink& link : span.links) {
        list += list.size() > 1 ? "," : "";
        list += "{\"trace_id\":\"" + link.traceId.hex() + "\",\"span_id\":\"" + link.spanId.hex()
            + "\",\"trace_state\":" + quoted(link.traceState) + ",\"attributes\":" + json(link.attributes)
            + ",\"dropped_attributes_count\":" + number(link.droppedAttributes) + ",\"flags\":" + number(link.flags)
            + "}";
    }
    return list + "]";
}

std::vector<std::string> valuesOf(const Span& span) {
    return {span.traceId.hex(), span.spanId.hex(), std::string(span.traceState),
        span.parentSpanId.isValid() ? span.parentSpanId.hex() : std::string(), number(span.flags),
        std::string(span.name), std::string(spanKindName(span.kind)), number(span.start.value), number(span.end.value),
        json(span.attributes), number(span.droppedAttributes), eventsJson(span), number(span.droppedEvents),
        linksJson(span), number(span.droppedLinks), std::string(span.statusMessage),
        std::string(statusCodeName(span.status)), json(span.resource->attributes),
        number(span.resource->droppedAttributes), std::string(span.resource->schemaUrl), std::string(span.scope->name),
        std::string(span.scope->version), json(span.scope->attributes), number(span.scope->droppedAttributes),
        std::string(span.scope->schemaUrl)};
}

template <class T> T must(Result<T> result) {
    if (!result)
        qFatal("%s", qPrintable(result.error().oneLine()));
    if constexpr (!std::is_void_v<T>)
        return *std::move(result);
}

} // namespace

ShapeTables::ShapeTables(FilledStore& store)
    : m_store(store)
    , m_connection(store.store().newReader()) {
    must(m_connection->executeScript(Tables));
}

void ShapeTables::add(const SpanBuilder& request) { add(request.payload()); }

void ShapeTables::add(const std::string& protobuf) {
    m_store.add(protobuf, PayloadFormat::Protobuf);
    const auto batch = decodeTraces(protobuf, PayloadFormat::Protobuf);
    must(m_connection->execute("BEGIN"));
    for (const Span& span : (*batch)->spans) {
        const std::vector<std::string> values = valuesOf(span);
        for (const char* insert : {InsertV1, InsertV2, InsertSeed}) {
            auto statement = must(m_connection->prepare(insert));
            for (std::size_t i = 0; i < values.size(); ++i)
                statement.bind(static_cast<int>(i) + 1, std::string_view(values[i]));
            must(statement.run());
        }
    }
    must(m_connection->execute("COMMIT"));
}

TableShape ShapeTables::shape(const QString& generation) {
    const QString table = u"local.traces."_s + generation + u"_otel_spans";
    if (generation == u"v1")
        return recogniseSpans(table, spanColumns(TableShape::Generation::V1));
    if (generation == u"v2")
        return recogniseSpans(table, spanColumns(TableShape::Generation::V2));
    return recogniseSpans(table,
        {{u"trace_id"_s, u"string"_s}, {u"span_id"_s, u"string"_s}, {u"parent_span_id"_s, u"string"_s},
            {u"name"_s, u"string"_s}, {u"span_kind"_s, u"string"_s}, {u"timestamp"_s, u"timestamp"_s},
            {u"end_time"_s, u"timestamp"_s}, {u"status_code"_s, u"string"_s}, {u"status_message"_s, u"string"_s},
            {u"attributes"_s, u"string"_s}, {u"resource_attributes"_s, u"string"_s}});
}

} // namespace spanglass::test
