#include "services/practice/tracing/TraceViews.h"

#include "services/practice/sql/DuckColumns.h"
#include "services/practice/sql/StatementFailure.h"

#include <algorithm>

namespace spanglass::practice {

namespace {

/// What was written about traces, one row each, the newest of it, without what was deleted.
constexpr std::string_view SecondNotes
    = R"sql(note AS (SELECT annotation_id AS id, split_part(target_id, ':', 1) AS trace,
  nullif(split_part(target_id, ':', 2), '') AS span, annotation_type AS kind, name, value, comment, metadata, created_at,
  created_by, updated_at
  FROM (SELECT * FROM NOTES QUALIFY row_number() OVER (PARTITION BY annotation_id ORDER BY updated_at DESC) = 1)
  WHERE deleted_at IS NULL))sql";

/// The first generation keeps them as log records (A: which attributes those have).
constexpr std::string_view FirstNotes
    = R"sql(note AS (SELECT attributes['id'] AS id, trace_id AS trace, nullif(span_id, '') AS span, attributes['type'] AS kind,
  coalesce(attributes['key'], attributes['name']) AS name,
  CASE WHEN event_name = 'genai.trace.tag' THEN CAST(to_json(body) AS JSON) ELSE CAST(body AS JSON) END AS value,
  attributes['comment'] AS comment, CAST(attributes['metadata'] AS JSON) AS metadata,
  make_timestamp(CAST(attributes['created_at'] AS BIGINT)) AS created_at, attributes['created_by'] AS created_by,
  make_timestamp(time_unix_nano // 1000) AS updated_at
  FROM (SELECT * FROM NOTES WHERE starts_with(event_name, 'genai.')
    QUALIFY row_number() OVER (PARTITION BY trace_id, attributes['id'] ORDER BY time_unix_nano DESC) = 1)
  WHERE attributes['deleted'] IS NULL))sql";

constexpr std::string_view Said = R"sql(said AS (SELECT trace, any_value(value) FILTER (kind = 'METADATA') AS facts,
  map_from_entries(list({'k': name, 'v': value ->> '$'} ORDER BY name) FILTER (kind = 'TAG')) AS tags,
  list({'assessment_id': id, 'trace_id': trace, 'assessment_name': name,
    'source': {'source_id': created_by, 'source_type': metadata ->> '$."mlflow.source_type"'},
    'create_time': created_at, 'last_update_time': updated_at,
    'expectation': CASE WHEN kind = 'EXPECTATION' THEN {'value': CAST(value AS VARCHAR)} END,
    'feedback': CASE WHEN kind = 'FEEDBACK' THEN {'value': CAST(value AS VARCHAR),
      'error': from_json(metadata -> '$."mlflow.error"',
        '{"error_code": "VARCHAR", "error_message": "VARCHAR", "stack_trace": "VARCHAR"}')} END,
    'rationale': comment, 'metadata': from_json(metadata, '"MAP(VARCHAR, VARCHAR)"'), 'span_id': span,
    'overrides': metadata ->> '$."mlflow.overrides"', 'valid': true} ORDER BY created_at, id)
    FILTER (kind IN ('FEEDBACK', 'EXPECTATION')) AS assessments
  FROM note GROUP BY trace))sql";

constexpr std::string_view FactColumns = R"sql(facts ->> '$.client_request_id' AS client_request_id)sql";
constexpr std::string_view SaidColumns
    = R"sql(coalesce(from_json(facts -> '$.trace_metadata', '"MAP(VARCHAR, VARCHAR)"'), MAP {}) AS trace_metadata,
  coalesce(tags, MAP {}) AS tags)sql";

/// A trace has a row once its root span is there (C: databricks-api.md 4.2).
constexpr std::string_view Unified = R"sql(root AS (SELECT * FROM SPANS WHERE coalesce(parent_span_id, '') = ''
  QUALIFY row_number() OVER (PARTITION BY trace_id ORDER BY start_time_unix_nano) = 1),
tree AS (SELECT trace_id, list({'trace_id': trace_id, 'span_id': span_id, 'trace_state': trace_state,
    'parent_span_id': parent_span_id, 'flags': flags, 'name': name, 'kind': kind,
    'start_time_unix_nano': start_time_unix_nano, 'end_time_unix_nano': end_time_unix_nano,
    'attributes': TEXTS(attributes), 'dropped_attributes_count': dropped_attributes_count,
    'events': list_transform(events, lambda e: {'time_unix_nano': e.time_unix_nano, 'name': e.name,
      'attributes': TEXTS(e.attributes), 'dropped_attributes_count': e.dropped_attributes_count}),
    'dropped_events_count': dropped_events_count,
    'links': list_transform(links, lambda l: {'trace_id': l.trace_id, 'span_id': l.span_id,
      'trace_state': l.trace_state, 'attributes': TEXTS(l.attributes),
      'dropped_attributes_count': l.dropped_attributes_count, 'flags': l.flags}),
    'dropped_links_count': dropped_links_count, 'status': status,
    'resource': {'attributes': TEXTS(resource.attributes),
      'dropped_attributes_count': resource.dropped_attributes_count}, 'resource_schema_url': resource_schema_url,
    'instrumentation_scope': {'name': instrumentation_scope.name, 'version': instrumentation_scope.version,
      'attributes': TEXTS(instrumentation_scope.attributes),
      'dropped_attributes_count': instrumentation_scope.dropped_attributes_count},
    'span_schema_url': span_schema_url} ORDER BY start_time_unix_nano) AS spans
  FROM SPANS GROUP BY trace_id)
SELECT r.trace_id, FACTS, make_timestamp(r.start_time_unix_nano // 1000) AS request_time,
  CASE WHEN r.status.code = 'STATUS_CODE_ERROR' THEN 'ERROR' ELSE 'OK' END AS state,
  CAST((r.end_time_unix_nano - r.start_time_unix_nano) / 1000000 AS DECIMAL(30, 9)) AS execution_duration_ms,
  coalesce(FIRST(Inputs), facts ->> '$.request_preview') AS request,
  coalesce(FIRST(Outputs), facts ->> '$.response_preview') AS response,
  SAID, tree.spans, coalesce(assessments, []) AS assessments
FROM root r JOIN tree USING (trace_id) LEFT JOIN said ON said.trace = r.trace_id)sql";

constexpr std::string_view Metadata
    = R"sql(SELECT trace AS trace_id, FACTS, SAID, coalesce(assessments, []) AS assessments FROM said)sql";

void replaceAll(std::string& text, std::string_view from, std::string_view to) {
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
}

/// Attributes as MAP<STRING, STRING>, whatever the generation has them as.
void replaceTexts(std::string& text, bool first) {
    constexpr std::string_view Mark = "TEXTS(";
    for (std::size_t at = text.find(Mark); at != std::string::npos; at = text.find(Mark, at)) {
        const std::size_t end = text.find(')', at);
        const std::string column = text.substr(at + Mark.size(), end - at - Mark.size());
        text.replace(
            at, end + 1 - at, first ? column : "from_json(" + column + R"sql(, '"MAP(VARCHAR, VARCHAR)"'))sql");
    }
}

/// The first of the attributes that senders put the input (or output) into (C, in this order: the v1 view).
std::string firstOf(bool first, std::initializer_list<std::string_view> keys) {
    std::string out;
    for (const std::string_view key : keys) {
        const std::string name(key);
        out += (out.empty() ? "" : ", ")
            + (first ? "r.attributes['" + name + "']" : "r.attributes ->> '$.\"" + name + "\"'");
    }
    return out;
}

std::string viewSql(TraceView view, const TracePlace& place) {
    const bool first = place.generation == Generation::V1;
    std::string sql = "WITH " + std::string(first ? FirstNotes : SecondNotes) + ",\n" + std::string(Said)
        + (view == TraceView::Unified ? ",\n" : "\n") + std::string(view == TraceView::Unified ? Unified : Metadata);
    replaceTexts(sql, first);
    replaceAll(sql, "FIRST(Inputs)",
        firstOf(first, {"mlflow.spanInputs", "input.value", "traceloop.entity.input", "gen_ai.input.messages"}));
    replaceAll(sql, "FIRST(Outputs)",
        firstOf(first, {"mlflow.spanOutputs", "output.value", "traceloop.entity.output", "gen_ai.output.messages"}));
    replaceAll(sql, "FACTS", FactColumns);
    replaceAll(sql, "SAID", SaidColumns);
    replaceAll(sql, "SPANS", Engine::duckName(place.table(TraceTable::Spans)));
    replaceAll(sql, "NOTES", Engine::duckName(place.table(first ? TraceTable::Logs : TraceTable::Annotations)));
    return sql;
}

} // namespace

void makeTraceViews(const TracePlace& place, const std::string& owner, Engine& engine, Metastore& metastore) {
    auto line = engine.line();
    if (!line)
        throw inDatabricksWords(line.error());
    for (const TraceView each : {TraceView::Unified, TraceView::Metadata}) {
        const std::string name = place.view(each);
        if (metastore.table(name))
            continue;
        if (!(*line)->execute("CREATE OR REPLACE VIEW " + Engine::duckName(name) + " AS " + viewSql(each, place)))
            continue; // the tables are not what they should be
        TableFact fact;
        fact.name = name;
        fact.kind = "VIEW";
        fact.owner = owner;
        fact.comment = "Made by the tracing service.";
        fact.columns = duckColumnsOf(**line, Engine::duckName(name));
        metastore.put(std::move(fact));
    }
}

} // namespace spanglass::practice
