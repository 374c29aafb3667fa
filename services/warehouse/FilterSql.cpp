#include "services/warehouse/FilterSql.h"

#include "services/warehouse/MapMentions.h"

namespace spanglass {

namespace {

constexpr std::string_view Duration
    = "CASE WHEN s.start_time_unix_nano <> 0 AND s.end_time_unix_nano <> 0 "
      // Of one sign, the difference cannot leave the range of BIGINT; times beyond the year 2262 are negative bits.
      "AND (s.start_time_unix_nano > 0) = (s.end_time_unix_nano > 0) "
      "THEN s.end_time_unix_nano - s.start_time_unix_nano END";
constexpr std::string_view TraceDuration = "(CAST(t.finish AS HUGEINT) - CAST(t.start AS HUGEINT))";

std::string_view opSql(FilterOp op) {
    switch (op) {
    case FilterOp::NotEqual:
        return " <> ";
    case FilterOp::Less:
        return " < ";
    case FilterOp::LessEqual:
        return " <= ";
    case FilterOp::Greater:
        return " > ";
    case FilterOp::GreaterEqual:
        return " >= ";
    default:
        return " = ";
    }
}

std::string joined(std::initializer_list<std::string_view> parts) {
    std::string text;
    for (const std::string_view part : parts)
        text += part;
    return text;
}

/// A comparison of text; NULL only when `expression` is. Options as regexp_matches takes them.
std::string textComparison(
    std::string_view expression, const Filter& filter, const std::string& value, std::string_view regexOptions = "") {
    const std::string matches = joined({"regexp_matches(", expression, ", ", value, ", '", regexOptions, "')"});
    switch (filter.op) {
    case FilterOp::Exists:
        return joined({expression, " <> ''"});
    case FilterOp::Matches:
        return matches;
    case FilterOp::NotMatches:
        return "NOT " + matches;
    default:
        return joined({expression, opSql(filter.op), value});
    }
}

std::string bindText(const Filter& filter, const QString& value, BoundSql& sql) {
    return filter.op == FilterOp::Exists ? std::string() : sql.value(value);
}

/// `map` holds the attributes; the answer is NULL when the key is absent.
std::string attributeComparison(std::string_view map, const Filter& filter, const std::string& key,
    const std::string& text, const std::string& number) {
    if (filter.op == FilterOp::Exists)
        return joined({"CASE WHEN map_contains(", map, ", ", key, ") THEN true END"});
    const std::string stored = joined({"map_extract_value(", map, ", ", key, ")"});
    if (number.empty())
        return textComparison(stored, filter, text);
    const std::string numeric = joined({"TRY_CAST(", stored, " AS DOUBLE)", opSql(filter.op), number});
    // What is no number differs from every number, and stands in no order to it.
    const std::string_view otherwise = filter.op == FilterOp::NotEqual ? "true" : "false";
    return joined({"CASE WHEN ", stored, " IS NOT NULL THEN coalesce(", numeric, ", ", otherwise, ") END"});
}

std::string onResource(const std::string& condition) {
    return "s.resource_id IN (SELECT r.id FROM local.store.resources r WHERE " + condition + ')';
}

std::string attributeCondition(const Filter& filter, BoundSql& sql) {
    const std::string key = sql.value(filter.key);
    const bool numeric = comparesAsNumber(filter);
    const std::string number = numeric ? sql.value(filter.number) : std::string();
    const std::string text = numeric ? std::string() : bindText(filter, filter.value, sql);
    return joined({"coalesce(", attributeComparison("s.attributes", filter, key, text, number), ", ",
        onResource(attributeComparison("r.attributes", filter, key, text, number)), ")"});
}

std::string comparison(const Filter& filter, BoundSql& sql) {
    switch (filter.field) {
    case FilterField::Service:
        return onResource(textComparison("r.service_name", filter, bindText(filter, filter.value, sql)));
    case FilterField::Name:
        return textComparison("s.name", filter, bindText(filter, filter.value, sql));
    case FilterField::Status:
        return textComparison("s.status_code", filter, sql.value(wireName(filter)));
    case FilterField::Kind:
        return textComparison("s.kind", filter, sql.value(wireName(filter)));
    case FilterField::Duration:
        return joined({Duration, opSql(filter.op), sql.value(wholeNanos(filter.number))});
    case FilterField::Type: {
        // Types are stored in upper case.
        const bool isRegex = filter.op == FilterOp::Matches || filter.op == FilterOp::NotMatches;
        return textComparison(
            "s.span_type", filter, bindText(filter, isRegex ? filter.value : filter.value.toUpper(), sql), "i");
    }
    case FilterField::SpanId:
        return textComparison("s.span_id", filter, sql.value(filter.value));
    case FilterField::TraceIdField:
        return textComparison("t.trace_id", filter, sql.value(filter.value));
    case FilterField::Attribute:
        return attributeCondition(filter, sql);
    case FilterField::TraceDuration:
        return joined({TraceDuration, opSql(filter.op), sql.value(wholeNanos(filter.number))});
    case FilterField::TraceSpans:
        return joined({"t.spans", opSql(filter.op), sql.value(filter.number)});
    case FilterField::TraceErrors:
        return joined({"t.errors", opSql(filter.op), sql.value(filter.number)});
    case FilterField::Root:
        return textComparison("t.root_name", filter, bindText(filter, filter.value, sql));
    }
    return "false";
}

/// Case is ignored as DuckDB's lower() does, on both sides.
std::string textCondition(const Filter& filter, BoundSql& sql) {
    const std::string needle = "lower(" + sql.value(filter.value) + ')';
    const auto holds = [&](std::string_view text) { return joined({"contains(lower(", text, "), ", needle, ")"}); };
    // One text a list: the separator is a control character that no one types.
    const auto listHolds = [&](std::string_view list) {
        return holds(joined({"array_to_string(", list, ", chr(31))"}));
    };
    std::string condition = '(' + holds("s.name") + " OR " + holds("s.status_message");
    if (isHexText(filter.value))
        condition += " OR " + holds("s.span_id") + " OR " + holds("s.trace_id");
    if (canMention(filter.value))
        condition += joined({" OR map_mentions(s.attributes, ", needle, ")"});
    else
        condition += " OR " + listHolds("map_values(s.attributes)") + " OR " + listHolds("map_keys(s.attributes)");
    condition += " OR " + listHolds("list_transform(s.events, lambda e: e.name)") + " OR "
        + onResource(listHolds("map_values(r.attributes)") + " OR " + listHolds("map_keys(r.attributes)")) + ')';
    return condition;
}

} // namespace

std::string filterCondition(const Filter& filter, BoundSql& sql) {
    switch (filter.type) {
    case Filter::Type::Text:
        return textCondition(filter, sql);
    case Filter::Type::Compare:
        return "coalesce(" + comparison(filter, sql) + ", false)";
    case Filter::Type::Not:
        return "NOT (" + filterCondition(*filter.children.front(), sql) + ')';
    default:
        break;
    }
    std::string condition;
    for (const FilterPtr& child : filter.children) {
        if (!condition.empty())
            condition += filter.type == Filter::Type::And ? " AND " : " OR ";
        condition += '(' + filterCondition(*child, sql) + ')';
    }
    return condition;
}

} // namespace spanglass
