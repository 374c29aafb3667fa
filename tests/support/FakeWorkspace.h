#pragma once

#include "services/core/WorkspaceControl.h"

#include <QPromise>

#include <memory>
#include <optional>

namespace spanglass::test {

/// One kind of question: answered at once with `ready` while that is set, otherwise when the test says so.
template <class T> class FakeQuestion {
public:
    std::optional<Result<T>> ready;
    QStringList asked; ///< with what

    QFuture<Result<T>> ask(const QString& what) {
        asked << what;
        m_earlier = std::move(m_promise);
        m_promise = std::make_unique<QPromise<Result<T>>>();
        m_promise->start();
        if (ready)
            answer(*ready);
        return m_promise->future();
    }
    void answer(Result<T> result) {
        m_promise->addResult(std::move(result));
        m_promise->finish();
    }
    /// Answers the question before the last, too late.
    void answerEarlier(Result<T> result) {
        m_earlier->addResult(std::move(result));
        m_earlier->finish();
    }
    /// What it waits for.
    void tell(const QString& progress) { m_promise->setProgressValueAndText(++m_progress, progress); }
    bool isCancelled() const { return m_promise->isCanceled(); }
    /// As the other side does once it has heard of a cancelling.
    void finish() { m_promise->finish(); }

private:
    std::unique_ptr<QPromise<Result<T>>> m_promise;
    std::unique_ptr<QPromise<Result<T>>> m_earlier;
    int m_progress = 0;
};

inline WarehouseInfo warehouse(const QString& id, WarehouseState state) {
    WarehouseInfo out;
    out.id = id;
    out.name = QStringLiteral("Warehouse %1").arg(id);
    out.state = state;
    out.type = QStringLiteral("PRO");
    out.size = QStringLiteral("Small");
    return out;
}

inline Experiment experiment(const QString& id, const QString& name, const QString& schema = {}) {
    Experiment out;
    out.id = id;
    out.name = name;
    if (!schema.isEmpty()) {
        out.traceLocation.emplace();
        out.traceLocation->catalog = QStringLiteral("main");
        out.traceLocation->schema = schema;
    }
    return out;
}

/// One workspace "acme", whose parts answer as the test wants.
class FakeWorkspace final : public WorkspaceControl {
public:
    FakeWorkspace() {
        Connection acme;
        acme.settings.id = QStringLiteral("acme");
        acme.settings.name = QStringLiteral("Acme");
        acme.settings.host = QStringLiteral("https://acme.example");
        acme.settings.credential = CredentialKind::Browser;
        list = {acme};
        ConnectionReport good;
        good.who = QStringLiteral("ada@acme.example");
        reports.ready = good;
        warehouseLists.ready = QList<WarehouseInfo>{test::warehouse(QStringLiteral("w1"), WarehouseState::Running),
            test::warehouse(QStringLiteral("w2"), WarehouseState::Stopped)};
        experimentLists.ready = QList<Experiment>{
            experiment(QStringLiteral("7"), QStringLiteral("/Shared/agents"), QStringLiteral("prod")),
            experiment(QStringLiteral("8"), QStringLiteral("/Shared/unlinked"))};
        catalogLists.ready = QStringList{QStringLiteral("main"), QStringLiteral("system")};
        schemaLists.ready = QStringList{QStringLiteral("dev"), QStringLiteral("prod")};
        WorkspaceTable table;
        table.spans = QStringLiteral("main.prod.mlflow_experiment_trace_otel_spans");
        table.summary = QStringLiteral("v1 trace table");
        table.readable = true;
        tableLists.ready = QList<WorkspaceTable>{table};
        finds.ready = table;
        warehouseStates.ready = test::warehouse(QStringLiteral("w1"), WarehouseState::Running);
    }

    QList<Connection> connections() const override { return list; }
    bool isRunning(const QString&) const override { return running; }
    QFuture<Result<ConnectionReport>> check(QString id) override { return reports.ask(id); }
    QFuture<Result<ConnectionReport>> signIn(QString id) override { return signIns.ask(id); }
    QFuture<Result<QList<WarehouseInfo>>> warehouses(QString id) override { return warehouseLists.ask(id); }
    QFuture<Result<WarehouseInfo>> warehouse(QString, QString id) override { return warehouseStates.ask(id); }
    QFuture<Result<WarehouseInfo>> startWarehouse(QString, QString id) override { return starts.ask(id); }
    QFuture<Result<QList<Experiment>>> experiments(QString, QString name) override { return experimentLists.ask(name); }
    QFuture<Result<QStringList>> catalogs(QString id) override { return catalogLists.ask(id); }
    QFuture<Result<QStringList>> schemas(QString, QString catalog) override { return schemaLists.ask(catalog); }
    QFuture<Result<QList<WorkspaceTable>>> tablesOfSchema(
        QString, QString warehouseId, QString catalog, QString schema) override {
        return tableLists.ask(QString(warehouseId + u' ' + catalog + u'.' + schema));
    }
    QFuture<Result<QList<WorkspaceTable>>> tablesOfExperiment(
        QString, QString warehouseId, Experiment experiment) override {
        return tableLists.ask(QString(warehouseId + u' ' + experiment.id));
    }
    QFuture<Result<WorkspaceTable>> find(WorkspaceRequest request) override { return finds.ask(request.spansTable); }
    Result<QString> open(const WorkspaceRequest& request) override {
        if (refusal)
            return std::unexpected(*refusal);
        opened << request;
        return QStringLiteral("place");
    }

    QList<Connection> list;
    bool running = true;
    FakeQuestion<ConnectionReport> reports;
    FakeQuestion<ConnectionReport> signIns;
    FakeQuestion<QList<WarehouseInfo>> warehouseLists;
    FakeQuestion<WarehouseInfo> warehouseStates;
    FakeQuestion<WarehouseInfo> starts;
    FakeQuestion<WorkspaceTable> finds;
    FakeQuestion<QList<Experiment>> experimentLists;
    FakeQuestion<QStringList> catalogLists;
    FakeQuestion<QStringList> schemaLists;
    FakeQuestion<QList<WorkspaceTable>> tableLists;
    std::optional<Error> refusal; ///< of opening
    QList<WorkspaceRequest> opened;
};

} // namespace spanglass::test
