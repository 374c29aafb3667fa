#include "services/practice/tracing/TraceNote.h"

#include "services/practice/http/ApiFailure.h"

#include <chrono>

namespace spanglass::practice {

namespace {

constexpr std::string_view SecondRow
    = " (annotation_id, target_type, target_id, annotation_type, name, value, comment, metadata, created_at, "
      "created_by, updated_at, updated_by, deleted_at, deleted_by) SELECT $1, $2, $3, $4, $5, CAST($6 AS JSON), $7, "
      "CAST($8 AS JSON), make_timestamp($9), $10, make_timestamp($11), $10, CASE WHEN $12 THEN make_timestamp($11) "
      "END, CASE WHEN $12 THEN $10 END";

constexpr std::string_view FirstRow
    = " (event_name, trace_id, span_id, time_unix_nano, observed_time_unix_nano, body, attributes) SELECT $1, $2, $3, "
      "$4 * 1000, $4 * 1000, $5, from_json(CAST($6 AS JSON), '\"MAP(VARCHAR, VARCHAR)\"')";

std::string written(const nlohmann::json& value) {
    return value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string eventName(const std::string& kind) {
    if (kind == "METADATA")
        return "genai.trace.metadata";
    if (kind == "TAG")
        return "genai.trace.tag";
    return kind == "RUN_LINK" ? "genai.run.link" : "genai.assessments.snapshot";
}

void bindSecond(duck::Statement& row, const TraceNote& note, std::int64_t now) {
    const std::string target = note.trace + (note.span.empty() ? "" : ':' + note.span);
    row.bind(1, std::string_view(note.id)).bind(2, note.span.empty() ? "TRACE" : "SPAN");
    row.bind(3, std::string_view(target)).bind(4, std::string_view(note.kind)).bind(5, std::string_view(note.name));
    row.bind(6, std::string_view(written(note.value)));
    row.bind(8, std::string_view(written(note.metadata))).bind(9, note.created > 0 ? note.created : now);
    row.bind(10, std::string_view(note.author)).bind(11, now).bind(12, note.deleted);
    if (note.comment.empty())
        row.bindNull(7);
    else
        row.bind(7, std::string_view(note.comment));
}

void bindFirst(duck::Statement& row, const TraceNote& note, std::int64_t now) {
    nlohmann::json attributes{{"id", note.id}, {"type", note.kind}, {"metadata", written(note.metadata)},
        {"created_at", std::to_string(note.created > 0 ? note.created : now)}, {"created_by", note.author}};
    attributes[note.kind == "TAG" ? "key" : "name"] = note.name;
    if (!note.comment.empty())
        attributes["comment"] = note.comment;
    if (note.deleted)
        attributes["deleted"] = "true";
    const bool plain = note.kind == "TAG" && note.value.is_string();
    const std::string body = plain ? note.value.get<std::string>() : written(note.value);
    row.bind(1, std::string_view(eventName(note.kind))).bind(2, std::string_view(note.trace));
    row.bind(3, std::string_view(note.span)).bind(4, now).bind(5, std::string_view(body));
    row.bind(6, std::string_view(written(attributes)));
}

} // namespace

void writeTraceNote(const TracePlace& place, const TraceNote& note, Engine& engine) {
    using namespace std::chrono;
    const bool first = place.generation == Generation::V1;
    auto line = engine.line();
    if (!line)
        failInternal(line.error());
    const std::string table = Engine::duckName(place.table(first ? TraceTable::Logs : TraceTable::Annotations));
    auto row = (*line)->prepare("INSERT INTO " + table + std::string(first ? FirstRow : SecondRow));
    if (!row)
        failInternal(row.error());
    const std::int64_t now = duration_cast<microseconds>(system_clock::now().time_since_epoch()).count();
    if (first)
        bindFirst(*row, note, now);
    else
        bindSecond(*row, note, now);
    if (auto done = row->run(); !done)
        failInternal(done.error());
}

} // namespace spanglass::practice
