#include "services/warehouse/tables/TableFilter.h"

#include "services/core/Span.h"
#include "services/warehouse/FilterValues.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

constexpr QStringView Duration = u"CASE WHEN s.start_ns <> 0 AND s.end_ns <> 0 THEN s.end_ns - s.start_ns END";

QStringView opSql(FilterOp op) {
    switch (op) {
    case FilterOp::NotEqual:
        return u" <> ";
    case FilterOp::Less:
        return u" < ";
    case FilterOp::LessEqual:
        return u" <= ";
    case FilterOp::Greater:
        return u" > ";
    case FilterOp::GreaterEqual:
        return u" >= ";
    default:
        return u" = ";
    }
}

/// A comparison of text; NULL only when `expression` is.
QString textComparison(const QString& expression, const Filter& filter, const QString& value, NamedSql& sql) {
    switch (filter.op) {
    case FilterOp::Exists:
        return expression + u" <> ''";
    case FilterOp::Matches:
        return u"regexp_like("_s + expression + u", " + sql.text(value) + u')';
    case FilterOp::NotMatches:
        return u"NOT regexp_like("_s + expression + u", " + sql.text(value) + u')';
    default:
        return expression + opSql(filter.op) + sql.text(value);
    }
}

/// One set of attributes of a row.
struct AttributeSet {
    AttributeForm form;
    QString sql;

    bool isAbsent() const { return form == AttributeForm::None; }
};

/// A path into a VARIANT is part of the statement's text and cannot be a parameter; what could end it is refused.
bool canBePath(const QString& key) {
    return !key.isEmpty() && std::ranges::none_of(key, [](QChar c) {
        return c == u'\'' || c == u'"' || c == u'\\' || c == u'`' || c == u'[' || c == u']' || c == u'?' || c < u' ';
    });
}

QString valueSql(const AttributeSet& set, const QString& key, NamedSql& sql) {
    if (set.form == AttributeForm::Map)
        return set.sql + u'[' + sql.text(key) + u']';
    return set.sql + u":['" + key + u"']::string";
}

/// NULL when the key is absent.
QString attributeComparison(const AttributeSet& set, const Filter& filter, NamedSql& sql) {
    if (set.isAbsent())
        return u"CAST(NULL AS BOOLEAN)"_s;
    if (filter.op == FilterOp::Exists) {
        const QString there = set.form == AttributeForm::Map
            ? QString(u"map_contains_key("_s + set.sql + u", " + sql.text(filter.key) + u')')
            : QString(valueSql(set, filter.key, sql) + u" IS NOT NULL");
        return u"CASE WHEN "_s + there + u" THEN true END";
    }
    const QString stored = valueSql(set, filter.key, sql);
    if (!comparesAsNumber(filter))
        return textComparison(stored, filter, filter.value, sql);
    const QString numeric = u"try_cast("_s + stored + u" AS DOUBLE)" + opSql(filter.op) + sql.real(filter.number);
    // What is no number differs from every number, and stands in no order to it.
    const QStringView otherwise = filter.op == FilterOp::NotEqual ? u"true" : u"false";
    return u"CASE WHEN "_s + stored + u" IS NOT NULL THEN coalesce(" + numeric + u", " + otherwise + u") END";
}

Result<QString> wrapped(const QString& before, const Result<QString>& sql, const QString& after) {
    if (!sql)
        return sql;
    return QString(before + *sql + after);
}

class Condition {
public:
    Condition(const TableShape& shape, NamedSql& sql)
        : m_shape(shape)
        , m_sql(sql)
        , m_spanAttributes{shape.attributes, u"s.attributes"_s}
        , m_resourceAttributes{shape.resourceAttributes, u"s.resource_attributes"_s} { }

    Result<QString> of(const Filter& filter) const;

private:
    Result<QString> comparison(const Filter& filter) const;
    Result<QString> attribute(const Filter& filter) const;
    QString text(const Filter& filter) const;

    const TableShape& m_shape;
    NamedSql& m_sql;
    AttributeSet m_spanAttributes;
    AttributeSet m_resourceAttributes;
};

Result<QString> Condition::attribute(const Filter& filter) const {
    const auto needsPath = [](const AttributeSet& set) {
        return set.form == AttributeForm::Variant || set.form == AttributeForm::JsonText;
    };
    if ((needsPath(m_spanAttributes) || needsPath(m_resourceAttributes)) && !canBePath(filter.key))
        return failure(ErrorCode::BadInput,
            u"The attribute %1 cannot be asked of this table: its key holds a quote, a bracket or a control character."_s
                .arg(filter.key.left(100)),
            u"Leave this condition out, or keep the traces locally and filter there."_s);
    return u"coalesce("_s + attributeComparison(m_spanAttributes, filter, m_sql) + u", "
        + attributeComparison(m_resourceAttributes, filter, m_sql) + u')';
}

Result<QString> Condition::comparison(const Filter& filter) const {
    const auto text
        = [&](const QString& expression) { return textComparison(expression, filter, filter.value, m_sql); };
    const auto number
        = [&](QStringView expression) -> QString { return expression + opSql(filter.op) + m_sql.real(filter.number); };
    const auto nanos = [&](QStringView expression) -> QString {
        return expression + opSql(filter.op) + m_sql.integer(wholeNanos(filter.number));
    };
    switch (filter.field) {
    case FilterField::Service:
        return text(u"s.service"_s);
    case FilterField::Name:
        return text(u"s.name"_s);
    case FilterField::Status:
        return textComparison(u"s.status"_s, filter, wireName(filter), m_sql);
    case FilterField::Kind:
        return textComparison(u"s.kind"_s, filter, wireName(filter), m_sql);
    case FilterField::Duration:
        return nanos(Duration);
    case FilterField::Type: {
        const bool isRegex = filter.op == FilterOp::Matches || filter.op == FilterOp::NotMatches;
        return textComparison(
            u"s.type"_s, filter, isRegex ? QString(u"(?i)"_s + filter.value) : filter.value.toUpper(), m_sql);
    }
    case FilterField::SpanId:
        return text(u"s.span_id"_s);
    case FilterField::TraceIdField:
        return text(u"t.trace_id"_s);
    case FilterField::Attribute:
        return attribute(filter);
    case FilterField::TraceDuration:
        return nanos(u"(t.finish - t.start)");
    case FilterField::TraceSpans:
        return number(u"t.spans");
    case FilterField::TraceErrors:
        return number(u"t.errors");
    case FilterField::Root:
        return text(u"t.root_name"_s);
    }
    return u"false"_s;
}

QString Condition::text(const Filter& filter) const {
    const QString needle = u"lower("_s + m_sql.text(filter.value) + u')';
    const auto holds = [&](const QString& expression) -> QString {
        return u"coalesce(contains(lower("_s + expression + u"), " + needle + u"), false)";
    };
    const auto setHolds = [&](const AttributeSet& set) -> QString {
        switch (set.form) {
        case AttributeForm::Map:
            // One text a list: the separator is a control character that no one types.
            return holds(u"array_join(map_values("_s + set.sql + u"), chr(31))") + u" OR "
                + holds(u"array_join(map_keys("_s + set.sql + u"), chr(31))");
        case AttributeForm::Variant:
            return holds(u"to_json("_s + set.sql + u')');
        case AttributeForm::JsonText:
            return holds(set.sql);
        case AttributeForm::None:
            break;
        }
        return u"false"_s;
    };
    QString condition = u'(' + holds(u"s.name"_s) + u" OR " + holds(u"s.status_message"_s);
    if (isHexText(filter.value))
        condition += u" OR " + holds(u"s.span_id"_s) + u" OR " + holds(u"s.trace_id"_s);
    if (m_shape.nestedEvents)
        condition += u" OR " + holds(u"array_join(transform(s.events, e -> e.name), chr(31))"_s);
    return condition + u" OR " + setHolds(m_spanAttributes) + u" OR " + setHolds(m_resourceAttributes) + u')';
}

Result<QString> Condition::of(const Filter& filter) const {
    switch (filter.type) {
    case Filter::Type::Text:
        return text(filter);
    case Filter::Type::Compare:
        return wrapped(u"coalesce("_s, comparison(filter), u", false)"_s);
    case Filter::Type::Not:
        return wrapped(u"NOT ("_s, of(*filter.children.front()), u")"_s);
    default:
        break;
    }
    QString condition;
    for (const FilterPtr& child : filter.children) {
        const auto part = of(*child);
        if (!part)
            return part;
        if (!condition.isEmpty())
            condition += filter.type == Filter::Type::And ? u" AND "_s : u" OR "_s;
        condition += u'(' + *part + u')';
    }
    return condition;
}

} // namespace

QString knownAttributeSql(AttributeForm form, const QString& set, QStringView key) {
    if (form == AttributeForm::None)
        return u"CAST(NULL AS STRING)"_s;
    return form == AttributeForm::Map ? QString(set + u"['" + key + u"']")
                                      : QString(set + u":['" + key + u"']::string");
}

std::optional<QString> attributeSql(AttributeForm form, const QString& set, const QString& key, NamedSql& sql) {
    if (form == AttributeForm::None || (form != AttributeForm::Map && !canBePath(key)))
        return std::nullopt;
    return valueSql({form, set}, key, sql);
}

QString typeSql(const TableShape& shape) {
    if (shape.attributes == AttributeForm::None)
        return u"''"_s;
    const auto attribute
        = [&](QStringView key) { return knownAttributeSql(shape.attributes, shape[SpanField::SpanAttributes], key); };
    QString sql = u"upper(coalesce("_s;
    for (const QStringView key : {u"mlflow.spanType", u"openinference.span.kind", u"traceloop.span.kind"})
        sql += u"trim(BOTH '\"' FROM "_s + attribute(key) + u"), ";
    const QString operation = attribute(u"gen_ai.operation.name");
    return sql + u"CASE " + operation
        + u" WHEN 'chat' THEN 'CHAT_MODEL' WHEN 'text_completion' THEN 'LLM' WHEN 'generate_content' THEN 'LLM' "
          u"WHEN 'embeddings' THEN 'EMBEDDING' WHEN 'execute_tool' THEN 'TOOL' WHEN 'create_agent' THEN 'AGENT' "
          u"WHEN 'invoke_agent' THEN 'AGENT' ELSE "
        + operation + u" END, ''))";
}

Result<QString> tableFilterCondition(const Filter& filter, const TableShape& shape, NamedSql& sql) {
    return Condition(shape, sql).of(filter);
}

} // namespace spanglass
