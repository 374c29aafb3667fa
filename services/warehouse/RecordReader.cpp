#include "services/warehouse/RecordReader.h"

#include "services/warehouse/BoundSql.h"
#include "services/warehouse/NoteText.h"

namespace spanglass {

namespace {

QString toQString(std::string_view text) { return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())); }

} // namespace

Result<TraceRecordsPtr> readRecords(duck::Connection& connection, TraceId trace) {
    BoundSql sql("SELECT coalesce(nullif(l.time_unix_nano, 0), l.observed_time_unix_nano, 0) AS moment, l.span_id, "
                 "l.severity_text, l.severity_number, l.event_name, l.body, CAST(to_json(l.attributes) AS VARCHAR), "
                 "l.service_name FROM local.traces.mlflow_experiment_trace_otel_logs l WHERE l.trace_id = ");
    sql << sql.value(trace);
    sql << " ORDER BY moment, l.seq LIMIT " << sql.value(MostRecords + 1);
    auto rows = sql.run(connection);
    if (!rows)
        return std::unexpected(rows.error());
    TraceRecords all;
    const auto read = rows->forEachRow<8>([&](const auto& columns, std::size_t row) {
        const auto& [at, span, severity, number, event, body, attributes, service] = columns;
        TraceRecord record;
        record.time = UnixNanos::fromBits(at.template get<std::int64_t>(row));
        record.span = SpanId::fromHex(span.text(row)).value_or(SpanId());
        record.severity = severityName(toQString(severity.text(row)), toQString(number.text(row)));
        record.event = toQString(event.text(row));
        record.body = toQString(body.text(row));
        record.attributes = jsonEntries(toQString(attributes.text(row)));
        record.service = toQString(service.text(row));
        all.records.push_back(std::move(record));
    });
    if (!read)
        return std::unexpected(read.error());
    all.truncated = all.records.size() > MostRecords;
    if (all.truncated)
        all.records.resize(MostRecords);
    return std::make_shared<const TraceRecords>(std::move(all));
}

} // namespace spanglass
