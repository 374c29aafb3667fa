#include "app/workspace/WorkspaceViews.h"

#include "app/workspace/WorkspaceDesk.h"
#include "models/common/Settings.h"
#include "models/workspace/PlaceStanding.h"
#include "ui/connections/ConnectionsPanel.h"
#include "ui/main/MainWindow.h"
#include "ui/setup/SetupPanel.h"
#include "ui/sql/SqlPanel.h"
#include "ui/traces/TracesPanel.h"
#include "ui/workspace/ReopenDialog.h"
#include "ui/workspace/WorkspaceDialog.h"

#include <algorithm>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

template <class T> T& panelOf(const MainWindow& window, QStringView id) { return *qobject_cast<T*>(window.panel(id)); }

QString sourceId(const WorkspaceRequest& request) { return request.connectionId + u'/' + request.warehouseId; }

void addSource(SqlSources& sources, const OpenPlace& place) {
    if (!place.warehouse())
        return;
    sources.put({.id = sourceId(place.request()),
        .name = SqlPanel::tr("%1 on %2").arg(place.request().warehouseName, place.connectionLabel()),
        .warehouse = std::shared_ptr<SqlWarehouse>(place.warehouse(), &place.warehouse()->sql),
        .spansTable = place.request().spansTable,
        .shape = place.attributes() == AttributeForm::Variant ? SqlTableShape::Variant : SqlTableShape::Map,
        .asksFreely = false});
}

} // namespace

WorkspaceViews::WorkspaceViews(MainWindow& window, WorkspaceDesk& desk, Settings& settings)
    : m_window(window)
    , m_desk(desk)
    , m_settings(settings)
    , m_traces(panelOf<TracesPanel>(window, u"traces"))
    , m_recent(settings.file()) {
    connect(&desk, &WorkspaceDesk::opened, this, &WorkspaceViews::showPlace);
    connect(&desk, &WorkspaceDesk::closed, this, &WorkspaceViews::dropPlace);
    connect(&m_recent, &RecentPlaces::changed, this, &WorkspaceViews::offerRecent);
    connectPanels();
    offerRecent();
}

void WorkspaceViews::connectPanels() {
    const auto choose = [this] { ask(); };
    connect(&m_window, &MainWindow::workspaceRequested, this, choose);
    connect(&m_traces, &TracesPanel::workspaceRequested, this, choose);
    connect(&panelOf<ConnectionsPanel>(m_window, u"connections"), &ConnectionsPanel::tracesRequested, this,
        &WorkspaceViews::ask);
    auto& setup = panelOf<SetupPanel>(m_window, u"setup");
    connect(&setup, &SetupPanel::connectionsRequested, this, &WorkspaceViews::showConnection);
    connect(&setup, &SetupPanel::traceRequested, this, [this](const QString& placeId, TraceId trace) {
        if (m_traces.showPlace(placeId))
            m_traces.openTrace(trace);
    });
    connect(&m_traces, &TracesPanel::placeClosed, &m_desk, &WorkspaceDesk::close);
    connect(&m_traces, &TracesPanel::reopenRequested, this, [this](const QString& id) {
        if (const RecentPlace* place = m_recent.find(id))
            openAgain(RecentPlace(*place));
    });
    connect(&m_traces, &TracesPanel::forgetRequested, &m_recent, &RecentPlaces::forget);
    connect(&m_traces, &TracesPanel::connectionRequested, this, [this](const QString& id) {
        if (const auto place = m_desk.place(id))
            showConnection(place->request().connectionId);
    });
}

void WorkspaceViews::ask(const QString& connectionId) {
    if (auto* asking = m_window.findChild<WorkspaceDialog*>()) {
        asking->raise();
        return;
    }
    if (auto* opening = m_window.findChild<ReopenDialog*>()) {
        connect(
            opening, &QDialog::finished, this, [this, connectionId] { ask(connectionId); }, Qt::QueuedConnection);
        return;
    }
    const auto inView = m_desk.place(m_traces.currentPlace().id);
    const QString chosen = connectionId.isEmpty() && inView ? inView->request().connectionId : connectionId;
    auto* dialog = new WorkspaceDialog(m_desk, m_settings.file(), chosen, &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &WorkspaceDialog::connectionsRequested, this, &WorkspaceViews::showConnection);
    dialog->open();
}

Result<> WorkspaceViews::openAgain(const QString& name) {
    for (const RecentPlace& each : m_recent.all()) {
        if (each.id == name || each.title == name) {
            openAgain(RecentPlace(each));
            return {};
        }
    }
    return failure(ErrorCode::NotFound, tr("No place named %1 was open lately.").arg(name),
        tr("Open it with File, Open a workspace; then its name stands left of the tabs."));
}

/// The list of recent places changes once it is open, so the place is a copy.
void WorkspaceViews::openAgain(const RecentPlace& place) {
    delete m_window.findChild<ReopenDialog*>();
    auto* dialog = new ReopenDialog(m_desk, place.request, place.title, &m_window);
    connect(dialog, &ReopenDialog::otherWayRequested, this, &WorkspaceViews::ask, Qt::QueuedConnection);
    connect(dialog, &QDialog::finished, dialog, &QObject::deleteLater);
    dialog->begin();
}

bool WorkspaceViews::isSettled() const {
    const auto* asking = m_window.findChild<WorkspaceDialog*>();
    return !m_window.findChild<ReopenDialog*>() && (!asking || asking->isSettled());
}

void WorkspaceViews::showPlace(const QString& id) {
    const auto place = m_desk.place(id);
    if (!m_traces.showPlace(id))
        m_traces.addPlace(OpenPlace::view(place), std::make_unique<PlaceStanding>(m_desk, place->request()));
    m_recent.note({id, place->title(), place->request()});
    addSource(panelOf<SqlPanel>(m_window, u"sql").sources(), *place);
    m_window.showPanel(u"traces");
}

void WorkspaceViews::dropPlace(const QString& id) {
    const QString source = sourceId(m_desk.place(id)->request());
    m_traces.removePlace(id);
    if (!m_desk.usesWarehouseBesides(id))
        panelOf<SqlPanel>(m_window, u"sql").sources().remove(source);
}

void WorkspaceViews::offerRecent() {
    QList<NamedPlace> places;
    for (const RecentPlace& each : m_recent.all())
        places << NamedPlace{each.id, each.title};
    m_traces.setRecentPlaces(places);
}

void WorkspaceViews::showConnection(const QString& id) {
    m_window.showPanel(u"connections");
    panelOf<ConnectionsPanel>(m_window, u"connections").select(id);
}

} // namespace spanglass
