#include "services/formats/ForeignJson.h"

#include <QByteArray>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace spanglass::foreign {

using namespace Qt::StringLiterals;

namespace {

constexpr int MaxDepth = 60; ///< what the OTLP decoder takes, less a margin
constexpr std::int64_t NanosPerMicro = 1000;

Value toValue(const Json& json, BatchBuilder& out, int depth) {
    switch (json.type()) {
    case Json::value_t::string:
        return Value::string(out.keep(json.get_ref<const std::string&>()));
    case Json::value_t::boolean:
        return Value::boolean(json.get<bool>());
    case Json::value_t::number_integer:
        return Value::integer(json.get<std::int64_t>());
    case Json::value_t::number_unsigned:
        if (const auto number = json.get<std::uint64_t>(); number > INT64_MAX)
            return Value::string(out.keep(std::to_string(number)));
        return Value::integer(json.get<std::int64_t>());
    case Json::value_t::number_float:
        return Value::real(json.get<double>());
    case Json::value_t::array: {
        if (depth >= MaxDepth)
            return Value::string(out.keep(json.dump()));
        std::vector<Value> values;
        values.reserve(json.size());
        for (const Json& item : json)
            values.push_back(toValue(item, out, depth + 1));
        return Value::array(out.keep(values));
    }
    case Json::value_t::object: {
        if (depth >= MaxDepth)
            return Value::string(out.keep(json.dump()));
        std::vector<Attribute> entries;
        for (const auto& [key, item] : json.items())
            entries.push_back({out.keep(key), toValue(item, out, depth + 1)});
        return Value::keyValues(out.keep(entries));
    }
    case Json::value_t::null:
    case Json::value_t::binary:
    case Json::value_t::discarded:
        return {};
    }
    return {};
}

/// Nanoseconds out of a number of microseconds. Whole numbers are kept exactly.
std::optional<std::int64_t> nanosFromMicros(const Json& json) {
    if (const auto whole = integer(json)) {
        if (*whole > INT64_MAX / NanosPerMicro || *whole < INT64_MIN / NanosPerMicro)
            return {};
        return *whole * NanosPerMicro;
    }
    double micros = 0;
    if (json.is_number_float()) {
        micros = json.get<double>();
    } else if (json.is_string()) {
        bool ok = false;
        micros = QByteArray::fromStdString(json.get_ref<const std::string&>()).toDouble(&ok);
        if (!ok)
            return {};
    } else {
        return {};
    }
    // The parts are taken apart first: the product would lose the last digits.
    const double wholeMicros = std::floor(micros);
    if (!(std::abs(wholeMicros) < 9.2e15))
        return {};
    return static_cast<std::int64_t>(wholeMicros) * NanosPerMicro
        + static_cast<std::int64_t>(std::round((micros - wholeMicros) * NanosPerMicro));
}

std::string lower(std::string_view word) {
    std::string text(word);
    std::ranges::transform(text, text.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
    return text;
}

std::string padded(std::string_view hex, std::size_t length) {
    return hex.size() < length ? std::string(length - hex.size(), '0').append(hex) : std::string(hex);
}

} // namespace

std::expected<Json, ItemFault> parse(std::string_view text) {
    try {
        return Json::parse(text);
    } catch (const Json::parse_error& error) {
        const auto before = text.substr(0, std::min(error.byte, text.size()));
        const auto lines = static_cast<std::uint64_t>(std::ranges::count(before, '\n'));
        const auto column = before.size() - (before.rfind('\n') + 1);
        return std::unexpected(ItemFault{u"not valid JSON at column %1 of this line"_s.arg(column), lines});
    } catch (const Json::exception&) {
        return std::unexpected(ItemFault{u"a number is too large for JSON"_s, 0});
    }
}

const Json& member(const Json& object, const char* name) {
    static const Json none;
    if (!object.is_object())
        return none;
    const auto place = object.find(name);
    return place == object.end() ? none : *place;
}

std::string_view text(const Json& object, const char* name) {
    const Json& value = member(object, name);
    return value.is_string() ? std::string_view(value.get_ref<const std::string&>()) : std::string_view();
}

const Json::array_t& items(const Json& json) {
    static const Json::array_t none;
    return json.is_array() ? json.get_ref<const Json::array_t&>() : none;
}

std::optional<std::int64_t> integer(const Json& json) {
    if (json.is_number_unsigned() && json.get<std::uint64_t>() > INT64_MAX)
        return {};
    if (json.is_number_integer())
        return json.get<std::int64_t>();
    if (!json.is_string())
        return {};
    const auto& digits = json.get_ref<const std::string&>();
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (error != std::errc() || end != digits.data() + digits.size())
        return {};
    return number;
}

UnixNanos timeFromMicros(const Json& json) {
    return {static_cast<std::uint64_t>(std::max<std::int64_t>(nanosFromMicros(json).value_or(0), 0))};
}

Nanos durationFromMicros(const Json& json) { return {nanosFromMicros(json).value_or(0)}; }

Value toValue(const Json& json, BatchBuilder& out) { return toValue(json, out, 1); }

std::vector<Attribute> toAttributes(const Json& object, BatchBuilder& out) {
    std::vector<Attribute> attributes;
    if (object.is_object())
        for (const auto& [key, value] : object.items())
            attributes.push_back({out.keep(key), toValue(value, out)});
    return attributes;
}

Attribute attribute(std::string_view key, Value value, BatchBuilder& out) { return {out.keep(key), value}; }

Attribute attribute(std::string_view key, std::string_view value, BatchBuilder& out) {
    return {out.keep(key), Value::string(out.keep(value))};
}

std::optional<TraceId> traceIdFromShortHex(std::string_view hex) {
    return hex.empty() ? std::nullopt : TraceId::fromHex(padded(hex, 32));
}

std::optional<SpanId> spanIdFromShortHex(std::string_view hex) {
    return hex.empty() ? std::nullopt : SpanId::fromHex(padded(hex, 16));
}

SpanKind kindFromWord(std::string_view word) {
    std::string name = lower(word);
    if (name.starts_with("span_kind_"))
        name.erase(0, 10);
    if (name == "internal")
        return SpanKind::Internal;
    if (name == "server")
        return SpanKind::Server;
    if (name == "client")
        return SpanKind::Client;
    if (name == "producer")
        return SpanKind::Producer;
    if (name == "consumer")
        return SpanKind::Consumer;
    return SpanKind::Unspecified;
}

StatusCode statusFromWord(std::string_view word) {
    std::string name = lower(word);
    if (name.starts_with("status_code_"))
        name.erase(0, 12);
    if (name == "ok")
        return StatusCode::Ok;
    if (name == "error")
        return StatusCode::Error;
    return StatusCode::Unset;
}

Resource makeResource(std::string_view service, std::vector<Attribute> more, BatchBuilder& out) {
    Resource resource;
    resource.serviceName = out.keep(service);
    if (!service.empty())
        more.insert(more.begin(), {"service.name", Value::string(resource.serviceName)});
    resource.attributes = out.keep(more);
    return resource;
}

} // namespace spanglass::foreign
