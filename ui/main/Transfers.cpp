#include "ui/main/Transfers.h"

#include "models/common/Quantity.h"
#include "ui/main/ImportReportDialog.h"
#include "ui/main/TransferStrip.h"

#include <QFileInfo>
#include <QVBoxLayout>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

QString traceCount(std::uint64_t traces) {
    return counted(traces, Transfers::tr("%1 trace"), Transfers::tr("%1 traces"));
}

QString spanCount(std::uint64_t spans) { return counted(spans, Transfers::tr("%1 span"), Transfers::tr("%1 spans")); }

QString placeOf(const ImportProblem& problem) {
    const QString file = QFileInfo(problem.file).fileName();
    return problem.line > 0 ? Transfers::tr("%1, line %2").arg(file).arg(problem.line) : file;
}

} // namespace

Transfers::Transfers(QWidget* parent)
    : QWidget(parent)
    , m_strip(new TransferStrip)
    , m_banner(new Banner) {
    setObjectName(u"transfers"_s);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_banner);
    layout->addWidget(m_strip);
    for (QFutureWatcherBase* watcher :
        {static_cast<QFutureWatcherBase*>(&m_import), static_cast<QFutureWatcherBase*>(&m_export)}) {
        connect(watcher, &QFutureWatcherBase::progressValueChanged, this,
            [this, watcher](int value) { m_strip->setProgress(value, watcher->progressMaximum()); });
        connect(m_strip, &TransferStrip::cancelRequested, watcher, &QFutureWatcherBase::cancel);
    }
    const auto resultOf = [](auto& watcher) {
        using T = std::decay_t<decltype(watcher.result())>;
        return watcher.future().resultCount() > 0 ? watcher.result()
                                                  : T(failure(ErrorCode::Cancelled, tr("Cancelled.")));
    };
    connect(&m_import, &QFutureWatcherBase::finished, this, [this, resultOf] {
        showImport(resultOf(m_import), m_subject);
        finishJob();
    });
    connect(&m_export, &QFutureWatcherBase::finished, this, [this, resultOf] {
        showExport(resultOf(m_export), m_subject);
        finishJob();
    });
    connect(m_banner, &Banner::actionTriggered, this, &Transfers::showProblems);
}

Transfers::~Transfers() { attach(nullptr); }

void Transfers::attach(TraceFiles* files) {
    if (!files) {
        m_waiting.clear();
        m_import.cancel();
        m_export.cancel();
        m_exporter.reset();
        m_banner->dismiss();
    }
    m_files = files;
}

bool Transfers::isIdle() const { return !m_running && m_waiting.empty(); }

void Transfers::importFiles(const QStringList& files) {
    if (files.isEmpty())
        return;
    const QString subject = files.size() == 1 ? QFileInfo(files[0]).fileName()
                                              : tr("%n file(s)", nullptr, static_cast<int>(files.size()));
    enqueue({tr("Reading %1").arg(subject), [this, files, subject] {
                 m_subject = subject;
                 m_import.setFuture(m_files->importFiles(files));
             }});
}

void Transfers::importSample() {
    enqueue({tr("Reading the example traces"), [this] {
                 m_subject = tr("the examples");
                 m_import.setFuture(m_files->importSample());
             }});
}

void Transfers::exportTraces(
    std::vector<TraceId> traces, ExportFormat format, const QString& file, const std::shared_ptr<TraceExport>& from) {
    const QString name = QFileInfo(file).fileName();
    enqueue({tr("Writing %1").arg(name), [this, traces = std::move(traces), format, file, name, from] {
                 m_subject = name;
                 m_exporter = from;
                 TraceExport* exporter = from ? from.get() : m_files;
                 m_export.setFuture(exporter->exportTraces(traces, format, file));
             }});
}

void Transfers::enqueue(Job job) {
    m_waiting.push_back(std::move(job));
    if (!m_running)
        startNext();
}

void Transfers::startNext() {
    if (m_waiting.empty() || !m_files)
        return;
    const Job job = std::move(m_waiting.front());
    m_waiting.pop_front();
    m_running = true;
    m_banner->dismiss();
    m_strip->begin(job.what);
    job.start();
}

void Transfers::finishJob() {
    m_strip->end();
    m_running = false;
    m_exporter.reset();
    startNext();
    if (isIdle())
        Q_EMIT becameIdle();
}

void Transfers::showImport(const Result<ImportReport>& result, const QString& what) {
    if (result) {
        showReport(*result, what);
    } else if (result.error().code == ErrorCode::Cancelled) {
        m_banner->showMessage(
            BannerKind::Info, tr("Reading %1 was cancelled.").arg(what), tr("What had been read until then is kept."));
    } else {
        m_banner->showError(result.error());
        Q_EMIT failed(result.error());
    }
}

void Transfers::showReport(const ImportReport& report, const QString& what) {
    m_lastReport = report;
    const bool nothing = report.problemCount > 0 && report.spans + report.duplicates == 0;
    QString message = nothing
        ? tr("Nothing could be read from %1.").arg(what)
        : tr("%1 in %2 read from %3.").arg(spanCount(report.spans), traceCount(report.traces), what);
    if (report.duplicates > 0)
        message += u' ' + tr("%1 were there already.").arg(formatCount(report.duplicates));
    if (report.problemCount > 0) {
        const ImportProblem& first = report.problems.front();
        QString why = placeOf(first) + u": "_s + first.message;
        if (report.problemCount > 1)
            why += u'\n'
                + counted(report.problemCount - 1, tr("%1 more place could not be read."),
                    tr("%1 more places could not be read."));
        m_banner->showMessage(nothing ? BannerKind::Error : BannerKind::Warning, message, why, tr("Show them"));
        if (nothing || first.line == 0)
            Q_EMIT failed({ErrorCode::BadInput, why, {}});
    } else {
        m_banner->showMessage(BannerKind::Success, message);
    }
    Q_EMIT statusMessage(message);
    Q_EMIT imported(report);
}

void Transfers::showExport(const Result<ExportReport>& result, const QString& file) {
    if (result) {
        const QString message = tr("%1 with %2 written to %3 (%4).")
                                    .arg(traceCount(result->traces), spanCount(result->spans), file,
                                        formatBytes(static_cast<double>(result->bytes)));
        m_banner->showMessage(BannerKind::Success, message);
        Q_EMIT statusMessage(message);
    } else if (result.error().code == ErrorCode::Cancelled) {
        m_banner->showMessage(
            BannerKind::Info, tr("Writing %1 was cancelled.").arg(file), tr("No file was left behind."));
    } else {
        m_banner->showError(result.error());
        Q_EMIT failed(result.error());
    }
}

void Transfers::showProblems() { (new ImportReportDialog(m_lastReport, this))->open(); }

} // namespace spanglass
