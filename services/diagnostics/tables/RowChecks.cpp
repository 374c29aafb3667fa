// What is in the table of spans.
#include "services/diagnostics/CheckContext.h"
#include "services/diagnostics/tables/SubjectShape.h"
#include "services/diagnostics/tables/SubjectTables.h"
#include "services/diagnostics/tables/TableChecks.h"
#include "services/diagnostics/workspace/StepOutcome.h"

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t Second = 1'000'000'000;
constexpr std::int64_t Hour = 3'600 * Second;
constexpr std::int64_t Month = 30 * 24 * Hour;
/// A root span ends last, and so comes last.
constexpr std::int64_t StillComing = 120 * Second;
/// Rows come within seconds, at times a minute or two (databricks-api.md 4.2, assumed).
constexpr double SlowDelay = 180; // s

std::int64_t nowNanos(CheckContext& context) { return context.ports().auth.now().toMSecsSinceEpoch() * 1'000'000; }

/// A statement about spans that began in the last `span` nanoseconds, which bounds what is read.
template <class Write> Result<SqlTable> recent(CheckContext& context, std::int64_t span, Write write) {
    const auto shape = subjectShape(context);
    if (!shape)
        return std::unexpected(shape.error());
    if (!shape->isReadable())
        return failure(ErrorCode::Damaged, u"The table cannot be read as spans."_s);
    NamedSql sql;
    const QString since = (*shape)[SpanField::Start] + u" >= "_s + sql.integer(nowNanos(context) - span);
    write(sql, *shape, u" FROM "_s + shape->table + u" WHERE "_s + since);
    return asked(context, std::move(sql).request(100));
}

Outcome unread(const Error& error) { return couldNotLook(error); }

CheckResult lookAtRows(CheckContext& context) {
    if (subjectTables(context).empty())
        return notApplicable(u"No trace tables are named."_s);
    context.say(u"Counting rows"_s);
    const auto newest = recent(context, Month, [](NamedSql& sql, const TableShape& shape, const QString& from) {
        sql << u"SELECT max(" << shape[SpanField::Start] << u"), count(*)" << from;
    });
    if (!newest)
        return unread(newest.error());
    if (newest->text(0, 1).toLongLong() == 0)
        return fine(u"The table can be asked; in the last 30 days nothing arrived in it."_s)
            .see(u"Rows of 30 days"_s, u"0"_s)
            .see(u"Table"_s, spansTableOf(context));
    const auto minutes = recent(context, Hour, [](NamedSql& sql, const TableShape& shape, const QString& from) {
        sql << u"SELECT date_format(timestamp_micros(" << shape[SpanField::Start]
            << u" DIV 1000), 'HH:mm') AS minute, count(*) AS spans" << from << u" GROUP BY 1 ORDER BY 1 DESC LIMIT 60";
    });
    const std::int64_t last = newest->text(0, 0).toLongLong();
    const QString age = formatDuration({nowNanos(context) - last});
    Outcome out = fine(u"The newest span is %1 old."_s.arg(age));
    out.see(u"Newest span"_s, QDateTime::fromMSecsSinceEpoch(last / 1'000'000, Qt::UTC).toString(Qt::ISODate))
        .see(u"Rows of 30 days"_s, newest->text(0, 1));
    if (!minutes)
        return unread(minutes.error());
    for (qsizetype row = 0; row < static_cast<qsizetype>(minutes->rowCount()) && row < 10; ++row)
        out.see(minutes->text(row, 0), u"%1 spans"_s.arg(minutes->text(row, 1)));
    return out;
}

CheckResult lookAtDelay(CheckContext& context) {
    if (subjectTables(context).empty())
        return notApplicable(u"No trace tables are named."_s);
    const auto answer = recent(context, Hour, [](NamedSql& sql, const TableShape& shape, const QString& from) {
        const QString delay
            = u"unix_micros(_metadata.file_modification_time) / 1e6 - "_s + shape[SpanField::End] + u" / 1e9"_s;
        sql << u"SELECT percentile_approx(" << delay << u", 0.5), percentile_approx(" << delay << u", 0.95), count(*)"
            << from;
    });
    if (!answer)
        return unread(answer.error());
    if (answer->text(0, 2).toLongLong() == 0)
        return notApplicable(u"No span began in the last hour, so there is no delay to measure."_s);
    const double half = answer->text(0, 0).toDouble();
    const double most = answer->text(0, 1).toDouble();
    const auto words = [](double seconds) { return formatDuration({static_cast<std::int64_t>(seconds * 1e9)}); };
    Outcome out = half > SlowDelay
        ? std::move(
            warned(
                u"Spans arrive late."_s, u"Half of them were in the table only %1 after their end."_s.arg(words(half)))
                .advise(u"Look at the exporter's queue and delay, and wait as long before calling a trace missing."_s))
        : fine(u"Half of the spans were in the table %1 after their end."_s.arg(words(half)));
    return out.see(u"Median"_s, words(half))
        .see(u"95 %"_s, words(most))
        .see(u"Spans of the last hour"_s, answer->text(0, 2));
}

CheckResult lookAtRoots(CheckContext& context) {
    if (subjectTables(context).empty())
        return notApplicable(u"No trace tables are named."_s);
    const auto answer = recent(context, Hour, [&](NamedSql& sql, const TableShape& shape, const QString& from) {
        sql << u"SELECT count(*), coalesce(sum(CASE WHEN roots = 0 THEN 1 ELSE 0 END), 0), min(CASE WHEN roots = 0 "
               u"THEN id END)"
            << u" FROM (SELECT " << shape[SpanField::TraceId] << u" AS id, sum(CASE WHEN "
            << shape[SpanField::ParentSpanId] << u" = '' THEN 1 ELSE 0 END) AS roots, max(" << shape[SpanField::Start]
            << u") AS last" << from << u" GROUP BY 1) WHERE last < " << sql.integer(nowNanos(context) - StillComing);
    });
    if (!answer)
        return unread(answer.error());
    const qint64 traces = answer->text(0, 0).toLongLong();
    const qint64 rootless = answer->text(0, 1).toLongLong();
    if (traces == 0)
        return notApplicable(u"No trace of the last hour is old enough to be whole."_s);
    if (rootless == 0)
        return fine(u"All %1 traces of the last hour have a root span."_s.arg(traces));
    return (rootless == traces
            ? failed(u"No trace has a root span."_s,
                u"Something on the way gives root spans a parent that never comes, as the way into Databricks Apps "
                u"does. "
                u"Experiments list only traces with a root."_s)
            : warned(u"Some traces have no root span."_s,
                u"Their root was not sent, or something on the way gave it a parent. Experiments list only traces with a root."_s))
        .advise(u"Let the app begin a new trace: OTEL_PROPAGATORS=none, or take the incoming traceparent away."_s)
        .advise(u"Let the app end its outermost span, and flush before it exits."_s)
        .see(u"Traces of the last hour"_s, QString::number(traces))
        .see(u"Without a root"_s, QString::number(rootless))
        .see(u"For example"_s, answer->text(0, 2));
}

} // namespace

CheckList rowChecks() {
    using enum CheckStage;
    const QStringList needs{u"tables.there"_s, u"tables.warehouse"_s, u"tables.types"_s, u"storage.files"_s};
    return {
        {{.id = u"tables.rows"_s,
             .stage = Tables,
             .title = u"Rows arrive"_s,
             .looksAt = u"The newest span, and the spans of each minute of the last hour."_s,
             .why = u"They show when spans last came, and whether they come at all."_s},
            needs, &lookAtRows},
        {{.id = u"tables.delay"_s,
             .stage = Tables,
             .title = u"They arrive soon"_s,
             .looksAt = u"The time from a span's end to its row, by the times of the table's files."_s,
             .why = u"A trace that is late looks like one that is missing."_s},
            needs, &lookAtDelay},
        {{.id = u"tables.roots"_s,
             .stage = Tables,
             .title = u"Traces have their root"_s,
             .looksAt = u"Traces of the last hour without a span that has no parent."_s,
             .why = u"Experiments list only traces with a root span."_s},
            needs, &lookAtRoots},
    };
}

} // namespace spanglass
