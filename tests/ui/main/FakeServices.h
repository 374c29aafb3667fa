#pragma once

#include "services/core/ReceiverControl.h"
#include "services/core/StoreControl.h"
#include "services/core/TraceFiles.h"

#include <QPromise>

namespace spanglass {

class FakeReceiver : public ReceiverControl {
    Q_OBJECT
public:
    void start(const ReceiverSettings& settings) override {
        m_settings = settings;
        m_snapshot.state = ReceiverState::Listening;
        m_snapshot.httpAddresses = {QStringLiteral("http://127.0.0.1:4318")};
        m_snapshot.grpcAddresses = {QStringLiteral("127.0.0.1:4317")};
        Q_EMIT changed();
    }
    void stop() override {
        m_snapshot.state = ReceiverState::Stopped;
        Q_EMIT changed();
    }
    void setPaused(bool) override { }
    const ReceiverSnapshot& snapshot() const override { return m_snapshot; }
    const ReceiverSettings& settings() const override { return m_settings; }

    ReceiverSnapshot m_snapshot;
    ReceiverSettings m_settings;
};

class FakeStore : public StoreControl {
    Q_OBJECT
public:
    StoreStatus status() const override { return m_status; }
    void setRetention(const Retention& retention) override {
        m_status.retention = retention;
        Q_EMIT statusChanged();
    }
    QFuture<Result<std::uint64_t>> deleteTraces(std::vector<TraceId> traces) override {
        return QtFuture::makeReadyFuture(Result<std::uint64_t>(traces.size()));
    }
    QFuture<Result<>> clear() override {
        m_status.traces = m_status.spans = 0;
        ++m_cleared;
        Q_EMIT statusChanged();
        return QtFuture::makeReadyFuture(Result<>());
    }

    StoreStatus m_status;
    int m_cleared = 0;
};

/// Ends when the test says so.
class FakeFiles : public TraceFiles {
public:
    QFuture<Result<ImportReport>> importFiles(QStringList files) override {
        m_imported << files;
        m_import = QPromise<Result<ImportReport>>();
        m_import.start();
        return m_import.future();
    }
    QFuture<Result<ExportReport>> exportTraces(
        std::vector<TraceId> traces, ExportFormat format, QString file) override {
        m_exported = {std::move(traces), format, file};
        return QtFuture::makeReadyFuture(Result<ExportReport>(ExportReport{2, 7, 1000}));
    }
    QFuture<Result<ImportReport>> importSample() override { return importFiles({}); }

    void end(Result<ImportReport> result) {
        m_import.addResult(std::move(result));
        m_import.finish();
    }

    struct Export {
        std::vector<TraceId> traces;
        ExportFormat format{};
        QString file;
    };
    Export m_exported;
    QStringList m_imported;
    QPromise<Result<ImportReport>> m_import;
};

} // namespace spanglass
