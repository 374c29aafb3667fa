#include "services/practice/tracing/TraceSearch.h"

#include "services/practice/sql/FirstColumn.h"
#include "services/practice/tracing/TraceFilter.h"

#include <algorithm>

namespace spanglass::practice {

namespace {

using nlohmann::json;

constexpr int PreviewLength = 10'000; // C: mlflow tracing/constant.py, on Databricks
constexpr const char* SourceType = "mlflow.source_type";

/// "2026-11-21 12:31:27.939965", with or without its zone, as RFC 3339.
std::string rfcTime(std::string text) {
    if (const std::size_t zone = text.find('+'); zone != std::string::npos)
        text.resize(zone);
    std::ranges::replace(text, ' ', 'T');
    return text + 'Z';
}

json parsed(const json& text) {
    return text.is_string() ? json::parse(text.get<std::string>(), nullptr, false) : json();
}

json assessmentJson(const json& row, const json& location) {
    json out{{"assessment_id", row["assessment_id"]}, {"assessment_name", row["assessment_name"]},
        {"trace_id", row["trace_id"]}, {"trace_location", location}, {"source", row["source"]},
        {"create_time", rfcTime(row["create_time"].get<std::string>())},
        {"last_update_time", rfcTime(row["last_update_time"].get<std::string>())}, {"valid", true}};
    for (const char* optional : {"span_id", "rationale", "overrides"}) {
        if (row.value(optional, json()).is_string())
            out[optional] = row[optional];
    }
    if (const json& feedback = row["feedback"]; feedback.is_object()) {
        out["feedback"] = {{"value", parsed(feedback["value"])}};
        if (feedback.value("error", json()).is_object())
            out["feedback"]["error"] = feedback["error"];
    }
    if (const json& expectation = row["expectation"]; expectation.is_object()) {
        const json value = parsed(expectation["value"]);
        if (value.is_structured())
            out["expectation"]
                = {{"serialized_value", {{"serialization_format", "JSON_FORMAT"}, {"value", expectation["value"]}}}};
        else
            out["expectation"] = {{"value", value}};
    }
    json metadata = row.value("metadata", json::object());
    if (metadata.is_object()) {
        for (const char* ours : {SourceType, "mlflow.error", "mlflow.overrides"})
            metadata.erase(ours);
        if (!metadata.empty())
            out["metadata"] = metadata;
    }
    return out;
}

json infoJson(const json& row, const json& location) {
    if (row["info"].is_object())
        return row["info"];
    json out{{"trace_id", row["trace_id"]}, {"trace_location", location}, {"state", row["state"]},
        {"trace_metadata", row["trace_metadata"]}, {"tags", row["tags"]},
        {"request_time", rfcTime(row["request_time"].get<std::string>())},
        {"execution_duration", row["seconds"].get<std::string>() + 's'}};
    const std::pair<const char*, const char*> texts[]{
        {"client_request_id", "client_request_id"}, {"request", "request_preview"}, {"response", "response_preview"}};
    for (const auto& [column, field] : texts) {
        if (row[column].is_string())
            out[field] = row[column];
    }
    auto assessments = json::array();
    for (const json& each : row["assessments"])
        assessments.push_back(assessmentJson(each, location));
    if (!assessments.empty())
        out["assessments"] = std::move(assessments);
    return out;
}

std::string searchSql(const std::vector<TraceSource>& sources, const TraceAsk& ask, TraceFilter& filter) {
    std::string all;
    for (std::size_t i = 0; i < sources.size(); ++i)
        all += (i > 0 ? " UNION ALL BY NAME " : "") + ("SELECT " + std::to_string(i) + " AS source, * FROM (")
            + sources[i].sql + ')';
    const std::string order = readTraceOrder(ask.order, filter);
    const std::string cut = std::to_string(PreviewLength);
    return "SELECT CAST(to_json(t) AS VARCHAR) FROM (SELECT source, trace_id, client_request_id, request_time, state, "
           "CAST(CAST(execution_duration_ms / 1000 AS DECIMAL(30, 9)) AS VARCHAR) AS seconds, left(request, "
        + cut + ") AS request, left(response, " + cut + ") AS response, trace_metadata, tags, assessments, info FROM ("
        + all + ") s" + (filter.condition.empty() ? "" : " WHERE " + filter.condition) + " ORDER BY " + order
        + ", trace_id LIMIT " + std::to_string(ask.count + 1) + " OFFSET " + std::to_string(ask.first) + ") t";
}

} // namespace

TracePage searchTraces(const std::vector<TraceSource>& sources, const TraceAsk& ask, Engine& engine) {
    TraceFilter filter = readTraceFilter(ask.filter);
    const std::string sql = searchSql(sources, ask, filter);
    TracePage page;
    for (const std::string& row : firstColumn(engine, sql, filter.values)) {
        const json found = json::parse(row);
        page.infos.push_back(infoJson(found, sources[found["source"].get<std::size_t>()].location));
    }
    page.more = std::ssize(page.infos) > ask.count;
    if (page.more)
        page.infos.pop_back();
    return page;
}

} // namespace spanglass::practice
