#include "app/verbs/RunVerb.h"

#include "app/OpenStore.h"
#include "app/verbs/TableText.h"
#include "app/verbs/VerbIo.h"
#include "models/sql/SqlWords.h"
#include "services/core/TracePrint.h"
#include "services/formats/Exporter.h"
#include "services/formats/Importer.h"
#include "services/formats/SampleTraces.h"

#include <chrono>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr std::uint64_t MostRows = 1'000'000;

QString countOf(std::uint64_t count, const QString& one) {
    return u"%1 %2%3"_s.arg(count).arg(one, count == 1 ? QString() : u"s"_s);
}

/// Tells of whole percents, each once.
std::function<void(int)> percentOf(VerbIo& io, const QString& what) {
    return [&io, what, last = -1](int thousandths) mutable {
        if (const int percent = thousandths / 10; percent != std::exchange(last, percent))
            io.progress(u"%1: %2 %"_s.arg(what).arg(percent));
    };
}

/// What a workspace's statement cost, as far as its query history tells. Not among the rows: they may go into a file.
void tellCost(SqlTable table, SqlWarehouse& warehouse, VerbIo& io) {
    if (table.facts.statementId.isEmpty())
        return;
    io.progress(u"Asking the query history"_s);
    if (const auto told = io.wait(warehouse.facts(table.facts.statementId)))
        table.facts.takeCost(*told);
    io.complain(u"spanglass: "_s + sqlFacts(table));
}

} // namespace

int runSql(const SqlCommand& command, SqlWarehouse& warehouse, VerbIo& io) {
    SqlRequest request;
    request.sql = command.statement;
    request.rowLimit = MostRows;
    request.deadline = std::chrono::hours(1);
    const auto table = io.wait(warehouse.run(std::move(request)));
    if (!table)
        return fail(io, table.error());
    if (!writeTable(*table, command.format, io))
        return 1;
    if (table->truncated)
        io.complain(
            u"spanglass: Only the first %1 rows are shown. Add a LIMIT or narrow the query."_s.arg(table->rowCount()));
    tellCost(*table, warehouse, io);
    return 0;
}

int runTrace(const TraceCommand& command, SpanSource& source, VerbIo& io) {
    const auto trace = io.wait(source.trace(command.trace));
    if (!trace)
        return fail(io, trace.error());
    return io.write(printTrace(**trace).toUtf8()) ? 0 : 1;
}

int runImport(const ImportCommand& command, OpenStore& store, VerbIo& io) {
    IngestSink& sink = store.store->sink();
    const IsCancelled cancelled = [&io] { return io.isCancelled(); };
    auto report = importFiles(command.files, sink, {.progress = percentOf(io, u"Importing"_s), .cancelled = cancelled});
    if (report && command.sample) {
        const auto sample = importSample(sink, UnixNanos::now(), cancelled);
        if (!sample)
            return fail(io, sample.error());
        report->traces += sample->traces;
        report->spans += sample->spans;
    }
    if (!report)
        return fail(io, report.error());
    io.write(u"%1 in %2, %3, %4\n"_s
                 .arg(countOf(report->spans, u"span"_s), countOf(report->traces, u"trace"_s),
                     countOf(report->duplicates, u"duplicate"_s), countOf(report->problemCount, u"problem"_s))
                 .toUtf8());
    bool wholeFileLost = false;
    for (const ImportProblem& problem : report->problems) {
        const QString place = problem.line > 0 ? u"%1:%2"_s.arg(problem.file).arg(problem.line) : problem.file;
        io.complain(u"spanglass: %1: %2"_s.arg(place, problem.message));
        wholeFileLost = wholeFileLost || problem.line == 0;
    }
    const bool nothingRead = report->problemCount > 0 && report->spans + report->duplicates == 0;
    return wholeFileLost || nothingRead ? 1 : 0;
}

int runExport(const ExportCommand& command, OpenStore& store, VerbIo& io) {
    const ExportOptions options{
        .progress = percentOf(io, u"Exporting"_s), .cancelled = [&io] { return io.isCancelled(); }};
    if (command.file == StandardStream) {
        const TakeBytes take = [&io](std::string_view bytes) -> Result<> {
            if (!io.write(bytes))
                return failure(ErrorCode::Cancelled, u"Nobody reads the export any longer."_s);
            return {};
        };
        const auto report = exportTraces(store.stream, command.traces, command.format, take, options);
        return report ? 0 : fail(io, report.error());
    }
    const auto report = exportTraces(store.stream, command.traces, command.format, command.file, options);
    if (!report && report.error().code == ErrorCode::Cancelled)
        return fail(io, {ErrorCode::Cancelled, u"The export was stopped; no file was written."_s, {}});
    if (!report)
        return fail(io, report.error());
    io.write(u"%1 in %2, %3 written to %4\n"_s
                 .arg(countOf(report->spans, u"span"_s), countOf(report->traces, u"trace"_s),
                     countOf(report->bytes, u"byte"_s), command.file)
                 .toUtf8());
    return 0;
}

int runVerb(const Command& command, OpenStore& store, VerbIo& io) {
    if (const auto* sql = std::get_if<SqlCommand>(&command))
        return runSql(*sql, store.warehouse, io);
    if (const auto* trace = std::get_if<TraceCommand>(&command))
        return runTrace(*trace, store.source, io);
    if (const auto* import = std::get_if<ImportCommand>(&command))
        return runImport(*import, store, io);
    return runExport(std::get<ExportCommand>(command), store, io);
}

} // namespace spanglass
