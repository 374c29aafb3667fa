#pragma once

#include "services/core/SpanSource.h"
#include "services/warehouse/tables/NamedSql.h"
#include "services/warehouse/tables/TableShape.h"

namespace spanglass {

struct TableLimits {
    /// How far outside a list's time range spans of its traces are looked for: spans are found by their own start. A
    /// trace that lasts longer is listed with the spans that lie inside. Wider reads more of the table.
    Nanos listSlack{3'600'000'000'000};
    /// The same when one trace, whose time is known, is opened.
    Nanos traceSlack{86'400'000'000'000};
    std::uint64_t traceRows = 1'000'000; ///< spans of one trace
    std::uint64_t traceBytes = 512ull << 20; ///< of their text
    std::uint64_t detailRows = 1'000; ///< spans that share an id
};

/// The statements, in Databricks SQL, that answer a SpanSource's questions from one table of spans. Every value is a
/// bound parameter, and so is the table's name (IDENTIFIER(:t)). Columns of the answers are read by TableAnswers.h.
/// A value; any thread.
class TableQueries {
public:
    explicit TableQueries(TableShape shape, TableLimits limits = {});

    const TableShape& shape() const { return m_shape; }

    Result<SqlRequest> traces(const TraceQuery& query, std::uint64_t offset, std::uint32_t limit) const;
    Result<SqlRequest> count(const TraceQuery& query) const;
    Result<SqlRequest> position(const TraceQuery& query, TraceId trace) const;
    /// What the tree needs of each span. `time` is where the trace is known to lie; empty reads the whole table.
    SqlRequest tree(TraceId trace, const TimeRange& time) const;
    /// Everything, of one span (all that share its id) or of all.
    SqlRequest spans(TraceId trace, std::optional<SpanId> span, const TimeRange& time) const;
    /// The span ids of a trace, each with the time of the first file that holds it.
    SqlRequest fileTimes(TraceId trace, const TimeRange& time) const;
    Result<SqlRequest> search(TraceId trace, const FilterPtr& filter, const TimeRange& time) const;
    SqlRequest linksTo(TraceId trace, const TimeRange& time) const;
    SqlRequest present(const std::vector<TraceId>& traces, const TimeRange& time) const;
    /// Trace and span id of every span of these traces.
    SqlRequest spanIds(const std::vector<TraceId>& traces, const TimeRange& time) const;
    /// Values inside `time`; nothing when this field's values are not in the table.
    std::optional<SqlRequest> suggest(const SuggestQuery& query, const TimeRange& time) const;
    /// How many spans started at or after `from`, how many at or after `next`, and the latest start; for a valid
    /// `trace` also how many different spans of it started at or after `from`.
    SqlRequest arrivals(UnixNanos from, UnixNanos next, TraceId trace = {}) const;

private:
    QStringList timeConditions(const TimeRange& range, Nanos slack, NamedSql& sql) const;
    QString spansRelation(const TimeRange& range, Nanos slack, const QString& where, NamedSql& sql) const;
    Result<QString> tracesRelation(const TraceQuery& query, NamedSql& sql) const;
    /// A subquery of attribute keys, or of one key's values, in the relation `n`; empty when there can be none.
    QString attributeKeys() const;
    QString attributeValues(const QString& key, NamedSql& sql) const;
    QString field(SpanField field, QStringView absent) const;

    TableShape m_shape;
    TableLimits m_limits;
};

} // namespace spanglass
