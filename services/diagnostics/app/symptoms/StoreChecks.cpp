#include "services/diagnostics/app/symptoms/StoreChecks.h"

#include "services/diagnostics/CheckContext.h"
#include "services/diagnostics/Outcome.h"

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

/// Parameters: `since` and `settled`, Unix times in ns. Traces may still grow until the second.
const QString& frame() {
    static const QString sql
        = u"WITH spans AS (SELECT trace_id, span_id, coalesce(parent_span_id, '') AS parent, name, kind, "
          "coalesce(service_name, '') AS service, attributes, "
          "start_time_unix_nano AS starts, end_time_unix_nano AS ends "
          "FROM local.traces.mlflow_experiment_trace_otel_spans "
          "WHERE start_time_unix_nano BETWEEN :since AND :settled) "_s;
    return sql;
}

constexpr qint64 Day = 24ll * 3600 * 1'000'000'000;
constexpr qint64 Settling = 2ll * 60 * 1'000'000'000; ///< a trace is taken for whole when it began that long ago

/// Asks about the spans of the last day.
Result<SqlTable> ask(CheckContext& context, const QString& select) {
    const qint64 now = context.ports().auth.now().toMSecsSinceEpoch() * 1'000'000;
    SqlRequest request;
    request.sql = frame() + select;
    request.parameters = {{u"since"_s, QString::number(now - Day), u"BIGINT"_s},
        {u"settled"_s, QString::number(now - Settling), u"BIGINT"_s}};
    request.rowLimit = 100;
    request.deadline = std::chrono::seconds(4);
    return context.wait(context.ports().store->run(request));
}

qint64 number(const SqlTable& table, std::size_t column) {
    return table.rowCount() == 0 ? 0 : table.text(0, column).toLongLong();
}

/// Runs `judge` on the answer, when there is a store to ask.
template <class Judge> CheckResult onStore(CheckContext& context, const QString& select, const Judge& judge) {
    if (!context.ports().store)
        return notApplicable(u"No store belongs to this run."_s);
    const auto table = ask(context, select);
    if (!table)
        return couldNotLook(table.error());
    return judge(*table);
}

CheckResult lookAtUnfinished(CheckContext& context) {
    return onStore(context,
        u"SELECT count(*), count_if(ends = 0), count_if(ends > 0 AND ends < starts), min(CASE WHEN ends = 0 THEN name "
        u"END), "
        "min(CASE WHEN ends = 0 OR ends < starts THEN trace_id END) FROM spans"_s,
        [](const SqlTable& table) -> CheckResult {
            if (number(table, 0) == 0)
                return notApplicable(u"No spans of the last day are in the store."_s);
            if (number(table, 1) + number(table, 2) == 0)
                return fine(u"All %1 spans of the last day have ended."_s.arg(number(table, 0)));
            return warned(u"%1 of %2 spans have no end, %3 end before they begin."_s.arg(number(table, 1))
                              .arg(number(table, 0))
                              .arg(number(table, 2)),
                u"The code begins spans and never ends them, or the clock was set back meanwhile; most SDKs never send a span that has not ended."_s)
                .see(u"For example"_s, table.text(0, 3))
                .see(u"Trace"_s, table.text(0, 4))
                .advise(u"End each span in all cases: with a with-block, try/finally or a scope."_s);
        });
}

CheckResult lookAtRoots(CheckContext& context) {
    // A parent that is in no span of its trace is foreign, or has never ended.
    return onStore(context,
        u", traces AS (SELECT trace_id, count_if(parent = '') AS roots, min(service) AS service FROM spans GROUP BY "
        u"trace_id) "
        "SELECT count(*), count_if(roots = 0), min(CASE WHEN roots = 0 THEN trace_id END), min(CASE WHEN roots = 0 THEN service END) FROM traces"_s,
        [](const SqlTable& table) -> CheckResult {
            const qint64 traces = number(table, 0);
            const qint64 without = number(table, 1);
            if (traces == 0)
                return notApplicable(u"No traces of the last day are in the store."_s);
            if (without == 0)
                return fine(u"All %1 traces of the last day have a root span."_s.arg(traces));
            const QString sentence = u"%1 of %2 traces have no root span."_s.arg(without).arg(traces);
            const QString cause
                = u"Their first span has a parent that never came: it was begun in front of the app (the ingress of Databricks Apps adds one), it never ended, or its service sends elsewhere. Experiments show only traces with a root."_s;
            Outcome out = without == traces ? failed(sentence, cause) : warned(sentence, cause);
            return out.see(u"Trace"_s, table.text(0, 2))
                .see(u"Service"_s, table.text(0, 3))
                .advise(
                    u"Behind Databricks Apps set OTEL_PROPAGATORS=none, or begin a new root span for each request."_s)
                .advise(
                    u"Otherwise let the calling service send its spans to the same place, and end its root span."_s);
        });
}

CheckResult lookAtContext(CheckContext& context) {
    // A server's root that lies within the only client's call of another service at that time, in another trace.
    return onStore(context,
        u", parents AS (SELECT DISTINCT trace_id, parent FROM spans WHERE parent <> ''), "
        "calls AS (SELECT s.trace_id, s.service, s.name, s.starts, s.ends FROM spans s LEFT JOIN parents p ON "
        "p.trace_id = s.trace_id AND p.parent = s.span_id "
        "WHERE s.kind = 'SPAN_KIND_CLIENT' AND p.parent IS NULL ORDER BY s.starts DESC LIMIT 1000), "
        "served AS (SELECT trace_id, service, name, starts, ends FROM spans WHERE kind = 'SPAN_KIND_SERVER' AND parent "
        "= '' ORDER BY starts DESC LIMIT 1000), "
        "pairs AS (SELECT r.trace_id, min(c.service) AS caller, min(r.service) AS callee, count(*) AS callers FROM "
        "served r JOIN calls c "
        "ON c.starts <= r.starts AND r.ends <= c.ends AND c.trace_id <> r.trace_id AND c.service <> r.service GROUP BY "
        "r.trace_id HAVING count(*) = 1) "
        "SELECT (SELECT count(*) FROM served), (SELECT count(*) FROM spans WHERE kind = 'SPAN_KIND_CLIENT'), count(*), "
        "min(caller), min(callee), "
        "min(trace_id), (SELECT count(*) FROM spans WHERE kind = 'SPAN_KIND_SERVER') FROM pairs"_s,
        [](const SqlTable& table) -> CheckResult {
            constexpr qint64 Enough = 3; // fewer may lie so by chance
            const qint64 served = number(table, 0);
            const qint64 lost = number(table, 2);
            if (number(table, 1) == 0 || number(table, 6) == 0)
                return notApplicable(u"No two services called each other in the last day."_s);
            if (lost < Enough || 2 * lost < served)
                return fine(u"No sign that the context is lost between services."_s);
            return warned(u"%1 traces begin within another service's call, without its context."_s.arg(lost),
                u"%1 calls %2, and %2 begins a trace of its own each time: the traceparent header is not sent, or not read."_s
                    .arg(table.text(0, 3), table.text(0, 4)))
                .see(u"Trace"_s, table.text(0, 5))
                .advise(
                    u"Instrument the caller's HTTP client and the server's framework, and set OTEL_PROPAGATORS to tracecontext,baggage in both."_s)
                .advise(u"Let proxies between them pass the header traceparent."_s);
        });
}

CheckResult lookAtOldClients(CheckContext& context) {
    // Attributes of MLflow: databricks-api.md 3.5.
    return onStore(context,
        u", made AS (SELECT trace_id, parent, attributes['mlflow.traceRequestId'] AS request, "
        u"attributes['mlflow.spanType'] AS type, attributes['mlflow.experimentId'] AS experiment FROM spans) "
        "SELECT count(*), count_if(request LIKE '%tr-%' AND experiment IS NULL), min(CASE WHEN request LIKE '%tr-%' "
        "AND experiment IS NULL THEN trace_id END) "
        "FROM made WHERE parent = '' AND (request IS NOT NULL OR type IS NOT NULL)"_s,
        [](const SqlTable& table) -> CheckResult {
            if (number(table, 0) == 0)
                return notApplicable(u"No spans of MLflow from the last day are in the store."_s);
            if (number(table, 1) == 0)
                return fine(u"MLflow's spans come from clients that name their experiment."_s);
            return warned(
                u"%1 of %2 traces of MLflow belong to no experiment."_s.arg(number(table, 1)).arg(number(table, 0)),
                u"They come from an old client, whose spans outside of an experiment or run are recorded nowhere."_s)
                .see(u"Trace"_s, table.text(0, 2))
                .advise(u"Update mlflow to 3.11 or later, and set the experiment when the app starts."_s)
                .advise(u"With an old client begin a run around each request, or call autolog() for the framework."_s);
        });
}

Check onSpans(const QString& id, const QString& title, const QString& looksAt, const QString& why,
    CheckResult (*look)(CheckContext&)) {
    return {{id, CheckStage::App, title, looksAt, why}, {}, look};
}

} // namespace

CheckList storeChecks() {
    return {
        onSpans(u"app.unfinished"_s, u"Spans end"_s, u"Looks for spans without an end among those of the last day."_s,
            u"A span that never ends is never sent, and with a root span its whole trace is not shown."_s,
            lookAtUnfinished),
        onSpans(u"app.roots"_s, u"Traces have a root span"_s,
            u"Looks for traces of the last day whose spans all have a parent."_s,
            u"An experiment shows a trace only when its root span has arrived."_s, lookAtRoots),
        onSpans(u"app.context"_s, u"The context goes along from service to service"_s,
            u"Looks for traces that begin within another service's call."_s,
            u"Without the context a request falls into as many traces as it passes services."_s, lookAtContext),
        onSpans(u"app.clients"_s, u"MLflow's spans belong to an experiment"_s,
            u"Looks for MLflow's spans that name none."_s,
            u"Old clients record such spans nowhere, without an error."_s, lookAtOldClients),
    };
}

} // namespace spanglass
