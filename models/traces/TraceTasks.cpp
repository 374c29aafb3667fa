#include "models/traces/TraceTasks.h"

#include "models/common/Quantity.h"

#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace spanglass {

TraceTasks::TraceTasks(StoreControl& store, TraceFiles& files, QObject* parent)
    : QObject(parent)
    , m_store(store)
    , m_files(files) { }

template <class T, class Done> void TraceTasks::run(const QString& activity, QFuture<Result<T>> future, Done finish) {
    auto* watcher = new QFutureWatcher<Result<T>>(this);
    m_watcher = watcher;
    m_activity = activity;
    connect(watcher, &QFutureWatcherBase::progressValueChanged, this, &TraceTasks::progressed);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher, finish = std::move(finish)] {
        const QFuture<Result<T>> answer = watcher->future();
        watcher->deleteLater();
        m_watcher = nullptr;
        m_activity.clear();
        Q_EMIT busyChanged();
        if (answer.isCanceled() || answer.resultCount() == 0)
            Q_EMIT done(tr("Cancelled"));
        else if (const Result<T> result = answer.result(); result)
            finish(*result);
        else if (result.error().code == ErrorCode::Cancelled)
            Q_EMIT done(tr("Cancelled"));
        else
            Q_EMIT failed(result.error());
    });
    watcher->setFuture(future);
    Q_EMIT busyChanged();
}

void TraceTasks::deleteTraces(const std::vector<TraceId>& traces) {
    if (isBusy() || traces.empty())
        return;
    const QString activity = counted(traces.size(), tr("Deleting %1 trace …"), tr("Deleting %1 traces …"));
    run(activity, m_store.deleteTraces(traces), [this, traces](std::uint64_t count) {
        Q_EMIT deleted(traces);
        Q_EMIT done(counted(count, tr("%1 trace deleted"), tr("%1 traces deleted")));
    });
}

void TraceTasks::exportTraces(const std::vector<TraceId>& traces, ExportFormat format, const QString& file) {
    if (isBusy())
        return;
    const QString activity = traces.empty()
        ? tr("Exporting every trace …")
        : counted(traces.size(), tr("Exporting %1 trace …"), tr("Exporting %1 traces …"));
    run(activity, m_files.exportTraces(traces, format, file), [this, file](const ExportReport& report) {
        Q_EMIT done(tr("%1, %2, written to %3")
                        .arg(counted(report.traces, tr("%1 trace"), tr("%1 traces")), formatBytes(double(report.bytes)),
                            QFileInfo(file).fileName()));
    });
}

void TraceTasks::importFiles(const QStringList& files) {
    if (!isBusy() && !files.isEmpty())
        runImport(counted(std::uint64_t(files.size()), tr("Opening %1 file …"), tr("Opening %1 files …")),
            m_files.importFiles(files));
}

void TraceTasks::importSample() {
    if (!isBusy())
        runImport(tr("Opening the example traces …"), m_files.importSample());
}

void TraceTasks::runImport(const QString& activity, QFuture<Result<ImportReport>> future) {
    run(activity, std::move(future), [this](const ImportReport& report) {
        Q_EMIT imported(report);
        if (report.traces == 0 && !report.problems.empty()) {
            Q_EMIT failed({ErrorCode::BadInput, report.problems.front().message,
                tr("Open a file of OTLP, Jaeger, Zipkin, Chrome or MLflow traces.")});
            return;
        }
        QString sentence = tr("%1 with %2 opened")
                               .arg(counted(report.traces, tr("%1 trace"), tr("%1 traces")),
                                   counted(report.spans, tr("%1 span"), tr("%1 spans")));
        if (report.problemCount > 0)
            sentence += u"; "_s
                + counted(report.problemCount, tr("%1 line could not be read"), tr("%1 lines could not be read"));
        Q_EMIT done(sentence);
    });
}

void TraceTasks::cancel() {
    if (m_watcher)
        m_watcher->cancel();
}

QString exportFormatTitle(ExportFormat format) {
    switch (format) {
    case ExportFormat::OtlpJsonLines:
        return TraceTasks::tr("OTLP JSON lines");
    case ExportFormat::OtlpProtobuf:
        return TraceTasks::tr("OTLP protobuf");
    case ExportFormat::Jaeger:
        return TraceTasks::tr("Jaeger JSON");
    case ExportFormat::Chrome:
        return TraceTasks::tr("Chrome trace");
    case ExportFormat::Csv:
        return TraceTasks::tr("CSV table of spans");
    }
    return {};
}

QString exportFormatSuffix(ExportFormat format) {
    switch (format) {
    case ExportFormat::OtlpJsonLines:
        return u".jsonl"_s;
    case ExportFormat::OtlpProtobuf:
        return u".binpb"_s;
    case ExportFormat::Jaeger:
    case ExportFormat::Chrome:
        return u".json"_s;
    case ExportFormat::Csv:
        return u".csv"_s;
    }
    return {};
}

std::vector<ExportFormat> exportFormats() {
    return {ExportFormat::OtlpJsonLines, ExportFormat::OtlpProtobuf, ExportFormat::Jaeger, ExportFormat::Chrome,
        ExportFormat::Csv};
}

} // namespace spanglass
