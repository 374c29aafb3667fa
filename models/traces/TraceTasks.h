#pragma once

#include "services/core/StoreControl.h"
#include "services/core/TraceFiles.h"

#include <QFutureWatcher>
#include <QObject>

namespace spanglass {

/// Deletes, exports and imports, one at a time, with progress and cancel. GUI thread. The asking before a deletion is
/// the view's.
class TraceTasks : public QObject {
    Q_OBJECT
public:
    TraceTasks(StoreControl& store, TraceFiles& files, QObject* parent = nullptr);

    void deleteTraces(const std::vector<TraceId>& traces);
    void exportTraces(const std::vector<TraceId>& traces, ExportFormat format, const QString& file);
    void importFiles(const QStringList& files);
    void importSample();
    void cancel();
    bool isBusy() const { return m_watcher != nullptr; }
    /// "Exporting 12 traces …"; empty when nothing runs.
    const QString& activity() const { return m_activity; }

Q_SIGNALS:
    void busyChanged();
    void progressed(int thousandths);
    void done(const QString& sentence);
    void failed(const spanglass::Error& error);
    void deleted(const std::vector<spanglass::TraceId>& traces);
    void imported(const spanglass::ImportReport& report);

private:
    template <class T, class Done> void run(const QString& activity, QFuture<Result<T>> future, Done finish);
    void runImport(const QString& activity, QFuture<Result<ImportReport>> future);

    StoreControl& m_store;
    TraceFiles& m_files;
    QFutureWatcherBase* m_watcher = nullptr;
    QString m_activity;
};

/// "OTLP JSON lines", for menus.
QString exportFormatTitle(ExportFormat format);
/// ".jsonl", with the dot.
QString exportFormatSuffix(ExportFormat format);
std::vector<ExportFormat> exportFormats();

} // namespace spanglass
