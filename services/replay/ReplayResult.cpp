#include "services/replay/ReplayResult.h"

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

Result<> writeMissing(Ledger& ledger, JobNumber job, QSaveFile& file) {
    auto statement = ledger.connection().prepare(
        "SELECT trace_id, span_id FROM local.store.replay_missing WHERE job = " + std::to_string(job));
    if (!statement)
        return std::unexpected(statement.error());
    auto rows = statement->stream();
    if (!rows)
        return std::unexpected(rows.error());
    return rows->forEachRow<2>([&](const auto& columns, std::size_t row) {
        write(file,
            {{"kind", "missing_span"}, {"trace_id", std::string(columns[0].text(row))},
                {"span_id", std::string(columns[1].text(row))}});
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
    if (auto written = writeEntries(ledger, number, file); !written)
        return written;
    if (auto written = writeMissing(ledger, number, file); !written)
        return written;
    if (!file.commit())
        return std::unexpected(unwritable(file));
    return {};
}

} // namespace spanglass
