#include "models/replay/ReplayWords.h"

#include "models/common/Quantity.h"
#include "models/traces/TimeChoice.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <array>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char* text) { return QCoreApplication::translate("ReplayWords", text); }

QString spansCounted(std::uint64_t spans) { return counted(spans, tr("%1 span"), tr("%1 spans")); }

/// Of https://grpc.github.io/grpc/core/md_doc_statuscodes.html, by their number.
constexpr std::array GrpcNames{"OK", "CANCELLED", "UNKNOWN", "INVALID_ARGUMENT", "DEADLINE_EXCEEDED", "NOT_FOUND",
    "ALREADY_EXISTS", "PERMISSION_DENIED", "RESOURCE_EXHAUSTED", "FAILED_PRECONDITION", "ABORTED", "OUT_OF_RANGE",
    "UNIMPLEMENTED", "INTERNAL", "UNAVAILABLE", "DATA_LOSS", "UNAUTHENTICATED"};

} // namespace

QString targetKindWords(TargetKind kind) {
    switch (kind) {
    case TargetKind::Databricks:
        return tr("Databricks table");
    case TargetKind::CollectorApp:
        return tr("Collector app");
    case TargetKind::MlflowServer:
        return tr("MLflow server");
    case TargetKind::Otlp:
        return tr("Any OTLP endpoint");
    case TargetKind::File:
        return tr("File");
    }
    return {};
}

QString wireWords(OtlpWire wire) {
    switch (wire) {
    case OtlpWire::HttpProtobuf:
        return tr("HTTP, protobuf");
    case OtlpWire::HttpJson:
        return tr("HTTP, JSON");
    case OtlpWire::Grpc:
        return tr("gRPC");
    }
    return {};
}

QString replayStateWords(ReplayState state) {
    switch (state) {
    case ReplayState::Preparing:
        return tr("Preparing");
    case ReplayState::Running:
        return tr("Sending");
    case ReplayState::Paused:
        return tr("Paused");
    case ReplayState::Done:
        return tr("Done");
    case ReplayState::Cancelled:
        return tr("Cancelled");
    case ReplayState::Stopped:
        return tr("Stopped");
    case ReplayState::Interrupted:
        return tr("Interrupted");
    }
    return {};
}

QString parcelStateWords(ParcelState state) {
    switch (state) {
    case ParcelState::Waiting:
        return tr("waiting");
    case ParcelState::Sending:
        return tr("under way");
    case ParcelState::Taken:
        return tr("taken");
    case ParcelState::Refused:
        return tr("refused");
    case ParcelState::Uncertain:
        return tr("uncertain");
    case ParcelState::Split:
        return tr("split");
    case ParcelState::Skipped:
        return tr("left out");
    }
    return {};
}

QString selectionWords(const ReplaySelection& selection) {
    QStringList parts;
    if (!selection.traces.empty()) {
        parts << counted(selection.traces.size(), tr("%1 trace"), tr("%1 traces"));
    } else {
        if (!selection.importedFile.isEmpty())
            parts << tr("what was read from %1").arg(selection.importedFile);
        else if (selection.lastRequest > 0)
            parts << tr("requests %1 to %2").arg(selection.firstRequest).arg(selection.lastRequest);
        if (!selection.filter.isEmpty())
            parts << selection.filter;
        if (selection.range != TimeRange())
            parts << TimeChoice::from(selection.range).words();
        if (parts.isEmpty())
            parts << tr("everything");
    }
    if (selection.onlyErrors)
        parts << tr("only traces with an error");
    if (selection.sample < 1)
        parts << tr("%1 % of the traces").arg(QLocale().toString(selection.sample * 100, 'g', 3));
    if (selection.wholeRequests)
        parts << tr("whole requests");
    return parts.join(u", "_s);
}

QString editsWords(const ReplayEdits& edits) {
    if (edits.isFaithful())
        return tr("as captured");
    QStringList parts;
    if (edits.newTraceIds)
        parts << tr("new trace ids");
    if (edits.shiftToNow)
        parts << tr("shifted to now");
    if (!edits.attributes.isEmpty())
        parts << counted(
            static_cast<std::uint64_t>(edits.attributes.size()), tr("%1 attribute change"), tr("%1 attribute changes"));
    return parts.join(u", "_s);
}

QString paceWords(const ReplayPace& pace) {
    QStringList parts;
    if (pace.speed <= 0)
        parts << tr("as fast as allowed");
    else if (pace.speed == 1)
        parts << tr("with the gaps in which it came");
    else
        parts << tr("%1 times faster than it came").arg(QLocale().toString(pace.speed, 'g', 4));
    if (pace.tracesPerSecond > 0)
        parts << tr("at most %1 traces/s").arg(QLocale().toString(pace.tracesPerSecond, 'g', 6));
    if (pace.bytesPerSecond > 0)
        parts << tr("at most %1/s").arg(formatBytes(double(pace.bytesPerSecond)));
    return parts.join(u", "_s);
}

bool isUnderWay(ReplayState state) { return state == ReplayState::Preparing || state == ReplayState::Running; }

int progressOf(const ReplayStatus& status) {
    std::uint64_t all = 0;
    for (const std::uint64_t count : status.parcels)
        all += count;
    all -= status.count(ParcelState::Split);
    const std::uint64_t open = status.count(ParcelState::Waiting) + status.count(ParcelState::Sending);
    return all == 0 ? (status.state == ReplayState::Done ? 1000 : 0) : static_cast<int>(1000 * (all - open) / all);
}

QString progressWords(const ReplayStatus& status) {
    return status.state == ReplayState::Preparing && status.spans == 0
        ? tr("Listing what is to be sent")
        : tr("%1 of %2").arg(formatCount(status.spansTaken), spansCounted(status.spans));
}

QString paceNowWords(const ReplayStatus& status) {
    if (status.state != ReplayState::Running)
        return {};
    QStringList parts{
        tr("%1 spans/s").arg(formatRate(status.spansPerSecond)), tr("%1/s").arg(formatBytes(status.bytesPerSecond))};
    if (status.remaining)
        parts << tr("%1 remaining").arg(formatDuration(*status.remaining));
    return parts.join(u" · "_s);
}

QString faultWords(const ReplayStatus& status) {
    QStringList parts;
    if (const auto refused = status.count(ParcelState::Refused))
        parts << counted(refused, tr("%1 request refused"), tr("%1 requests refused"));
    if (const auto uncertain = status.count(ParcelState::Uncertain))
        parts << counted(uncertain, tr("%1 uncertain"), tr("%1 uncertain"));
    if (const auto skipped = status.count(ParcelState::Skipped))
        parts << counted(skipped, tr("%1 left out"), tr("%1 left out"));
    if (status.spansRejected > 0)
        parts << counted(
            status.spansRejected, tr("%1 span rejected by the target"), tr("%1 spans rejected by the target"));
    return parts.join(u" · "_s);
}

QString answerStatusWords(const ReplayEntry& entry, OtlpWire wire) {
    const bool open = entry.state == ParcelState::Waiting || entry.state == ParcelState::Sending;
    if (entry.attempts == 0 || (open && entry.status == 0))
        return {};
    if (entry.status < 0)
        return tr("no answer");
    if (wire != OtlpWire::Grpc)
        return entry.status == 0 ? QString() : QString::number(entry.status);
    const auto code = static_cast<std::size_t>(entry.status);
    return code < GrpcNames.size() ? tr("gRPC %1").arg(QLatin1StringView(GrpcNames[code]))
                                   : tr("gRPC %1").arg(entry.status);
}

QString entryName(const ReplayEntry& entry) {
    const QString name = tr("Request %1, %2").arg(formatCount(std::uint64_t(entry.number)), spansCounted(entry.spans));
    return entry.sent ? tr("%1, sent %2").arg(name, formatTimestamp(*entry.sent).left(23)) : name;
}

QString entryText(const ReplayEntry& entry, OtlpWire wire) {
    QStringList lines{entryName(entry),
        tr("State: %1, %2").arg(parcelStateWords(entry.state), formatBytes(double(entry.bytes))),
        counted(entry.attempts, tr("%1 attempt"), tr("%1 attempts"))};
    if (const QString status = answerStatusWords(entry, wire); !status.isEmpty())
        lines << tr("Answer: %1, after %2").arg(status, formatDuration(entry.took));
    if (entry.rejected > 0)
        lines << tr("Rejected: %1").arg(spansCounted(entry.rejected));
    if (!entry.requestId.isEmpty())
        lines << tr("Request id: %1").arg(entry.requestId);
    if (!entry.answer.isEmpty())
        lines << entry.answer;
    return lines.join(u'\n');
}

QString arrivalWords(const ArrivalReport& report) {
    QString words = tr("%1 of %2 are there").arg(formatCount(report.found), spansCounted(report.asked));
    words += report.missing == 0 ? tr(", none is missing.")
                                 : counted(report.missing, tr(", %1 is missing."), tr(", %1 are missing."));
    if (report.compared > 0)
        words += u' '
            + counted(report.compared, tr("The values of %1 were read back: "), tr("The values of %1 were read back: "))
            + (report.different == 0 ? tr("all are as they were sent.")
                                     : counted(report.different, tr("%1 differs."), tr("%1 differ.")));
    return words;
}

QString estimateWords(const ReplayEstimate& estimate) {
    const QString what = counted(estimate.traces, tr("%1 trace"), tr("%1 traces")) + u", "_s
        + spansCounted(estimate.spans) + u", "_s + formatBytes(double(estimate.bytes));
    const QString requests = counted(estimate.requests, tr("%1 request"), tr("%1 requests"));
    // Nothing is known to hold it up.
    if (estimate.duration.value <= 0)
        return tr("%1 in %2, as fast as the target takes them").arg(what, requests);
    return tr("%1 in %2, about %3").arg(what, requests, formatDuration(estimate.duration));
}

QString limitsWords(const TargetLimits& limits) {
    QStringList parts;
    if (limits.tracesPerSecond > 0)
        parts += tr("%1 traces/s for the workspace").arg(QLocale().toString(limits.tracesPerSecond, 'f', 0));
    if (limits.bytesPerSecond > 0)
        parts += tr("%1 MB/s for the table").arg(QLocale().toString(double(limits.bytesPerSecond) / 1e6, 'f', 0));
    return parts.isEmpty() ? QString()
                           : tr("Published limits: %1 (as of %2)")
                                 .arg(parts.join(u", "_s), QLocale().toString(limits.read, QLocale::ShortFormat));
}

} // namespace spanglass
