#pragma once

#include "services/core/TraceFiles.h"

#include <QPromise>

#include <functional>
#include <memory>

namespace spanglass::test {

/// Trace files that only write down what was asked; the test answers.
class FakeTraceFiles : public TraceFiles {
public:
    struct Export {
        std::vector<TraceId> traces;
        ExportFormat format{};
        QString file;
    };
    QList<QStringList> imported;
    QList<Export> exported;
    int samples = 0;
    std::function<void()> onSample; ///< puts the example traces where they belong
    ImportReport importReport;
    std::shared_ptr<QPromise<Result<ExportReport>>> exporting; ///< the export under way

    QFuture<Result<ImportReport>> importFiles(QStringList files) override {
        imported << files;
        return done(importReport);
    }
    QFuture<Result<ExportReport>> exportTraces(
        std::vector<TraceId> traces, ExportFormat format, QString file) override {
        exported << Export{std::move(traces), format, file};
        exporting = std::make_shared<QPromise<Result<ExportReport>>>();
        exporting->setProgressRange(0, 1000);
        exporting->start();
        return exporting->future();
    }
    QFuture<Result<ImportReport>> importSample() override {
        ++samples;
        if (onSample)
            onSample();
        return done(importReport);
    }

private:
    static QFuture<Result<ImportReport>> done(const ImportReport& report) {
        QPromise<Result<ImportReport>> promise;
        promise.start();
        promise.addResult(Result<ImportReport>(report));
        promise.finish();
        return promise.future();
    }
};

} // namespace spanglass::test
