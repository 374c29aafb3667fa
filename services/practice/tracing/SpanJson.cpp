#include "services/practice/tracing/SpanJson.h"

#include <QByteArray>

namespace spanglass::practice {

namespace {

using nlohmann::json;

std::string base64(const json& hex) {
    if (!hex.is_string())
        return {};
    return QByteArray::fromHex(QByteArray::fromStdString(hex.get<std::string>())).toBase64().toStdString();
}

std::string number(const json& value) { return value.is_null() ? "0" : value.dump(); }

json anyValue(const json& value) {
    switch (value.type()) {
    case json::value_t::string:
        return {{"string_value", value}};
    case json::value_t::boolean:
        return {{"bool_value", value}};
    case json::value_t::number_integer:
    case json::value_t::number_unsigned:
        return {{"int_value", value.dump()}};
    case json::value_t::number_float:
        return {{"double_value", value}};
    case json::value_t::array: {
        auto values = json::array();
        for (const json& each : value)
            values.push_back(anyValue(each));
        return {{"array_value", {{"values", values}}}};
    }
    case json::value_t::object: {
        auto values = json::array();
        for (const auto& [key, each] : value.items())
            values.push_back({{"key", key}, {"value", anyValue(each)}});
        return {{"kvlist_value", {{"values", values}}}};
    }
    default:
        return json::object();
    }
}

/// What a column of texts shows to be no text.
json typed(const json& value, bool texts) {
    if (!texts || !value.is_string())
        return value;
    json read = json::parse(value.get<std::string>(), nullptr, false);
    return read.is_discarded() || read.is_string() || read.is_null() ? value : read;
}

bool holdsTexts(const json& attributes) {
    for (const json& each : attributes) {
        if (!each.is_string() && !each.is_null())
            return false;
    }
    return true;
}

json attributes(const json& row) {
    auto list = json::array();
    const json given = row.value("attributes", json::object());
    const bool texts = holdsTexts(given);
    for (const auto& [key, value] : given.items())
        list.push_back({{"key", key}, {"value", anyValue(typed(value, texts))}});
    return list;
}

std::string text(const json& row, const char* name) {
    const json value = row.value(name, json());
    return value.is_string() ? value.get<std::string>() : std::string();
}

json listed(const json& row, const char* name) {
    json list = row.value(name, json());
    return list.is_array() ? list : json::array();
}

} // namespace

json spanProtoJson(const json& row) {
    json span{{"trace_id", base64(row["trace_id"])}, {"span_id", base64(row["span_id"])}, {"name", text(row, "name")},
        {"start_time_unix_nano", number(row["start_time_unix_nano"])},
        {"end_time_unix_nano", number(row["end_time_unix_nano"])}, {"attributes", attributes(row)}};
    for (const char* optional : {"trace_state", "kind"}) {
        if (!text(row, optional).empty())
            span[optional] = row[optional];
    }
    if (!text(row, "parent_span_id").empty())
        span["parent_span_id"] = base64(row["parent_span_id"]);
    for (const json& event : listed(row, "events"))
        span["events"].push_back({{"name", text(event, "name")}, {"attributes", attributes(event)},
            {"time_unix_nano", number(event.value("time_unix_nano", json()))}});
    for (const json& link : listed(row, "links"))
        span["links"].push_back({{"trace_id", base64(link["trace_id"])}, {"span_id", base64(link["span_id"])},
            {"trace_state", text(link, "trace_state")}, {"attributes", attributes(link)}});
    if (const json status = row.value("status", json()); status.is_object()) {
        span["status"] = {{"message", text(status, "message")}};
        if (!text(status, "code").empty())
            span["status"]["code"] = status["code"];
    }
    return span;
}

} // namespace spanglass::practice
