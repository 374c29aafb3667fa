#include "services/replay/ReplayResult.h"

#include "services/replay/run/ReplayEdit.h"
#include "services/replay/run/RunTally.h"

#include <QDir>
#include <QSaveFile>

#include <nlohmann/json.hpp>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

using Json = nlohmann::ordered_json;

constexpr std::uint32_t PageEntries = 2'000;

std::string utf8(const QString& text) { return text.toStdString(); }

QDateTime timeOf(UnixNanos time) {
    return QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(time.value / 1'000'000), Qt::UTC);
}

Json summary(const LedgerJob& job, const LedgerTotals& totals) {
    Json out{{"kind", "replay"}, {"id", job.number}, {"state", utf8(QString(replayStateName(job.state)))},
        {"target", utf8(job.plan.target.title())}, {"created", utf8(formatIso(job.created))}};
    if (job.ended)
        out["ended"] = utf8(formatIso(*job.ended));
    out["spans"] = totals.spans;
    out["spans_taken"] = totals.spansTaken;
    out["spans_rejected"] = totals.spansRejected;
    out["bytes"] = totals.bytes;
    out["bytes_taken"] = totals.bytesTaken;
    out["attempts"] = totals.attempts;
    for (std::size_t i = 0; i < ParcelStateCount; ++i)
        out["requests"][utf8(QString(parcelStateName(static_cast<ParcelState>(i))))] = totals.parcels[i];
    if (job.problem)
        out["problem"] = {{"code", utf8(QString(errorCodeName(job.problem->code)))},
            {"message", utf8(job.problem->message)}, {"remedy", utf8(job.problem->remedy)}};
    return out;
}

Json lineOf(const ReplayEntry& entry) {
    Json out{{"kind", "request"}, {"number", entry.number}, {"state", utf8(QString(parcelStateName(entry.state)))},
        {"items", entry.spans}, {"bytes", entry.bytes}, {"attempts", entry.attempts}};
    if (entry.sent) {
        out["sent"] = utf8(formatIso(*entry.sent));
        out["took_ns"] = entry.took.value;
    }
    if (entry.status >= 0)
        out["status"] = entry.status;
    if (entry.rejected > 0)
        out["rejected"] = entry.rejected;
    if (!entry.answer.isEmpty())
        out["answer"] = utf8(entry.answer);
    if (!entry.requestId.isEmpty())
        out["request_id"] = utf8(entry.requestId);
    return out;
}

void write(QSaveFile& file, const Json& line) {
    file.write(QByteArray::fromStdString(line.dump(-1, ' ', false, Json::error_handler_t::replace) + '\n'));
}

Result<> writeEntries(Ledger& ledger, JobNumber job, QSaveFile& file) {
    for (std::uint64_t offset = 0;; offset += PageEntries) {
        const auto entries = ledger.entries(job, std::nullopt, offset, PageEntries);
        if (!entries)
            return std::unexpected(entries.error());
        for (const ReplayEntry& entry : *entries)
            write(file, lineOf(entry));
        if (entries->size() < PageEntries)
            return {};
    }
}

/// Writes a line for each row of a question.
template <std::size_t Columns, class LineOf>
Result<> writeRows(Ledger& ledger, const std::string& sql, QSaveFile& file, LineOf lineOf) {
    auto statement = ledger.connection().prepare(sql);
    if (!statement)
        return std::unexpected(statement.error());
    auto rows = statement->stream();
    if (!rows)
        return std::unexpected(rows.error());
    return rows->forEachRow<Columns>([&](const auto& columns, std::size_t row) { write(file, lineOf(columns, row)); });
}

/// An attempt begins with its parcel being sent, and ends with the event after that.
Result<> writeAttempts(Ledger& ledger, JobNumber job, QSaveFile& file) {
    const std::string sql
        = "SELECT s.number, CAST(s.attempt AS BIGINT), s.at_unix_nano, e.state, CAST(e.status AS BIGINT), e.rejected, "
          "e.answer, e.answer_id, e.took_ns FROM local.store.replay_log s LEFT JOIN local.store.replay_log e "
          "ON e.job = s.job AND e.number = s.number AND e.step = s.step + 1 WHERE s.state = 'sending' AND s.job = "
        + std::to_string(job) + " ORDER BY s.number, s.step";
    return writeRows<9>(ledger, sql, file, [](const auto& columns, std::size_t row) {
        const auto number = [&](std::size_t column) { return columns[column].template get<std::int64_t>(row); };
        Json out{{"kind", "attempt"}, {"number", number(0)}, {"attempt", number(1)},
            {"sent", utf8(formatIso(UnixNanos::fromBits(number(2))))}};
        if (columns[3].isNull(row))
            return out;
        out["became"] = std::string(columns[3].text(row));
        if (number(4) >= 0)
            out["status"] = number(4);
        if (number(5) > 0)
            out["rejected"] = number(5);
        for (const auto& [name, column] : {std::pair("answer", 6), std::pair("request_id", 7)}) {
            if (const std::string_view text = columns[static_cast<std::size_t>(column)].text(row); !text.empty())
                out[name] = std::string(text);
        }
        out["took_ns"] = number(8);
        return out;
    });
}

Result<> writeNewIds(Ledger& ledger, const LedgerJob& job, QSaveFile& file) {
    if (!job.plan.edits.newTraceIds)
        return {};
    const auto traces = ledger.traces(job.number);
    if (!traces)
        return std::unexpected(traces.error());
    for (const TraceId& trace : *traces)
        write(file, {{"kind", "new_trace_id"}, {"captured", trace.hex()}, {"sent", sentTraceId(job, trace).hex()}});
    return {};
}

Result<> writeMissing(Ledger& ledger, JobNumber job, QSaveFile& file) {
    const std::string sql
        = "SELECT trace_id, span_id FROM local.store.replay_missing WHERE job = " + std::to_string(job);
    return writeRows<2>(ledger, sql, file, [](const auto& columns, std::size_t row) {
        return Json{{"kind", "missing_span"}, {"trace_id", std::string(columns[0].text(row))},
            {"span_id", std::string(columns[1].text(row))}};
    });
}

Error unwritable(const QSaveFile& file) {
    return {ErrorCode::ReadOnly,
        u"The result cannot be written to %1: %2"_s.arg(QDir::toNativeSeparators(file.fileName()), file.errorString()),
        u"Choose another folder, or free some disk space."_s};
}

} // namespace

ReplayStatus statusOf(const LedgerJob& job, const LedgerTotals& totals) {
    ReplayStatus status;
    status.id = QString::number(job.number);
    status.plan = job.plan;
    status.state = job.state;
    status.created = timeOf(job.created);
    if (job.ended)
        status.ended = timeOf(*job.ended);
    describeTotals(totals, status);
    status.problem = job.problem;
    return status;
}

Result<> exportResult(Ledger& ledger, JobNumber number, const QString& path) {
    const auto job = ledger.job(number);
    if (!job)
        return std::unexpected(job.error());
    const auto totals = ledger.totals(number);
    if (!totals)
        return std::unexpected(totals.error());
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return std::unexpected(unwritable(file));
    write(file, summary(*job, *totals));
    for (const Result<>& written : {writeEntries(ledger, number, file), writeAttempts(ledger, number, file),
             writeNewIds(ledger, *job, file), writeMissing(ledger, number, file)}) {
        if (!written)
            return written;
    }
    if (!file.commit())
        return std::unexpected(unwritable(file));
    return {};
}

} // namespace spanglass
