#include "app/workspace/WorkspaceViews.h"

#include "app/workspace/WorkspaceDesk.h"
#include "models/common/Settings.h"
#include "models/workspace/PlaceStanding.h"
#include "models/workspace/RecentPlaces.h"
#include "ui/connections/ConnectionsPanel.h"
#include "ui/main/MainWindow.h"
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

void showConnection(MainWindow& window, const QString& id) {
    window.showPanel(u"connections");
    panelOf<ConnectionsPanel>(window, u"connections").select(id);
}

void askForWorkspace(MainWindow& window, WorkspaceDesk& desk, Settings& settings, const QString& connectionId) {
    if (auto* asking = window.findChild<WorkspaceDialog*>()) {
        asking->raise();
        return;
    }
    auto* dialog = new WorkspaceDialog(desk, settings.file(), connectionId, &window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(dialog, &WorkspaceDialog::connectionsRequested, &window,
        [&window](const QString& id) { showConnection(window, id); });
    dialog->open();
}

void openAgain(MainWindow& window, WorkspaceDesk& desk, Settings& settings, const RecentPlace& place) {
    delete window.findChild<ReopenDialog*>();
    auto* dialog = new ReopenDialog(desk, place.request, place.title, &window);
    QObject::connect(dialog, &ReopenDialog::otherWayRequested, &window,
        [&window, &desk, &settings](const QString& id) { askForWorkspace(window, desk, settings, id); });
    QObject::connect(dialog, &QDialog::finished, dialog, &QObject::deleteLater);
    dialog->begin();
}

void offerRecent(TracesPanel& traces, const RecentPlaces& recent) {
    QList<NamedPlace> places;
    for (const RecentPlace& each : recent.all())
        places << NamedPlace{each.id, each.title};
    traces.setRecentPlaces(places);
}

} // namespace

void showWorkspaces(MainWindow& window, WorkspaceDesk& desk, Settings& settings) {
    auto& traces = panelOf<TracesPanel>(window, u"traces");
    auto& sources = panelOf<SqlPanel>(window, u"sql").sources();
    auto* recent = new RecentPlaces(settings.file(), &desk);
    const auto ask
        = [&window, &desk, &settings](const QString& id = {}) { askForWorkspace(window, desk, settings, id); };
    // The panels go with their store, and what is connected to the window for them with the desk.
    QObject::connect(&window, &MainWindow::workspaceRequested, &desk, [ask] { ask(); });
    QObject::connect(&traces, &TracesPanel::workspaceRequested, &desk, [ask] { ask(); });
    QObject::connect(&panelOf<ConnectionsPanel>(window, u"connections"), &ConnectionsPanel::tracesRequested, &desk,
        [ask](const QString& id) { ask(id); });
    QObject::connect(&desk, &WorkspaceDesk::opened, &traces, [&, recent](const QString& id) {
        const auto place = desk.place(id);
        if (!traces.showPlace(id))
            traces.addPlace(OpenPlace::view(place), std::make_unique<PlaceStanding>(desk, place->request()));
        recent->note({id, place->title(), place->request()});
        addSource(sources, *place);
        window.showPanel(u"traces");
    });
    QObject::connect(&desk, &WorkspaceDesk::closed, &traces, [&](const QString& id) {
        const QString source = sourceId(desk.place(id)->request());
        traces.removePlace(id);
        if (!desk.usesWarehouseBesides(id))
            sources.remove(source);
    });
    QObject::connect(&traces, &TracesPanel::placeClosed, &desk, &WorkspaceDesk::close);
    QObject::connect(recent, &RecentPlaces::changed, &traces, [&traces, recent] { offerRecent(traces, *recent); });
    QObject::connect(
        &traces, &TracesPanel::reopenRequested, &desk, [&window, &desk, &settings, recent](const QString& id) {
            if (const RecentPlace* place = recent->find(id))
                openAgain(window, desk, settings, *place);
        });
    QObject::connect(&traces, &TracesPanel::forgetRequested, recent, &RecentPlaces::forget);
    QObject::connect(&traces, &TracesPanel::connectionRequested, &window, [&window, &desk](const QString& id) {
        if (const auto place = desk.place(id))
            showConnection(window, place->request().connectionId);
    });
    offerRecent(traces, *recent);
}

} // namespace spanglass
