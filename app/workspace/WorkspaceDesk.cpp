#include "app/workspace/WorkspaceDesk.h"

#include "app/Connections.h"
#include "app/workspace/PracticeHost.h"
#include "services/auth/ConnectionCheck.h"
#include "services/auth/WhenDone.h"

#include <algorithm>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr int MostExperiments = 200;

const auto same = [](const auto& value) { return Result<std::decay_t<decltype(value)>>(value); };

const auto names = [](const auto& list) {
    QStringList out;
    for (const auto& each : list)
        out << each.name;
    out.sort(Qt::CaseInsensitive);
    return Result<QStringList>(out);
};

QString tableKey(const QString& connectionId, const QString& table) { return connectionId + u'\n' + table; }

/// MLflow's filters have no way to write a quote inside a text; a sign stands for it.
QString nameFilter(QString name) {
    if (name.isEmpty())
        return {};
    return u"name ILIKE '%"_s + name.replace(u'\'', u'_') + u"%'"_s;
}

WorkspaceTable inWords(const FoundTraceTable& found) {
    WorkspaceTable out{
        .spans = found.shape.table, .summary = found.shape.summary(), .readable = found.shape.isReadable()};
    for (const ShapeFinding& finding : found.shape.findings)
        out.findings << finding.sentence();
    const TraceTables& tables = found.tables;
    for (const QString& name :
        {tables.logs, tables.metrics, tables.annotations, tables.unifiedView, tables.metadataView}) {
        if (!name.isEmpty())
            out.companions << name;
    }
    return out;
}

} // namespace

WorkspaceDesk::WorkspaceDesk(Connections& connections, PracticeHost& practice, AuthThread& thread, IngestSink& sink,
    Retirement& retirement, QObject* parent)
    : WorkspaceControl(parent)
    , m_connections(connections)
    , m_practice(practice)
    , m_thread(thread)
    , m_sink(sink)
    , m_retirement(retirement) {
    connect(&connections.control(), &ConnectionControl::changed, this, &WorkspaceControl::connectionsChanged);
    connect(&connections.control(), &ConnectionControl::browserOpened, this, &WorkspaceControl::browserOpened);
}

WorkspaceDesk::~WorkspaceDesk() = default;

QList<Connection> WorkspaceDesk::connections() const {
    QList<Connection> all = m_connections.control().connections();
    all.removeIf([](const Connection& each) { return each.settings.kind == ConnectionKind::Otlp; });
    all << m_practice.connection();
    return all;
}

Connection WorkspaceDesk::connection(const QString& id) const {
    for (const Connection& each : connections()) {
        if (each.settings.id == id)
            return each;
    }
    return {};
}

bool WorkspaceDesk::isRunning(const QString& connectionId) const {
    return connectionId != PracticeHost::connectionId() || m_practice.client();
}

QFuture<Result<std::shared_ptr<ApiClient>>> WorkspaceDesk::client(const QString& connectionId) const {
    if (connectionId == PracticeHost::connectionId())
        return m_practice.start();
    return m_connections.desk().client(connectionId);
}

WorkspaceDesk::Clients WorkspaceDesk::clientsOf(const std::shared_ptr<ApiClient>& api) {
    Clients& kept = m_clients[api->connection().id];
    if (!kept || kept->api != api)
        kept = std::make_shared<WorkspaceClients>(api, m_thread);
    return kept;
}

std::shared_ptr<WorkspaceWarehouse> WorkspaceDesk::statements(const Clients& clients, const QString& id) {
    auto& kept = m_warehouses[tableKey(clients->api->connection().id, id)];
    auto out = kept.lock();
    if (!out || out->clients != clients) {
        out = m_retirement.shared(std::make_unique<WorkspaceWarehouse>(clients, id));
        kept = out;
    }
    return out;
}

template <class T, class Ask, class Read>
QFuture<Result<T>> WorkspaceDesk::asked(const QString& connectionId, Ask ask, Read read) {
    const auto promise = startedPromise<T>();
    whenDone(this, client(connectionId),
        [this, promise, ask, read](const std::optional<Result<std::shared_ptr<ApiClient>>>& api) {
            if (promise->isCanceled() || !api || !*api) {
                if (api && !*api)
                    promise->addResult(Result<T>(std::unexpected(api->error())));
                else
                    promise->future().cancel();
                promise->finish();
                return;
            }
            const Clients clients = clientsOf(**api);
            relay<T>(this, ask(clients), promise, clients, read);
        });
    return promise->future();
}

QFuture<Result<ConnectionReport>> WorkspaceDesk::check(QString connectionId) {
    if (connectionId != PracticeHost::connectionId())
        return m_connections.control().check(connectionId);
    const auto promise = startedPromise<ConnectionReport>();
    promise->setProgressValueAndText(0, tr("Starting the practice workspace"));
    whenDone(this, m_practice.start(), [this, promise](const std::optional<Result<PracticeHost::Client>>& started) {
        Q_EMIT connectionsChanged();
        if (!started || !*started) {
            if (started)
                promise->addResult(Result<ConnectionReport>(std::unexpected(started->error())));
            promise->finish();
            return;
        }
        whenDone(this, checkConnection(**started, m_connections.sessions().ports()),
            [promise](const std::optional<ConnectionReport>& report) {
                if (report)
                    promise->addResult(Result<ConnectionReport>(*report));
                promise->finish();
            });
    });
    return promise->future();
}

QFuture<Result<ConnectionReport>> WorkspaceDesk::signIn(QString connectionId) {
    return m_connections.control().signIn(connectionId);
}

QFuture<Result<QList<WarehouseInfo>>> WorkspaceDesk::warehouses(QString connectionId) {
    return asked<QList<WarehouseInfo>>(
        connectionId, [](const Clients& clients) { return clients->warehouses.list(); }, same);
}

QFuture<Result<WarehouseInfo>> WorkspaceDesk::warehouse(QString connectionId, QString warehouseId) {
    return asked<WarehouseInfo>(
        connectionId, [warehouseId](const Clients& clients) { return clients->warehouses.get(warehouseId); }, same);
}

QFuture<Result<WarehouseInfo>> WorkspaceDesk::startWarehouse(QString connectionId, QString warehouseId) {
    return asked<WarehouseInfo>(
        connectionId, [warehouseId](const Clients& clients) { return clients->warehouses.start(warehouseId); }, same);
}

QFuture<Result<QList<Experiment>>> WorkspaceDesk::experiments(QString connectionId, QString name) {
    return asked<QList<Experiment>>(
        connectionId,
        [filter = nameFilter(name)](const Clients& clients) {
            ExperimentQuery query;
            query.filter = filter;
            query.maxResults = MostExperiments;
            return clients->experiments.search(query);
        },
        [](const ExperimentList& page) {
            QList<Experiment> list = page.experiments;
            std::ranges::stable_sort(list, std::ranges::greater(), &Experiment::updated);
            return Result<QList<Experiment>>(list);
        });
}

QFuture<Result<QStringList>> WorkspaceDesk::catalogs(QString connectionId) {
    return asked<QStringList>(
        connectionId, [](const Clients& clients) { return clients->catalogs.catalogs(); }, names);
}

QFuture<Result<QStringList>> WorkspaceDesk::schemas(QString connectionId, QString catalog) {
    return asked<QStringList>(
        connectionId, [catalog](const Clients& clients) { return clients->catalogs.schemas(catalog); }, names);
}

QList<WorkspaceTable> WorkspaceDesk::note(const QString& connectionId, const Found& found) {
    QList<WorkspaceTable> out;
    for (const FoundTraceTable& each : found) {
        m_found.insert(tableKey(connectionId, each.shape.table), each);
        out << inWords(each);
    }
    return out;
}

QFuture<Result<QList<WorkspaceTable>>> WorkspaceDesk::tablesOfSchema(
    QString connectionId, QString warehouseId, QString catalog, QString schema) {
    return asked<QList<WorkspaceTable>>(
        connectionId,
        [this, warehouseId, catalog, schema](const Clients& clients) {
            m_looking = statements(clients, warehouseId);
            return m_looking->finder.inSchema(catalog, schema);
        },
        [this, connectionId](const Found& found) { return Result<QList<WorkspaceTable>>(note(connectionId, found)); });
}

QFuture<Result<QList<WorkspaceTable>>> WorkspaceDesk::tablesOfExperiment(
    QString connectionId, QString warehouseId, Experiment experiment) {
    if (!experiment.traceLocation)
        return QtFuture::makeReadyFuture(Result<QList<WorkspaceTable>>(failure(ErrorCode::NotFound,
            tr("The experiment %1 is not linked to Unity Catalog: its traces are in MLflow's own store.")
                .arg(experiment.name),
            tr("Link it to a schema, or choose the schema that the traces are sent to."))));
    return asked<QList<WorkspaceTable>>(
        connectionId,
        [this, warehouseId, location = *experiment.traceLocation](const Clients& clients) {
            m_looking = statements(clients, warehouseId);
            return m_looking->finder.ofExperiment(location);
        },
        [this, connectionId](
            const FoundTraceTable& found) { return Result<QList<WorkspaceTable>>(note(connectionId, {found})); });
}

QFuture<Result<WorkspaceTable>> WorkspaceDesk::find(WorkspaceRequest request) {
    if (request.spansTable.isEmpty())
        return asked<WorkspaceTable>(
            request.connectionId,
            [id = request.experimentId](const Clients& clients) { return clients->experiments.byId(id); },
            [](const Experiment& found) {
                return Result<WorkspaceTable>(WorkspaceTable{.summary = found.name, .readable = true});
            });
    const QStringList parts = tableNameParts(request.spansTable);
    return asked<WorkspaceTable>(
        request.connectionId,
        [this, id = request.warehouseId, catalog = parts.value(0), schema = parts.value(1)](const Clients& clients) {
            m_looking = statements(clients, id);
            return m_looking->finder.inSchema(catalog, schema);
        },
        [this, request](const Found& found) -> Result<WorkspaceTable> {
            for (const WorkspaceTable& each : note(request.connectionId, found)) {
                if (each.spans == request.spansTable)
                    return each;
            }
            return failure(ErrorCode::NotFound,
                tr("The table %1 is not there any more, or you may not see it.").arg(request.spansTable),
                tr("Choose the experiment or the schema anew, or ask for SELECT on it."));
        });
}

Result<QString> WorkspaceDesk::open(const WorkspaceRequest& request) {
    const QString id = OpenPlace::idOf(request);
    if (const auto open = place(id); open && open->request().warehouseId != request.warehouseId)
        close(id);
    if (!m_places.contains(id)) {
        auto made = newPlace(request);
        if (!made)
            return std::unexpected(made.error());
        m_places.insert(id, *std::move(made));
    }
    Q_EMIT opened(id);
    return id;
}

Result<std::shared_ptr<OpenPlace>> WorkspaceDesk::newPlace(const WorkspaceRequest& request) {
    const Connection chosen = connection(request.connectionId);
    const Clients clients = m_clients.value(request.connectionId);
    if (request.spansTable.isEmpty() && clients)
        return std::make_shared<OpenPlace>(request, chosen, clients, m_sink, m_retirement);
    const auto found = m_found.constFind(tableKey(request.connectionId, request.spansTable));
    if (found == m_found.constEnd() || !clients)
        return failure(ErrorCode::NotFound, tr("The table %1 has not been looked at.").arg(request.spansTable),
            tr("Find the tables first."));
    return std::make_shared<OpenPlace>(
        request, chosen, statements(clients, request.warehouseId), *found, m_sink, m_retirement);
}

void WorkspaceDesk::close(const QString& placeId) {
    if (!m_places.contains(placeId))
        return;
    Q_EMIT closed(placeId);
    m_places.remove(placeId);
}

bool WorkspaceDesk::usesWarehouseBesides(const QString& placeId) const {
    const WorkspaceRequest& one = place(placeId)->request();
    return std::ranges::any_of(m_places, [&](const std::shared_ptr<OpenPlace>& each) {
        return each->id() != placeId && each->request().connectionId == one.connectionId
            && each->request().warehouseId == one.warehouseId;
    });
}

} // namespace spanglass
