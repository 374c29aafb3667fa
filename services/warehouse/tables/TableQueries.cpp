#include "services/warehouse/tables/TableQueries.h"

#include "services/warehouse/FilterValues.h"
#include "services/warehouse/tables/TableFilter.h"

#include <QDateTime>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

constexpr std::uint64_t Day = 86'400'000'000'000;

QString isoDate(UnixNanos time) {
    return QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(time.value / 1'000'000), Qt::UTC)
        .date()
        .toString(Qt::ISODate);
}

UnixNanos earlier(UnixNanos time, Nanos by) {
    const auto distance = static_cast<std::uint64_t>(by.value);
    return {time.value > distance ? time.value - distance : 0};
}

/// The conditions of a filter by what they look at; null where there are none.
struct SplitFilter {
    FilterPtr spans; ///< one span at a time
    FilterPtr traces; ///< the trace only
    FilterPtr both;

    explicit SplitFilter(const FilterPtr& filter) {
        std::vector<FilterPtr> ofSpans, ofTraces, ofBoth, all;
        if (filter)
            all = filter->type == Filter::Type::And ? filter->children : std::vector{filter};
        for (const FilterPtr& each : all) {
            const FilterNeeds needs = filterNeeds(*each);
            (needs.spans && needs.traces ? ofBoth : needs.spans ? ofSpans : ofTraces).push_back(each);
        }
        if (!ofBoth.empty()) { // they must hold for the same span
            ofBoth.insert(ofBoth.end(), ofSpans.begin(), ofSpans.end());
            ofSpans.clear();
        }
        spans = allOf(std::move(ofSpans));
        traces = allOf(std::move(ofTraces));
        both = allOf(std::move(ofBoth));
    }
};

QString orderSql(const TraceQuery& query) {
    const auto key = [&]() -> QStringView {
        switch (query.sort) {
        case TraceSort::Start:
        case TraceSort::Arrival: // a table does not say when its rows came
            return u"t.start";
        case TraceSort::Duration:
            return u"t.finish - t.start";
        case TraceSort::Spans:
            return u"t.spans";
        case TraceSort::Errors:
            return u"t.errors";
        case TraceSort::Name:
            return u"lower(t.title)";
        case TraceSort::Service:
            return u"lower(t.service)";
        }
        return u"t.start";
    }();
    return key + (query.descending ? u" DESC"_s : u" ASC"_s) + u" NULLS LAST, t.trace_id";
}

} // namespace

TableQueries::TableQueries(TableShape shape, TableLimits limits)
    : m_shape(std::move(shape))
    , m_limits(limits) { }

QString TableQueries::field(SpanField field, QStringView absent) const {
    return m_shape.has(field) ? m_shape[field] : absent.toString();
}

/// Conditions that let the engine skip files. A `time` or `date` column repeats what the nanoseconds say, and tables
/// are clustered by it.
QStringList TableQueries::timeConditions(const TimeRange& range, Nanos slack, NamedSql& sql) const {
    QStringList conditions;
    const bool byTime = m_shape.has(SpanField::Time);
    const bool byDate = m_shape.has(SpanField::Date);
    const auto bound = [&](UnixNanos time, const QString& op, UnixNanos day) {
        if (byTime)
            conditions += m_shape[SpanField::Time] + op + u"timestamp_micros("
                + sql.integer(static_cast<std::int64_t>(time.value / 1'000)) + u')';
        else
            conditions += m_shape[SpanField::Start] + op + sql.integer(time.bits());
        if (byDate)
            conditions += m_shape[SpanField::Date] + op + sql.date(isoDate(day));
    };
    // A date may be that of any time zone: a day more on either side.
    if (range.from) {
        const UnixNanos from = earlier(*range.from, slack);
        bound(from, u" >= "_s, earlier(from, {Day}));
    }
    if (range.to) {
        const UnixNanos to = *range.to + slack + Nanos{1'000};
        bound(to, u" <= "_s, to + Nanos{Day});
    }
    return conditions;
}

/// "s AS (SELECT ...)": the table's rows, with the same names whatever its shape.
QString TableQueries::spansRelation(const TimeRange& range, Nanos slack, const QString& where, NamedSql& sql) const {
    QStringList conditions = timeConditions(range, slack, sql);
    if (!where.isEmpty())
        conditions.prepend(where);
    const QString service = field(SpanField::Service, u"CAST(NULL AS STRING)");
    const std::pair<QString, QString> columns[] = {
        {m_shape[SpanField::TraceId], u"trace_id"_s},
        {m_shape[SpanField::SpanId], u"span_id"_s},
        {m_shape[SpanField::ParentSpanId], u"parent_id"_s},
        {u"coalesce("_s + m_shape[SpanField::Name] + u", '')", u"name"_s},
        {field(SpanField::Kind, u"'SPAN_KIND_UNSPECIFIED'"), u"kind"_s},
        {u"coalesce("_s + m_shape[SpanField::Start] + u", 0)", u"start_ns"_s},
        {u"coalesce("_s + m_shape[SpanField::End] + u", 0)", u"end_ns"_s},
        {field(SpanField::StatusCode, u"'STATUS_CODE_UNSET'"), u"status"_s},
        {field(SpanField::StatusMessage, u"''"), u"status_message"_s},
        {u"coalesce("_s + service + u", '')", u"service"_s},
        {typeSql(m_shape), u"type"_s},
        {field(SpanField::SpanAttributes, u"CAST(NULL AS STRING)"), u"attributes"_s},
        {field(SpanField::ResourceAttributes, u"CAST(NULL AS STRING)"), u"resource_attributes"_s},
        {field(SpanField::Events, u"CAST(NULL AS STRING)"), u"events"_s},
        {field(SpanField::Links, u"CAST(NULL AS STRING)"), u"links"_s},
    };
    QStringList selected;
    for (const auto& [expression, name] : columns)
        selected += expression + u" AS " + name;
    QString text = u"s AS (SELECT "_s + selected.join(u", "_s) + u" FROM IDENTIFIER(" + sql.text(m_shape.table) + u')';
    if (!conditions.isEmpty())
        text += u" WHERE "_s + conditions.join(u" AND "_s);
    return text + u')';
}

/// The relations `s` and `t`: the traces of the range, each one row; `t.hit` says whether a span matches.
Result<QString> TableQueries::tracesRelation(const TraceQuery& query, NamedSql& sql) const {
    const SplitFilter filter(query.filter);
    QString text = u"WITH "_s + spansRelation(query.range, m_limits.listSlack, {}, sql)
        + u", g AS (SELECT s.trace_id, min(nullif(s.start_ns, 0)) AS start, max(nullif(s.end_ns, 0)) AS finish, "
          u"count(*) AS spans, count_if(s.status = 'STATUS_CODE_ERROR') AS errors, "
          u"count_if(s.parent_id = '') AS roots, "
          u"min_by(s.name, s.start_ns) FILTER (WHERE s.parent_id = '') AS root_name, "
          u"min_by(s.name, coalesce(nullif(s.start_ns, 0), 9223372036854775807)) AS first_name, "
          u"min_by(s.service, s.start_ns) FILTER (WHERE s.service <> '') AS service, "
          u"array_sort(collect_set(nullif(s.service, ''))) AS services";
    if (filter.spans) {
        const auto condition = tableFilterCondition(*filter.spans, m_shape, sql);
        if (!condition)
            return condition;
        text += u", bool_or("_s + *condition + u") AS hit";
    }
    text += u" FROM s GROUP BY s.trace_id"_s;
    QStringList having;
    if (query.range.from)
        having += u"min(nullif(s.start_ns, 0)) >= "_s + sql.integer(query.range.from->bits());
    if (query.range.to)
        having += u"min(nullif(s.start_ns, 0)) < "_s + sql.integer(query.range.to->bits());
    if (!having.isEmpty())
        text += u" HAVING "_s + having.join(u" AND "_s);
    text += u"), t AS (SELECT *, coalesce(root_name, first_name) AS title FROM g)"_s;

    QStringList conditions;
    if (filter.spans)
        conditions += u"t.hit"_s;
    if (filter.traces) {
        const auto condition = tableFilterCondition(*filter.traces, m_shape, sql);
        if (!condition)
            return condition;
        conditions += *condition;
    }
    if (filter.both) {
        const auto condition = tableFilterCondition(*filter.both, m_shape, sql);
        if (!condition)
            return condition;
        text += u", b AS (SELECT DISTINCT s.trace_id FROM s JOIN t ON t.trace_id = s.trace_id WHERE "_s + *condition
            + u')';
        conditions += u"t.trace_id IN (SELECT trace_id FROM b)"_s;
    }
    text += u", m AS (SELECT * FROM t"_s;
    if (!conditions.isEmpty())
        text += u" WHERE "_s + conditions.join(u" AND "_s);
    return text + u')';
}

Result<SqlRequest> TableQueries::traces(const TraceQuery& query, std::uint64_t offset, std::uint32_t limit) const {
    NamedSql sql;
    const auto relations = tracesRelation(query, sql);
    if (!relations)
        return std::unexpected(relations.error());
    sql << *relations
        << QString(u" SELECT t.trace_id, t.start, t.finish, t.spans, t.errors, t.title, t.roots, to_json(t.services) "
                   u"FROM m t "
                   u"ORDER BY "_s
               // Whether LIMIT takes a parameter is not confirmed (section 12), so the numbers are written out.
               + orderSql(query) + u" LIMIT %1 OFFSET %2"_s.arg(limit).arg(offset));
    return std::move(sql).request(limit);
}

Result<SqlRequest> TableQueries::count(const TraceQuery& query) const {
    NamedSql sql;
    const auto relations = tracesRelation(query, sql);
    if (!relations)
        return std::unexpected(relations.error());
    sql << *relations << u" SELECT count(*), CAST(coalesce(sum(t.spans), 0) AS BIGINT) FROM m t";
    return std::move(sql).request(1);
}

Result<SqlRequest> TableQueries::position(const TraceQuery& query, TraceId trace) const {
    NamedSql sql;
    const auto relations = tracesRelation(query, sql);
    if (!relations)
        return std::unexpected(relations.error());
    sql << *relations
        << QString(u" SELECT o.place FROM (SELECT t.trace_id, row_number() OVER (ORDER BY "_s + orderSql(query)
               + u") - 1 AS place FROM m t) o WHERE o.trace_id = " + sql.id(trace));
    return std::move(sql).request(1);
}

} // namespace spanglass
