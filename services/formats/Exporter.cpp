#include "services/formats/Exporter.h"

#include "services/formats/FileWriter.h"
#include "services/formats/TraceWriter.h"

#include <array>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t WriteBytes = 1u << 20;
constexpr std::array FormatNames{"otlp-jsonl"_L1, "otlp-protobuf"_L1, "jaeger"_L1, "chrome"_L1, "csv"_L1};

} // namespace

Result<ExportReport> exportTraces(TraceStream& source, const std::vector<TraceId>& traces, ExportFormat format,
    const TakeBytes& take, const ExportOptions& options) {
    const auto total = source.count(traces);
    if (!total)
        return std::unexpected(total.error());
    if (*total == 0)
        return failure(ErrorCode::NotFound, u"There is no trace to export"_s,
            traces.empty() ? u"Receive or import spans first."_s : u"Check the trace ids."_s);
    const auto writer = TraceWriter::forFormat(format);
    ExportReport report;
    std::string pending;
    Result<> outcome;
    writer->begin(pending);
    const auto read = source.read(traces, [&](const TraceSpans& trace) {
        if (options.cancelled()) {
            outcome = failure(ErrorCode::Cancelled, u"The export was stopped"_s);
            return false;
        }
        writer->add(trace, pending);
        ++report.traces;
        report.spans += trace.spans.size();
        options.progress(int(std::min<std::uint64_t>(report.traces * 1000 / *total, 1000)));
        if (pending.size() < WriteBytes)
            return true;
        outcome = take(pending);
        report.bytes += pending.size();
        pending.clear();
        return outcome.has_value();
    });
    if (!outcome)
        return std::unexpected(outcome.error());
    if (!read)
        return std::unexpected(read.error());
    writer->end(pending);
    if (outcome = take(pending); !outcome)
        return std::unexpected(outcome.error());
    report.bytes += pending.size();
    return report;
}

Result<ExportReport> exportTraces(TraceStream& source, const std::vector<TraceId>& traces, ExportFormat format,
    const QString& file, const ExportOptions& options) {
    FileWriter out(file);
    if (auto opened = out.open(); !opened)
        return std::unexpected(opened.error());
    auto report = exportTraces(
        source, traces, format, [&out](std::string_view bytes) { return out.write(bytes); }, options);
    if (!report)
        return report;
    if (const auto committed = out.commit(); !committed)
        return std::unexpected(committed.error());
    report->bytes = out.bytes();
    return report;
}

QLatin1StringView exportFormatName(ExportFormat format) { return FormatNames[static_cast<std::size_t>(format)]; }

std::optional<ExportFormat> exportFormatFromName(QStringView name) {
    for (std::size_t i = 0; i < FormatNames.size(); ++i)
        if (name == FormatNames[i])
            return static_cast<ExportFormat>(i);
    return {};
}

std::optional<ExportFormat> exportFormatFromFile(const QString& file) {
    QString name = file.toLower();
    for (const auto ending : {".gz"_L1, ".zst"_L1})
        if (name.endsWith(ending))
            name.chop(ending.size());
    if (name.endsWith(".jsonl"_L1) || name.endsWith(".json"_L1))
        return ExportFormat::OtlpJsonLines;
    if (name.endsWith(".pb"_L1) || name.endsWith(".binpb"_L1))
        return ExportFormat::OtlpProtobuf;
    if (name.endsWith(".csv"_L1))
        return ExportFormat::Csv;
    return {};
}

} // namespace spanglass
