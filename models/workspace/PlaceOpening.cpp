#include "models/workspace/PlaceOpening.h"

#include "models/workspace/WarehousesModel.h"
#include "models/workspace/WorkspaceWords.h"

#include <algorithm>

namespace spanglass {

using namespace Qt::StringLiterals;

PlaceOpening::PlaceOpening(WorkspaceControl& control, WorkspaceRequest request, QObject* parent)
    : QObject(parent)
    , m_control(control)
    , m_request(std::move(request))
    , m_report([this] { afterStep(m_report.error()); })
    , m_warehouse([this] { afterStep(m_warehouse.error()); })
    , m_starting([this] { afterStep(m_starting.error()); })
    , m_found([this] { afterStep(m_found.error()); }) { }

void PlaceOpening::afterStep(const std::optional<Error>& error) {
    if (error)
        fail(*error);
    else
        Q_EMIT changed();
}

void PlaceOpening::fail(const Error& error) {
    m_problem = error;
    go(Stage::Failed);
}

void PlaceOpening::go(Stage stage) {
    m_stage = stage;
    Q_EMIT changed();
}

void PlaceOpening::begin() {
    m_problem.reset();
    m_stage = Stage::Busy;
    m_report.ask(m_control.check(m_request.connectionId), [this](const auto& report) { takeReport(report); });
}

void PlaceOpening::signIn() {
    m_problem.reset();
    m_stage = Stage::Busy;
    m_report.ask(m_control.signIn(m_request.connectionId), [this](const auto& report) { takeReport(report); });
}

bool PlaceOpening::canSignIn() const {
    const QList<Connection> all = m_control.connections();
    return m_stage == Stage::Failed && m_problem->code == ErrorCode::NeedsSignIn
        && std::ranges::any_of(all, [this](const Connection& each) {
               return each.settings.id == m_request.connectionId && each.settings.credential == CredentialKind::Browser;
           });
}

void PlaceOpening::takeReport(const ConnectionReport& report) {
    if (report.problem)
        return fail(*report.problem);
    if (m_request.warehouseId.isEmpty())
        return find();
    m_warehouse.ask(m_control.warehouse(m_request.connectionId, m_request.warehouseId),
        [this](const auto& warehouse) { takeWarehouse(warehouse); });
}

void PlaceOpening::takeWarehouse(const WarehouseInfo& warehouse) {
    if (!isUsable(warehouse))
        return fail({ErrorCode::Conflict, warehouseRemark(warehouse), {}});
    if (warehouse.state == WarehouseState::Running)
        find();
    else if (warehouse.state == WarehouseState::Starting)
        startWarehouse();
    else
        go(Stage::Stopped);
}

void PlaceOpening::startWarehouse() {
    m_stage = Stage::Busy;
    m_starting.ask(
        m_control.startWarehouse(m_request.connectionId, m_request.warehouseId), [this](const auto&) { find(); });
}

void PlaceOpening::find() {
    m_found.ask(m_control.find(m_request), [this](const auto& table) { takeTable(table); });
}

void PlaceOpening::takeTable(const WorkspaceTable& table) {
    if (!table.readable)
        return fail({ErrorCode::BadInput, tr("The table %1 cannot be read as spans.").arg(m_request.spansTable),
            table.findings.join(u' ')});
    const auto place = m_control.open(m_request);
    if (!place)
        return fail(place.error());
    go(Stage::Open);
    Q_EMIT opened(*place);
}

void PlaceOpening::cancel() {
    m_report.cancel();
    m_warehouse.cancel();
    m_starting.cancel();
    m_found.cancel();
}

QString PlaceOpening::words() const {
    const auto waiting = [](const auto& step, const QString& what) {
        return step.progress().isEmpty() ? waitingWords(what, step.seconds()) : step.progress();
    };
    const QString& name = m_request.warehouseName;
    if (m_stage == Stage::Stopped)
        return tr("SQL warehouse %1 is stopped. Starting it can take some minutes, and it costs while it runs.")
            .arg(name);
    if (m_starting.isBusy())
        return tr("SQL warehouse %1: %2").arg(name, waiting(m_starting, tr("Starting")));
    if (m_found.isBusy())
        return waiting(m_found,
            tr("Looking at %1").arg(m_request.spansTable.isEmpty() ? m_request.experimentName : m_request.spansTable));
    if (m_warehouse.isBusy())
        return waiting(m_warehouse, tr("Asking for SQL warehouse %1").arg(name));
    return waiting(m_report, tr("Asking who you are there"));
}

} // namespace spanglass
