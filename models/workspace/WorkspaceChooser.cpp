#include "models/workspace/WorkspaceChooser.h"

#include <algorithm>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr int SearchPause = 300; // ms

} // namespace

WorkspaceChooser::WorkspaceChooser(WorkspaceControl& control, QSettings& settings, Use use, QObject* parent)
    : QObject(parent)
    , m_control(control)
    , m_memory(settings)
    , m_use(use)
    , m_report([this] {
        if (!m_report.isBusy())
            m_connections.setBusy({});
        Q_EMIT changed();
    })
    , m_warehouses([this] { Q_EMIT changed(); })
    , m_starting([this] {
        if (m_starting.error())
            listWarehouses(); // what became of it
        Q_EMIT changed();
    })
    , m_experiments([this] { Q_EMIT changed(); })
    , m_catalogs([this] { Q_EMIT changed(); })
    , m_schemas([this] { Q_EMIT changed(); })
    , m_tables([this] { Q_EMIT changed(); }) {
    m_searchPause.setSingleShot(true);
    m_searchPause.setInterval(SearchPause);
    connect(&m_searchPause, &QTimer::timeout, this, &WorkspaceChooser::listExperiments);
    connect(&m_control, &WorkspaceControl::connectionsChanged, this, &WorkspaceChooser::takeConnections);
    connect(&m_control, &WorkspaceControl::browserOpened, this, [this](const QString& id, const QUrl& address) {
        if (id != m_connectionId)
            return;
        m_browserAddress = address;
        Q_EMIT changed();
    });
}

void WorkspaceChooser::begin(const QString& connectionId) {
    m_wanted = connectionId.isEmpty() ? m_memory.lastConnection() : connectionId;
    if (const QList<Connection> all = m_control.connections(); m_wanted.isEmpty() && !all.isEmpty())
        m_wanted = all.first().settings.id;
    takeConnections();
}

void WorkspaceChooser::takeConnections() {
    m_connections.setConnections(m_control.connections());
    if (!m_wanted.isEmpty() && m_connections.indexOf(m_wanted).isValid())
        chooseConnection(std::exchange(m_wanted, {}));
    else if (!m_connectionId.isEmpty() && !connection())
        chooseConnection({});
    else
        Q_EMIT changed();
}

const Connection* WorkspaceChooser::connection() const {
    return m_connections.connection(m_connections.indexOf(m_connectionId));
}

bool WorkspaceChooser::isMlflow() const {
    const Connection* chosen = connection();
    return chosen && chosen->settings.kind == ConnectionKind::MlflowServer;
}

bool WorkspaceChooser::needsStart() const { return connection() && !m_control.isRunning(m_connectionId); }

void WorkspaceChooser::chooseConnection(const QString& id) {
    if (id == m_connectionId && !id.isEmpty())
        return;
    m_connectionId = id;
    m_wanted.clear();
    m_choice = id.isEmpty() ? WorkspaceChoice() : m_memory.choice(id);
    forgetAll();
    const Connection* chosen = connection();
    if (chosen && m_choice.warehouseId.isEmpty())
        m_choice.warehouseId = chosen->settings.warehouseId;
    m_experimentRows.setUse(isMlflow() ? ExperimentsModel::Use::OnServer
            : m_use == Use::OpenTraces ? ExperimentsModel::Use::WithTables
                                       : ExperimentsModel::Use::InWorkspace);
    if (chosen && !chosen->problem && !needsStart())
        check();
    else
        Q_EMIT changed();
}

void WorkspaceChooser::forgetAll() {
    m_searchPause.stop();
    m_experimentSearch.clear();
    m_connections.setBusy({});
    m_browserAddress.clear();
    m_report.forget();
    m_warehouses.forget();
    m_starting.forget();
    m_experiments.forget();
    m_catalogs.forget();
    m_schemas.forget();
    forgetTables();
    m_warehouseRows.setWarehouses({});
    m_experimentRows.setExperiments({});
}

void WorkspaceChooser::forgetTables() {
    m_tables.forget();
    m_openProblem.reset();
}

void WorkspaceChooser::check() {
    m_connections.setBusy(m_connectionId);
    m_report.ask(m_control.check(m_connectionId), [this](const ConnectionReport& report) { takeReport(report); });
}

void WorkspaceChooser::signIn() {
    m_connections.setBusy(m_connectionId);
    m_browserAddress.clear();
    m_report.ask(m_control.signIn(m_connectionId), [this](const ConnectionReport& report) { takeReport(report); });
}

void WorkspaceChooser::takeReport(const ConnectionReport& report) {
    m_connections.setReport(m_connectionId, report);
    if (report.problem)
        return;
    if (!isMlflow()) {
        listWarehouses();
        listCatalogs();
    }
    listExperiments();
}

std::optional<Error> WorkspaceChooser::connectionProblem() const {
    const Connection* chosen = connection();
    if (chosen && chosen->problem)
        return chosen->problem;
    return m_report.value() ? m_report.value()->problem : m_report.error();
}

bool WorkspaceChooser::isReady() const { return m_report.value() && !m_report.value()->problem; }

void WorkspaceChooser::listWarehouses() {
    m_warehouses.ask(
        m_control.warehouses(m_connectionId), [this](const QList<WarehouseInfo>& list) { takeWarehouses(list); });
}

void WorkspaceChooser::takeWarehouses(const QList<WarehouseInfo>& list) {
    m_warehouseRows.setWarehouses(list);
    if (const WarehouseInfo* before = warehouse(); !before || !isUsable(*before)) {
        const auto running = std::ranges::find_if(
            list, [](const WarehouseInfo& each) { return isUsable(each) && each.state == WarehouseState::Running; });
        const auto usable = running == list.end() ? std::ranges::find_if(list, isUsable) : running;
        m_choice.warehouseId = usable == list.end() ? QString() : usable->id;
    }
    findIfFree();
}

void WorkspaceChooser::chooseWarehouse(const QString& id) {
    if (id == m_choice.warehouseId)
        return;
    m_choice.warehouseId = id;
    m_starting.forget();
    forgetTables();
    findIfFree();
    Q_EMIT changed();
}

void WorkspaceChooser::showWarehouseAs(WarehouseState state) {
    if (const WarehouseInfo* chosen = warehouse()) {
        WarehouseInfo changed = *chosen;
        changed.state = state;
        m_warehouseRows.update(changed);
    }
}

void WorkspaceChooser::startWarehouse() {
    showWarehouseAs(WarehouseState::Starting);
    m_starting.ask(
        m_control.startWarehouse(m_connectionId, m_choice.warehouseId), [this](const WarehouseInfo& running) {
            m_warehouseRows.update(running);
            findIfFree();
        });
}

void WorkspaceChooser::setWay(TracesWay way) {
    if (way == m_choice.way)
        return;
    m_choice.way = way;
    forgetTables();
    findIfFree();
    Q_EMIT changed();
}

void WorkspaceChooser::searchExperiments(const QString& name) {
    if (name.trimmed() == m_experimentSearch)
        return;
    m_experimentSearch = name.trimmed();
    m_searchPause.start();
}

void WorkspaceChooser::listExperiments() {
    m_searchPause.stop();
    m_experiments.ask(m_control.experiments(m_connectionId, m_experimentSearch), [this](const QList<Experiment>& list) {
        m_experimentRows.setExperiments(list);
        if (m_choice.way == TracesWay::Experiment && m_tables.isIdle())
            findIfFree();
    });
}

void WorkspaceChooser::chooseExperiment(const QString& id) {
    if (id == m_choice.experimentId)
        return;
    m_choice.experimentId = id;
    forgetTables();
    findIfFree();
    Q_EMIT changed();
}

void WorkspaceChooser::listCatalogs() {
    m_catalogs.ask(m_control.catalogs(m_connectionId));
    if (!m_choice.catalog.isEmpty())
        listSchemas();
}

void WorkspaceChooser::listSchemas() { m_schemas.ask(m_control.schemas(m_connectionId, m_choice.catalog)); }

void WorkspaceChooser::chooseCatalog(const QString& name) {
    if (name == m_choice.catalog)
        return;
    m_choice.catalog = name;
    m_choice.schema.clear();
    m_schemas.forget();
    forgetTables();
    if (!name.isEmpty())
        listSchemas();
    Q_EMIT changed();
}

void WorkspaceChooser::chooseSchema(const QString& name) {
    if (name == m_choice.schema)
        return;
    m_choice.schema = name;
    forgetTables();
    findIfFree();
    Q_EMIT changed();
}

bool WorkspaceChooser::canFind() const {
    if (!isReady() || isMlflow() || !warehouse())
        return false;
    return m_choice.way == TracesWay::Experiment ? experiment() != nullptr
                                                 : !m_choice.catalog.isEmpty() && !m_choice.schema.isEmpty();
}

/// A statement would start a warehouse that is stopped, which is for the person to decide.
void WorkspaceChooser::findIfFree() {
    if (m_use == Use::OpenTraces && canFind() && warehouse()->state == WarehouseState::Running)
        findTables();
}

void WorkspaceChooser::findTables() {
    m_openProblem.reset();
    const auto take = [this](const QList<WorkspaceTable>& list) { takeTables(list); };
    if (m_choice.way == TracesWay::Experiment)
        m_tables.ask(m_control.tablesOfExperiment(m_connectionId, m_choice.warehouseId, *experiment()), take);
    else
        m_tables.ask(
            m_control.tablesOfSchema(m_connectionId, m_choice.warehouseId, m_choice.catalog, m_choice.schema), take);
}

void WorkspaceChooser::takeTables(const QList<WorkspaceTable>& list) {
    showWarehouseAs(WarehouseState::Running); // the statement has run, so it does
    const auto known = std::ranges::find(list, m_choice.spansTable, &WorkspaceTable::spans);
    if (known == list.end()) {
        const auto readable = std::ranges::find(list, true, &WorkspaceTable::readable);
        m_choice.spansTable = readable != list.end() ? readable->spans : list.value(0).spans;
    }
}

void WorkspaceChooser::chooseTable(const QString& spansTable) {
    if (spansTable == m_choice.spansTable)
        return;
    m_choice.spansTable = spansTable;
    m_openProblem.reset();
    Q_EMIT changed();
}

const WorkspaceTable* WorkspaceChooser::table() const {
    if (!m_tables.value())
        return nullptr;
    const auto found = std::ranges::find(*m_tables.value(), m_choice.spansTable, &WorkspaceTable::spans);
    return found == m_tables.value()->end() ? nullptr : &*found;
}

bool WorkspaceChooser::isBusy() const {
    return m_searchPause.isActive() || m_report.isBusy() || m_warehouses.isBusy() || m_starting.isBusy()
        || m_experiments.isBusy() || m_catalogs.isBusy() || m_schemas.isBusy() || m_tables.isBusy();
}

QString WorkspaceChooser::missing() const {
    if (!connection())
        return tr("Choose a connection.");
    if (m_report.isBusy())
        return tr("Waiting for the connection.");
    if (!isReady())
        return needsStart() ? tr("Start the practice workspace.") : tr("The connection has to work first.");
    if (isMlflow())
        return experiment() ? QString() : tr("Choose an experiment.");
    if (!warehouse())
        return tr("Choose a SQL warehouse.");
    if (!canFind())
        return m_choice.way == TracesWay::Experiment ? tr("Choose an experiment.")
                                                     : tr("Choose a catalog and a schema.");
    if (m_starting.isBusy())
        return tr("The SQL warehouse is starting.");
    if (m_tables.isBusy())
        return tr("Looking for the tables.");
    if (!m_tables.value())
        return tr("Look for the tables.");
    const WorkspaceTable* chosen = table();
    if (!chosen)
        return tr("There is no table of spans here.");
    return chosen->readable ? QString() : tr("This table cannot be read as spans.");
}

void WorkspaceChooser::open() {
    if (!missing().isEmpty())
        return;
    WorkspaceRequest request;
    request.connectionId = m_connectionId;
    if (const Experiment* chosen = experiment(); chosen && (isMlflow() || m_choice.way == TracesWay::Experiment)) {
        request.experimentId = chosen->id;
        request.experimentName = chosen->name;
    }
    if (!isMlflow()) {
        request.warehouseId = m_choice.warehouseId;
        request.warehouseName = warehouse()->name;
        request.spansTable = m_choice.spansTable;
    }
    const auto place = m_control.open(request);
    if (!place) {
        m_openProblem = place.error();
        Q_EMIT changed();
        return;
    }
    m_memory.keep(m_connectionId, m_choice);
    Q_EMIT opened(*place);
}

} // namespace spanglass
