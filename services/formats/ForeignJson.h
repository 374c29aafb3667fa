#pragma once

#include "services/formats/ForeignReader.h"

#include <nlohmann/json.hpp>

#include <expected>
#include <optional>

/// What the readers of foreign formats share. For their .cpp files only.
namespace spanglass::foreign {

using Json = nlohmann::json;

std::expected<Json, ItemFault> parse(std::string_view text);

/// The member of that name; a null value when there is none or `object` is no object.
const Json& member(const Json& object, const char* name);
/// The text of a member, empty when it is not a string. Valid as long as `object`.
std::string_view text(const Json& object, const char* name);
/// The entries of a list; nothing when `json` is no list.
const Json::array_t& items(const Json& json);
/// A whole number, given as a number or as decimal text.
std::optional<std::int64_t> integer(const Json& json);

/// From microseconds, whole or broken, given as a number or as decimal text. Zero when there are none or they do not
/// fit.
UnixNanos timeFromMicros(const Json& json);
Nanos durationFromMicros(const Json& json);

/// Any JSON value as an attribute value; texts are copied into `out`.
Value toValue(const Json& json, BatchBuilder& out);
/// The members of an object as attributes.
std::vector<Attribute> toAttributes(const Json& object, BatchBuilder& out);
/// The same value, in memory of `out`.
Attribute attribute(std::string_view key, Value value, BatchBuilder& out);
/// A string attribute.
Attribute attribute(std::string_view key, std::string_view value, BatchBuilder& out);

/// Hex of any length up to the full one, with zeros that were stripped put back.
std::optional<TraceId> traceIdFromShortHex(std::string_view hex);
std::optional<SpanId> spanIdFromShortHex(std::string_view hex);

/// "server", "CLIENT", "SPAN_KIND_SERVER".
SpanKind kindFromWord(std::string_view word);
/// "OK", "error", "STATUS_CODE_ERROR".
StatusCode statusFromWord(std::string_view word);

/// A resource with that service and these attributes besides.
Resource makeResource(std::string_view service, std::vector<Attribute> more, BatchBuilder& out);

} // namespace spanglass::foreign
