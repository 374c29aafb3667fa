#include "app/replay/ArrivalPlace.h"

#include "app/Network.h"
#include "app/workspace/WorkspaceLink.h"
#include "services/mlflow/MlflowTraces.h"
#include "services/replay/arrival/ArrivalCheck.h"
#include "services/replay/arrival/ServerArrivals.h"
#include "services/replay/arrival/TableArrivals.h"
#include "services/store/Store.h"

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

QString through(const ReplayTarget& target, const ApiClient& api) {
    return u"%1 through %2"_s.arg(target.title(), api.connection().name);
}

/// How long rows may take to show up.
std::chrono::seconds patienceWith(const ApiClient& api) {
    return std::chrono::seconds(api.connection().kind == ConnectionKind::Practice ? 5 : 180);
}

/// A table of a workspace.
class TablePlace final : public ArrivalPlace {
public:
    TablePlace(
        std::unique_ptr<WorkspaceLink> link, SqlWarehouse& warehouse, const TableShape& shape, const QString& where)
        : m_link(std::move(link))
        , m_source(warehouse, shape, where, patienceWith(*m_link->api())) { }

    ArrivalSource& source() override { return m_source; }

private:
    const std::unique_ptr<WorkspaceLink> m_link; ///< has the warehouse
    TableArrivals m_source;
};

/// An MLflow server.
class ServerPlace final : public ArrivalPlace {
public:
    ServerPlace(std::shared_ptr<ApiClient> api, AuthThread& thread, const QString& where)
        : m_api(std::move(api))
        , m_traces(*m_api, thread)
        , m_source([this](TraceId trace) { return m_traces.fetch(u"tr-"_s + QString::fromStdString(trace.hex())); },
              where) { }

    ArrivalSource& source() override { return m_source; }

private:
    const std::shared_ptr<ApiClient> m_api;
    MlflowTraces m_traces;
    ServerArrivals m_source;
};

/// For work that nobody watches line by line.
class SilentIo final : public VerbIo {
public:
    bool write(QByteArrayView) override { return true; }
    void complain(const QString&) override { }
    void progress(const QString&) override { }
};

} // namespace

bool canAskArrivals(const ReplayTarget& target) {
    return target.kind == TargetKind::Databricks || target.kind == TargetKind::MlflowServer;
}

Result<std::unique_ptr<ArrivalPlace>> ArrivalPlace::open(
    const ReplayTarget& target, std::shared_ptr<ApiClient> api, Network& network, VerbIo& io) {
    if (!canAskArrivals(target) || !api)
        return failure(ErrorCode::NotFound, u"%1 cannot be asked which spans it has."_s.arg(target.title()),
            u"Look there yourself, or replay to a Databricks table or an MLflow server."_s);
    if (target.kind == TargetKind::MlflowServer)
        return std::make_unique<ServerPlace>(std::move(api), network.thread(), target.title());
    auto link = WorkspaceLink::over(std::move(api), network, io);
    const auto shape = link->shape(target.spansTable);
    if (!shape)
        return std::unexpected(shape.error());
    const auto warehouse = link->warehouse({});
    if (!warehouse)
        return std::unexpected(warehouse.error());
    const QString where = through(target, *link->api());
    return std::make_unique<TablePlace>(std::move(link), **warehouse, *shape, where);
}

Result<ArrivalReport> askArrivals(Store& store, const LedgerJob& job, std::shared_ptr<ApiClient> api, Network& network,
    QPromise<Result<ArrivalReport>>& promise) {
    SilentIo io;
    const auto place = ArrivalPlace::open(job.plan.target, std::move(api), network, io);
    if (!place)
        return std::unexpected(place.error());
    Ledger ledger(store.newReader());
    ArrivalCheck check(ledger, job, (*place)->source());
    check.progress = [&promise, said = 0](const QString& text) mutable {
        promise.setProgressValueAndText(++said, text); // a text whose value has not grown is dropped
    };
    return check.run([&promise] { return promise.isCanceled(); });
}

std::shared_ptr<ApiClient> openServer(const QString& url, Sessions& sessions) {
    Connection connection;
    connection.settings.id = u"server "_s + url;
    connection.settings.name = url;
    connection.settings.kind = ConnectionKind::MlflowServer;
    connection.settings.host = url;
    connection.settings.credential = CredentialKind::None;
    return sessions.client(connection);
}

} // namespace spanglass
