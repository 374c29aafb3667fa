#pragma once

#include "services/core/TraceFiles.h"
#include "ui/common/Banner.h"

#include <QFutureWatcher>
#include <QWidget>

#include <deque>
#include <functional>

namespace spanglass {

class TransferStrip;

/// Reads and writes trace files one after another, and shows how it goes: a line of progress while it lasts, a banner
/// with the outcome after it.
class Transfers final : public QWidget {
    Q_OBJECT
public:
    explicit Transfers(QWidget* parent = nullptr);
    ~Transfers() override;

    /// `files` must outlive this, or attach(nullptr) must come first; that cancels what is under way.
    void attach(TraceFiles* files);

    void importFiles(const QStringList& files);
    void importSample();
    /// Out of the attached files, or out of `from`, which is let go once it is done.
    void exportTraces(std::vector<TraceId> traces, ExportFormat format, const QString& file,
        const std::shared_ptr<TraceExport>& from = {});
    bool isIdle() const;

Q_SIGNALS:
    void imported(const spanglass::ImportReport& report);
    void statusMessage(const QString& message);
    void becameIdle();
    /// Nothing, or not all of what was asked, could be read or written.
    void failed(const spanglass::Error& error);

private:
    struct Job {
        QString what;
        std::function<void()> start;
    };

    void enqueue(Job job);
    void startNext();
    void finishJob();
    void showImport(const Result<ImportReport>& result, const QString& what);
    void showReport(const ImportReport& report, const QString& what);
    void showExport(const Result<ExportReport>& result, const QString& file);
    void showProblems();

    TraceFiles* m_files = nullptr;
    std::deque<Job> m_waiting;
    bool m_running = false;
    std::shared_ptr<TraceExport> m_exporter; ///< of the export under way, when it is not the attached files
    QString m_subject; ///< what the job under way is about, for its outcome
    QFutureWatcher<Result<ImportReport>> m_import;
    QFutureWatcher<Result<ExportReport>> m_export;
    ImportReport m_lastReport;
    TransferStrip* m_strip;
    Banner* m_banner;
};

} // namespace spanglass
