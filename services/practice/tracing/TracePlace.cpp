#include "services/practice/tracing/TracePlace.h"

#include "services/practice/http/ApiFailure.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace spanglass::practice {

namespace {

constexpr std::size_t MaxPrefix = 238;

} // namespace

bool isTracePrefix(const std::string& text) {
    return !text.empty() && text.size() <= MaxPrefix && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    });
}

TracePlace TracePlace::read(const nlohmann::json& object) {
    TracePlace place;
    place.generation = object.contains("uc_table_prefix") ? Generation::V2 : Generation::V1;
    const char* key = place.generation == Generation::V2 ? "uc_table_prefix" : "uc_schema";
    if (!object.contains(key))
        failBadInput("The location must be uc_schema or uc_table_prefix.");
    place.catalog = lowerName(object[key].value("catalog_name", ""));
    place.schema = lowerName(object[key].value("schema_name", ""));
    place.prefix = object[key].value("table_prefix", "");
    if (place.generation == Generation::V2 && !isTracePrefix(place.prefix))
        failBadInput("table_prefix must hold from 1 to 238 letters, digits and underscores.");
    return place;
}

std::optional<TracePlace> TracePlace::parse(const std::string& path) {
    const auto parts = Securable{Securable::Kind::Table, path}.parts();
    if (parts.size() == 2)
        return TracePlace{Generation::V1, lowerName(parts[0]), lowerName(parts[1]), {}};
    if (parts.size() == 3 && isTracePrefix(parts[2]))
        return TracePlace{Generation::V2, lowerName(parts[0]), lowerName(parts[1]), parts[2]};
    return std::nullopt;
}

std::string TracePlace::path() const {
    return catalog + '.' + schema + (generation == Generation::V2 ? '.' + prefix : "");
}

std::string TracePlace::table(TraceTable table) const {
    return catalog + '.' + schema + '.' + lowerName(traceTableName(table, generation, prefix));
}

std::string TracePlace::view(TraceView view) const {
    const std::string begin = generation == Generation::V1 ? "mlflow_experiment" : lowerName(prefix);
    return catalog + '.' + schema + '.' + begin + (view == TraceView::Unified ? "_trace_unified" : "_trace_metadata");
}

nlohmann::json TracePlace::location() const {
    const nlohmann::json schemaOnly{{"catalog_name", catalog}, {"schema_name", schema}};
    if (generation == Generation::V1) {
        nlohmann::json named = schemaOnly;
        named["otel_spans_table_name"] = traceTableName(TraceTable::Spans, generation, prefix);
        named["otel_logs_table_name"] = traceTableName(TraceTable::Logs, generation, prefix);
        return {{"type", "UC_SCHEMA"}, {"uc_schema", named}};
    }
    nlohmann::json prefixed = schemaOnly;
    prefixed["table_prefix"] = prefix;
    prefixed["spans_table_name"] = table(TraceTable::Spans);
    prefixed["logs_table_name"] = table(TraceTable::Logs);
    prefixed["metrics_table_name"] = table(TraceTable::Metrics);
    prefixed["annotations_table_name"] = table(TraceTable::Annotations);
    return {{"type", "UC_TABLE_PREFIX"}, {"uc_table_prefix", prefixed}};
}

} // namespace spanglass::practice
