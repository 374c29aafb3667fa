#include "services/warehouse/tables/RecordQueries.h"

#include "services/warehouse/NoteText.h"
#include "services/warehouse/tables/NamedSql.h"
#include "services/warehouse/tables/NoteQueries.h"
#include "services/warehouse/tables/TableCells.h"

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

/// Records of a trace lie within its time; a day more on either side costs little.
constexpr std::uint64_t SlackMicros = 86'400'000'000;

enum Column : std::size_t { Time, SpanOf, SeverityText, SeverityNumber, Event, Body, Extra, Service, ColumnCount };

} // namespace

std::optional<SqlRequest> recordsRequest(
    const TraceTables& tables, TableShape::Generation generation, TraceId trace, const TimeRange& time) {
    if (tables.logs.isEmpty())
        return std::nullopt;
    const bool v2 = generation == TableShape::Generation::V2;
    NamedSql sql;
    sql << QString(
        u"SELECT CAST(coalesce(nullif(l.time_unix_nano, 0), l.observed_time_unix_nano, 0) AS STRING), l.span_id, "
        u"l.severity_text, l.severity_number, l.event_name, "_s
        + (v2 ? u"to_json(l.body)"_s : u"l.body"_s) + u", to_json(l.attributes), "
        + (v2 ? u"l.service_name"_s : u"l.resource.attributes['service.name']"_s) + u" FROM IDENTIFIER("
        + sql.text(tables.logs) + u") l WHERE l.trace_id = " + sql.id(trace)
        + u" AND coalesce(l.event_name, '') NOT IN (" + mlflowRecordNames() + u')');
    if (v2 && time.from) {
        const std::uint64_t from = time.from->value / 1'000;
        sql << QString(u" AND l.time >= timestamp_micros("_s
            + sql.integer(static_cast<std::int64_t>(from > SlackMicros ? from - SlackMicros : 0)) + u')');
    }
    if (v2 && time.to)
        sql << QString(u" AND l.time <= timestamp_micros("_s
            + sql.integer(static_cast<std::int64_t>(time.to->value / 1'000 + SlackMicros)) + u')');
    sql << u" ORDER BY coalesce(nullif(l.time_unix_nano, 0), l.observed_time_unix_nano, 0)";
    return std::move(sql).request(MostRecords);
}

Result<TraceRecordsPtr> readRecords(const SqlTable& table, TableShape::Generation generation) {
    TableCells cells(table);
    if (auto there = cells.checked(ColumnCount); !there)
        return std::unexpected(there.error());
    TraceRecords all;
    all.truncated = table.truncated;
    all.records.reserve(cells.rowCount());
    const bool json = generation == TableShape::Generation::V2;
    for (std::size_t row = 0; row < cells.rowCount(); ++row) {
        TraceRecord record;
        record.time = cells.time(row, Time);
        record.span = SpanId::fromHex(cells.text(row, SpanOf)).value_or(SpanId());
        record.severity = severityName(cells.qtext(row, SeverityText), cells.qtext(row, SeverityNumber));
        record.event = cells.qtext(row, Event);
        record.body = json ? plainJson(cells.qtext(row, Body)) : cells.qtext(row, Body);
        record.attributes = jsonEntries(cells.qtext(row, Extra));
        record.service = cells.qtext(row, Service);
        all.records.push_back(std::move(record));
    }
    if (auto read = cells.checked(ColumnCount); !read)
        return std::unexpected(read.error());
    return std::make_shared<const TraceRecords>(std::move(all));
}

} // namespace spanglass
