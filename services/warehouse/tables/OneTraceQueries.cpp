#include "services/warehouse/FilterValues.h"
#include "services/warehouse/tables/TableFilter.h"
#include "services/warehouse/tables/TableQueries.h"

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

/// Numbers the spans that share an id, in an order that every statement finds again.
constexpr QStringView Copy
    = u"row_number() OVER (PARTITION BY s.span_id ORDER BY s.start_ns, s.end_ns, s.name, s.status) AS copy";

/// What filters ask of the trace as a whole, from the relation `s` of one trace.
constexpr QStringView TraceRow
    = u"SELECT max(s.trace_id) AS trace_id, min(nullif(s.start_ns, 0)) AS start, max(nullif(s.end_ns, 0)) AS finish, "
      u"count(*) AS spans, count_if(s.status = 'STATUS_CODE_ERROR') AS errors, "
      u"min_by(s.name, s.start_ns) FILTER (WHERE s.parent_id = '') AS root_name FROM s";

constexpr std::uint64_t MaxLinks = 10'000;
/// How many spans suggestions look at.
constexpr int SuggestRows = 100'000;

QString asJson(const QString& expression) {
    return expression.isEmpty() ? u"CAST(NULL AS STRING)"_s : u"to_json("_s + expression + u')';
}

} // namespace

SqlRequest TableQueries::tree(TraceId trace, const TimeRange& time) const {
    NamedSql sql;
    const QString where = m_shape[SpanField::TraceId] + u" = "_s + sql.id(trace);
    const QString links = m_shape.has(SpanField::Links) ? u"coalesce(array_size(s.links), 0)"_s : u"0"_s;
    // Of events, the tree shows the time and the name; they are taken apart where the type allows.
    QString events = u"CAST(NULL AS STRING), CAST(NULL AS STRING)"_s;
    if (m_shape.nestedEvents)
        events = u"CASE WHEN array_size(s.events) > 0 THEN to_json(transform(s.events, e -> e.time_unix_nano)) END, "
                 u"CASE WHEN array_size(s.events) > 0 THEN to_json(transform(s.events, e -> e.name)) END"_s;
    sql << QString(u"WITH "_s + spansRelation(time, m_limits.traceSlack, where, sql)
        + u" SELECT s.span_id, s.parent_id, CAST(s.start_ns AS STRING), CAST(s.end_ns AS STRING), s.kind, s.status, "
          u"s.name, "
          u"s.service, s.type, "
        + links + u", " + events + u", " + Copy + u" FROM s");
    SqlRequest request = std::move(sql).request(m_limits.traceRows);
    request.byteLimit = m_limits.traceBytes;
    return request;
}

SqlRequest TableQueries::spans(TraceId trace, std::optional<SpanId> span, const TimeRange& time) const {
    NamedSql sql;
    QStringList where = timeConditions(time, m_limits.traceSlack, sql);
    where.prepend(m_shape[SpanField::TraceId] + u" = "_s + sql.id(trace));
    if (span)
        where += m_shape[SpanField::SpanId] + u" = "_s + sql.text(span->text());
    const auto attributes = [&](AttributeForm form, SpanField each) {
        return form == AttributeForm::JsonText ? m_shape[each] : asJson(m_shape[each]);
    };
    const auto text = [&](SpanField each) { return field(each, u"CAST(NULL AS STRING)"); };
    // NULL where the table has no such column; the names are those that the copy's order speaks of.
    const std::pair<QString, QString> columns[] = {
        {m_shape[SpanField::TraceId], u"trace_id"_s},
        {m_shape[SpanField::SpanId], u"span_id"_s},
        {m_shape[SpanField::ParentSpanId], u"parent_id"_s},
        {text(SpanField::TraceState), u"trace_state"_s},
        {text(SpanField::Flags), u"flags"_s},
        {u"coalesce("_s + m_shape[SpanField::Name] + u", '')", u"name"_s},
        {field(SpanField::Kind, u"'SPAN_KIND_UNSPECIFIED'"), u"kind"_s},
        {u"coalesce("_s + m_shape[SpanField::Start] + u", 0)", u"start_ns"_s},
        {u"coalesce("_s + m_shape[SpanField::End] + u", 0)", u"end_ns"_s},
        {field(SpanField::StatusCode, u"'STATUS_CODE_UNSET'"), u"status"_s},
        {text(SpanField::StatusMessage), u"status_message"_s},
        {attributes(m_shape.attributes, SpanField::SpanAttributes), u"attributes"_s},
        {text(SpanField::DroppedAttributes), u"dropped_attributes"_s},
        {asJson(m_shape[SpanField::Events]), u"events"_s},
        {text(SpanField::DroppedEvents), u"dropped_events"_s},
        {asJson(m_shape[SpanField::Links]), u"links"_s},
        {text(SpanField::DroppedLinks), u"dropped_links"_s},
        {attributes(m_shape.resourceAttributes, SpanField::ResourceAttributes), u"resource_attributes"_s},
        {text(SpanField::DroppedResourceAttributes), u"dropped_resource_attributes"_s},
        {text(SpanField::ResourceSchema), u"resource_schema"_s},
        {text(SpanField::ScopeName), u"scope_name"_s},
        {text(SpanField::ScopeVersion), u"scope_version"_s},
        {attributes(m_shape.scopeAttributes, SpanField::ScopeAttributes), u"scope_attributes"_s},
        {text(SpanField::DroppedScopeAttributes), u"dropped_scope_attributes"_s},
        {text(SpanField::ScopeSchema), u"scope_schema"_s},
        {text(SpanField::Service), u"service"_s},
    };
    QStringList selected;
    for (const auto& [expression, name] : columns)
        selected += expression + u" AS " + name;
    sql << QString(u"WITH s AS (SELECT "_s + selected.join(u", "_s) + u" FROM IDENTIFIER(" + sql.text(m_shape.table)
        + u") WHERE " + where.join(u" AND "_s) + u") SELECT *, " + Copy
        + u" FROM s ORDER BY s.start_ns, s.span_id, copy");
    SqlRequest request = std::move(sql).request(span ? m_limits.detailRows : m_limits.traceRows);
    request.byteLimit = m_limits.traceBytes;
    return request;
}

/// `_metadata.file_modification_time` is documented for the input files of every format (docs "File metadata column",
/// confirmed); that it answers for a Unity Catalog trace table and is the time of the ingest until OPTIMIZE writes its
/// files anew is assumed.
SqlRequest TableQueries::fileTimes(TraceId trace, const TimeRange& time) const {
    NamedSql sql;
    QStringList where = timeConditions(time, m_limits.traceSlack, sql);
    where.prepend(m_shape[SpanField::TraceId] + u" = "_s + sql.id(trace));
    const QString& id = m_shape[SpanField::SpanId];
    sql << QString(u"SELECT "_s + id
        + u", CAST(min(unix_micros(_metadata.file_modification_time)) AS STRING) FROM "
          u"IDENTIFIER("
        + sql.text(m_shape.table) + u") WHERE " + where.join(u" AND "_s) + u" GROUP BY " + id);
    return std::move(sql).request(m_limits.traceRows);
}

Result<SqlRequest> TableQueries::search(TraceId trace, const FilterPtr& filter, const TimeRange& time) const {
    NamedSql sql;
    const QString where = m_shape[SpanField::TraceId] + u" = "_s + sql.id(trace);
    QString text = u"WITH "_s + spansRelation(time, m_limits.traceSlack, where, sql) + u", n AS (SELECT *, " + Copy
        + u" FROM s)";
    QString condition = u"true"_s;
    if (filter) {
        const auto made = tableFilterCondition(*filter, m_shape, sql);
        if (!made)
            return std::unexpected(made.error());
        condition = *made;
    }
    if (filter && filterNeeds(*filter).traces)
        text += u", t AS ("_s + TraceRow + u") SELECT s.span_id, s.copy FROM n s CROSS JOIN t WHERE " + condition;
    else
        text += u" SELECT s.span_id, s.copy FROM n s WHERE "_s + condition;
    sql << text;
    return std::move(sql).request(m_limits.traceRows);
}

SqlRequest TableQueries::linksTo(TraceId trace, const TimeRange& time) const {
    NamedSql sql;
    const QString id = sql.id(trace);
    sql << QString(u"WITH "_s + spansRelation(time, m_limits.traceSlack, {}, sql)
        + u", l AS (SELECT s.trace_id, s.span_id, s.name, s.start_ns, explode(s.links) AS link FROM s WHERE "
          u"array_size(s.links) > 0) "
          u"SELECT l.trace_id, l.span_id, l.name, l.link.span_id FROM l WHERE l.link.trace_id = "
        + id + u" AND l.trace_id <> " + id + u" ORDER BY l.start_ns, l.span_id");
    return std::move(sql).request(MaxLinks);
}

namespace {

/// The list of values, "(:p1, :p2)".
QString idList(const std::vector<TraceId>& traces, NamedSql& sql) {
    QStringList ids;
    for (const TraceId trace : traces)
        ids += sql.id(trace);
    return u'(' + ids.join(u", "_s) + u')';
}

} // namespace

SqlRequest TableQueries::spanIds(const std::vector<TraceId>& traces, const TimeRange& time) const {
    NamedSql sql;
    const QString where = m_shape[SpanField::TraceId] + u" IN "_s + idList(traces, sql);
    sql << QString(u"WITH "_s + spansRelation(time, m_limits.traceSlack, where, sql)
        + u" SELECT DISTINCT s.trace_id, s.span_id FROM s");
    SqlRequest request = std::move(sql).request(m_limits.traceRows);
    request.byteLimit = m_limits.traceBytes;
    return request;
}

SqlRequest TableQueries::present(const std::vector<TraceId>& traces, const TimeRange& time) const {
    NamedSql sql;
    const QString where = m_shape[SpanField::TraceId] + u" IN "_s + idList(traces, sql);
    sql << QString(
        u"WITH "_s + spansRelation(time, m_limits.traceSlack, where, sql) + u" SELECT DISTINCT s.trace_id FROM s");
    return std::move(sql).request(traces.size());
}

std::optional<SqlRequest> TableQueries::suggest(const SuggestQuery& query, const TimeRange& time) const {
    NamedSql sql;
    const QString spans
        = u"WITH "_s + spansRelation(time, {}, {}, sql) + u", n AS (SELECT * FROM s LIMIT %1)"_s.arg(SuggestRows);
    const auto values = [&]() -> QString {
        switch (query.field) {
        case FilterField::Service:
            return u"SELECT s.service AS value FROM n s"_s;
        case FilterField::Name:
            return u"SELECT s.name AS value FROM n s"_s;
        case FilterField::Type:
            return u"SELECT s.type AS value FROM n s"_s;
        case FilterField::Root:
            return u"SELECT s.name AS value FROM n s WHERE s.parent_id = ''"_s;
        case FilterField::Attribute:
            return query.key.isEmpty() ? attributeKeys() : attributeValues(query.key, sql);
        default:
            return {};
        }
    }();
    if (values.isEmpty())
        return std::nullopt;
    const QString prefix = u"lower("_s + sql.text(query.prefix) + u')';
    // A value of megabytes is no completion.
    sql << QString(spans + u" SELECT v.value FROM (" + values
        + u") v WHERE v.value <> '' AND length(v.value) <= 500 AND contains(lower(v.value), " + prefix
        + u") GROUP BY v.value ORDER BY startswith(lower(v.value), " + prefix + u") DESC, count(*) DESC, v.value LIMIT "
        + QString::number(query.limit));
    return std::move(sql).request(static_cast<std::uint64_t>(query.limit));
}

QString TableQueries::attributeKeys() const {
    QStringList parts;
    const std::pair<AttributeForm, QString> sets[]
        = {{m_shape.attributes, u"s.attributes"_s}, {m_shape.resourceAttributes, u"s.resource_attributes"_s}};
    for (const auto& [form, set] : sets) {
        if (form == AttributeForm::Map)
            parts += u"SELECT explode(map_keys("_s + set + u")) AS value FROM n s";
        else if (form != AttributeForm::None)
            parts += u"SELECT explode(json_object_keys("_s + (form == AttributeForm::Variant ? asJson(set) : set)
                + u")) AS value FROM n s";
    }
    return parts.join(u" UNION ALL "_s);
}

QString TableQueries::attributeValues(const QString& key, NamedSql& sql) const {
    QStringList parts;
    const std::pair<AttributeForm, QString> sets[]
        = {{m_shape.attributes, u"s.attributes"_s}, {m_shape.resourceAttributes, u"s.resource_attributes"_s}};
    for (const auto& [form, set] : sets) {
        if (const auto value = attributeSql(form, set, key, sql))
            parts += u"SELECT "_s + *value + u" AS value FROM n s";
    }
    return parts.join(u" UNION ALL "_s);
}

SqlRequest TableQueries::arrivals(UnixNanos from, UnixNanos next, TraceId trace) const {
    NamedSql sql;
    const QString relation = spansRelation({from, {}}, {}, {}, sql);
    const QString since = u"s.start_ns >= "_s + sql.integer(from.bits());
    QString text = u"WITH "_s + relation + u" SELECT count_if(" + since + u"), count_if(s.start_ns >= "
        + sql.integer(next.bits()) + u"), CAST(coalesce(max(s.start_ns), 0) AS STRING)";
    if (trace.isValid())
        text += u", count(DISTINCT CASE WHEN s.trace_id = "_s + sql.id(trace) + u" AND " + since
            + u" THEN s.span_id END)";
    sql << QString(text + u" FROM s");
    return std::move(sql).request(1);
}

} // namespace spanglass
