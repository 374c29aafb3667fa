#include "services/diagnostics/CheckContext.h"
#include "services/diagnostics/Outcome.h"
#include "services/diagnostics/tables/SubjectShape.h"
#include "services/diagnostics/tables/SubjectTables.h"
#include "services/diagnostics/workspace/WorkspaceChecks.h"

#include <QLocale>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr double Near = 0.8; ///< of a limit
constexpr std::int64_t Second = 1'000'000'000;
constexpr std::int64_t Hour = 3'600 * Second;

QString published(CheckContext& context, const QString& limit) {
    return u"%1 (documents of %2)"_s.arg(limit, context.ports().published.limitsRead.toString(Qt::ISODate));
}

CheckResult lookAtTraces(CheckContext& context) {
    const double limit = context.ports().published.tracesPerSecond;
    if (subjectTables(context).empty())
        return notApplicable(u"No trace tables are named."_s);
    const auto shape = subjectShape(context);
    if (!shape)
        return couldNotLook(shape.error());
    NamedSql sql;
    const std::int64_t since = context.ports().auth.now().toMSecsSinceEpoch() * 1'000'000 - Hour;
    const QString& start = (*shape)[SpanField::Start];
    sql << u"SELECT coalesce(max(traces), 0) FROM (SELECT count(DISTINCT " << (*shape)[SpanField::TraceId]
        << u") AS traces FROM " << shape->table << u" WHERE " << start << u" >= " << sql.integer(since) << u" GROUP BY "
        << start << u" DIV " << sql.integer(Second) << u")";
    const auto answer = asked(context, std::move(sql).request(1));
    if (!answer)
        return couldNotLook(answer.error());
    const double most = answer->text(0, 0).toDouble();
    Outcome out = most >= Near * limit
        ? std::move(
            warned(u"Traces come nearly as fast as the workspace takes them."_s,
                u"What comes above the limit is answered with 429, and lost once the exporter's retries end."_s)
                .advise(
                    u"Sample in the app (OTEL_TRACES_SAMPLER=parentbased_traceidratio), or ask for a higher limit."_s))
        : fine(u"Traces come slower than the workspace takes them."_s);
    return out.see(u"Most in one second of the last hour"_s, QString::number(most))
        .see(u"Published limit a second"_s, published(context, QString::number(limit)));
}

CheckResult lookAtBytes(CheckContext& context) {
    const ProgramFacts& program = context.ports().program;
    const double limit = static_cast<double>(context.ports().published.bytesPerSecond);
    if (!program.forward || program.forward->state == ForwardState::Off || !program.receiver)
        return notApplicable(u"Nothing is passed on through this program, so its size is not known here."_s);
    const double now = program.receiver->bytesPerSecond;
    const auto words = [](double bytes) { return QLocale::c().formattedDataSize(static_cast<qint64>(bytes)); };
    Outcome out = now >= Near * limit
        ? std::move(warned(u"As much arrives as one table takes."_s, u"What comes above the limit is refused."_s)
                        .advise(u"Send to several tables, or less in attributes."_s))
        : fine(u"Less arrives than one table takes."_s);
    return out.see(u"Arrives in a second"_s, words(now))
        .see(u"Published limit a second"_s, published(context, words(limit)));
}

} // namespace

CheckList limitChecks() {
    using enum CheckStage;
    return {
        {{.id = u"limits.traces"_s,
             .stage = Limits,
             .title = u"Traces stay below the published rate"_s,
             .looksAt = u"The busiest second of the last hour in the table."_s,
             .why = u"Above the limit of a workspace spans are turned away."_s},
            {u"tables.warehouse"_s, u"tables.types"_s, u"storage.files"_s}, &lookAtTraces},
        {{.id = u"limits.bytes"_s,
             .stage = Limits,
             .title = u"Bytes stay below the published rate"_s,
             .looksAt = u"What this program receives and passes on, a second."_s,
             .why = u"Above the limit of a table spans are turned away."_s},
            {}, &lookAtBytes},
    };
}

} // namespace spanglass
