// How ProofRun looks at each hop after the first.
#include "services/setup/proof/ProofRun.h"
#include "services/setup/proof/ProofSearch.h"
#include "services/warehouse/tables/TraceTableFinder.h"
#include "services/warehouse/tables/WarehouseSpanSource.h"

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

QString seconds(std::chrono::milliseconds time) { return formatDuration({std::chrono::nanoseconds(time).count()}); }

/// A table that is damaged itself is mended where its columns are looked at.
Error withMend(Error error) {
    if (error.message.contains("incomplete complex type"_L1, Qt::CaseInsensitive))
        error.remedy += u" The page \"Table check\" has the statements."_s;
    return error;
}

/// The start bounds what is read; both generations of the table have these columns.
SqlRequest countRequest(const QString& table, const Span& root) {
    SqlRequest request;
    request.sql = u"SELECT count(*) FROM IDENTIFIER(:t) WHERE trace_id = :trace AND start_time_unix_nano >= :since"_s;
    request.parameters = {{u"t"_s, tableName(table.split(u'.'))}, {u"trace"_s, root.traceId.text()},
        {u"since"_s, QString::number(root.start.bits()), u"BIGINT"_s}};
    return request;
}

} // namespace

bool ProofRun::countRows() {
    m_session.say(u"Waiting for the rows in %1"_s.arg(m_location.spansTable));
    QString seen;
    return watch(
        ProofHop::InTable, [&] { return countOnce(seen); },
        [&] {
            Error error = noRows();
            if (!seen.isEmpty())
                error.message = seen;
            return error;
        });
}

ProofRun::Look ProofRun::countOnce(QString& seen) {
    constexpr ProofHop Hop = ProofHop::InTable;
    const auto answer
        = m_session.query(m_plan.warehouseId, countRequest(m_location.spansTable, m_trace->spans.front()));
    if (!answer) {
        seen = u"The rows could not be counted: %1"_s.arg(answer.error().message);
        return missed(Hop, withMend(answer.error()));
    }
    const auto rows = answer->text(0, 0).toULongLong();
    seen = rows == 0 ? QString()
                     : u"After %1 only %2 of %3 rows are in %4."_s.arg(seconds(m_pace.limit), QString::number(rows),
                         QString::number(m_trace->spans.size()), m_location.spansTable);
    if (rows < m_trace->spans.size())
        return Look::NotYet;
    return passed(Hop, u"%1 rows in %2."_s.arg(rows).arg(m_location.spansTable));
}

/// 200 and no row: told apart from delay by having waited, and by what the catalog says of its storage.
Error ProofRun::noRows() {
    const QString sentence
        = u"The endpoint answered yes, and after %1 there is no row in %2. That is no delay any more."_s.arg(
            seconds(m_pace.limit), m_location.spansTable);
    const auto catalog = m_session.wait(m_session.catalogs().catalog(m_location.catalog));
    if (catalog && catalog->storageRoot.isEmpty() && catalog->storageLocation.isEmpty())
        return {ErrorCode::NotFound, sentence,
            u"The catalog %1 names no storage of its own. Catalogs on default storage take spans and keep none: use a "
            "catalog that has a storage location."_s.arg(m_location.catalog)};
    return {ErrorCode::NotFound, sentence,
        u"The storage behind the table may refuse to be written, or lie behind Private Link; or the preview "
        "\"OpenTelemetry on Databricks\" is not really on. Try a catalog with other storage, and give the details to "
        "support."_s};
}

bool ProofRun::readBack() {
    constexpr ProofHop Hop = ProofHop::Readable;
    m_session.say(u"Reading the trace back"_s);
    const auto warehouse = m_session.warehouse(m_plan.warehouseId);
    TraceTableFinder finder(*warehouse);
    return watch(
        Hop,
        [&] {
            const auto table = m_session.wait(finder.ofExperiment(m_location));
            if (!table)
                return missed(Hop, table.error());
            if (!table->shape.isReadable())
                return failed(Hop,
                    {ErrorCode::Damaged,
                        u"%1 cannot be read as spans: %2."_s.arg(m_location.spansTable, table->shape.summary()),
                        u"Look at the page \"Table check\"."_s});
            WarehouseSpanSource source(*warehouse, table->shape);
            const auto spans = m_session.wait(source.spans(m_trace->spans.front().traceId));
            return spans ? judge(Hop, *spans) : missed(Hop, withMend(spans.error()));
        },
        [&] {
            return Error{ErrorCode::TimedOut, u"For %1 the trace could not be read."_s.arg(seconds(m_pace.limit)),
                u"Prove it again in a moment."_s};
        });
}

bool ProofRun::searchExperiment() {
    constexpr ProofHop Hop = ProofHop::InExperiment;
    m_session.say(u"Searching the experiment"_s);
    const ProofQuestion question{.experimentId = m_experimentId,
        .location = m_location,
        .warehouseId = m_plan.warehouseId,
        .trace = m_trace->spans.front().traceId,
        .start = m_trace->spans.front().start};
    const QString page = u"%1/ml/experiments/%2/traces"_s.arg(m_session.connection().host, m_experimentId);
    if (!m_linked) {
        begin(Hop);
        return failed(Hop,
                   {ErrorCode::Conflict,
                       u"The spans are in %1, but the experiment %2 is not bound to that table, so it does not show "
                       "them."_s.arg(m_location.spansTable, m_plan.experimentName),
                       u"Finish the page \"Catalog and schema\"."_s})
            == Look::Passed;
    }
    QElapsedTimer sinceInTables;
    const auto judgeSight = [&](FoundBy found) {
        if (found == FoundBy::Experiment)
            return passed(Hop, u"The experiment's trace search finds it: %1"_s.arg(page));
        if (found == FoundBy::Tables && !sinceInTables.isValid())
            sinceInTables.start();
        // The experiment's own search gets time before the other one counts.
        if (found == FoundBy::Tables && std::chrono::milliseconds(sinceInTables.elapsed()) >= m_pace.limit / 4)
            return passed(Hop,
                u"A search over the experiment's tables finds it; asked for the experiment itself, the trace search "
                "does not. Look whether it shows: %1"_s.arg(page));
        return Look::NotYet;
    };
    return watch(
        Hop,
        [&] {
            const auto found = searchWorkspace(question, m_session);
            if (found)
                return judgeSight(*found);
            if (found.error().fault.errorCode == "ENDPOINT_NOT_FOUND"_L1) {
                skip(Hop, u"This workspace has no trace search that can be asked. Look at %1"_s.arg(page));
                return Look::Passed;
            }
            Error problem = found.error();
            if (problem.code == ErrorCode::NotAllowed)
                problem.remedy
                    = u"The search needs SELECT on each of the trace tables, and CAN_READ on the experiment: look "
                      "at the page \"Grants\"."_s;
            return missed(Hop, problem, found.error().fault.details().replace(u'\n', "; "_L1));
        },
        [&] {
            return Error{ErrorCode::NotFound,
                u"The trace is in the table, and after %1 the experiment's trace search does not find it."_s.arg(
                    seconds(m_pace.limit)),
                u"Look at %1 with the SQL warehouse chosen above the list. Experiments show only traces with a root span."_s
                    .arg(page)};
        });
}

bool ProofRun::fetchFromServer() {
    constexpr ProofHop Hop = ProofHop::Readable;
    m_session.say(u"Reading the trace back"_s);
    // Confirmed: MLflow names a trace that came by OTLP "tr-" and its id (mlflow tracing/utils).
    const QString name = u"tr-"_s + m_report.traceId;
    return watch(
        Hop,
        [&] {
            const auto spans = m_session.wait(m_session.traces().fetch(name));
            if (spans)
                return judge(Hop, *spans);
            return spans.error().code == ErrorCode::NotFound ? Look::NotYet : missed(Hop, spans.error());
        },
        [&] {
            return Error{ErrorCode::NotFound,
                u"The server answered yes, and after %1 it has no trace %2."_s.arg(seconds(m_pace.limit), name),
                u"Look at the server's log."_s};
        });
}

bool ProofRun::searchServer() {
    constexpr ProofHop Hop = ProofHop::InExperiment;
    m_session.say(u"Searching the experiment"_s);
    const ProofQuestion question{.experimentId = m_experimentId,
        .location = {},
        .warehouseId = {},
        .trace = m_trace->spans.front().traceId,
        .start = m_trace->spans.front().start};
    return watch(
        Hop,
        [&] {
            const auto name = nameOnServer(question, m_session);
            if (!name)
                return missed(Hop, name.error());
            return name->isEmpty() ? Look::NotYet : passed(Hop, u"The trace search finds it as %1."_s.arg(*name));
        },
        [&] {
            return Error{ErrorCode::NotFound,
                u"The server has the trace, and after %1 its search does not find it in the experiment."_s.arg(
                    seconds(m_pace.limit)),
                u"Look at the experiment in the server's own pages."_s};
        });
}

} // namespace spanglass
