#include "app/workspace/WorkspaceViews.h"

#include "app/workspace/WorkspaceDesk.h"
#include "models/common/Settings.h"
#include "ui/connections/ConnectionsPanel.h"
#include "ui/main/MainWindow.h"
#include "ui/sql/SqlPanel.h"
#include "ui/traces/TracesPanel.h"
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

void askForWorkspace(MainWindow& window, WorkspaceDesk& desk, Settings& settings, const QString& connectionId) {
    if (auto* asking = window.findChild<WorkspaceDialog*>()) {
        asking->raise();
        return;
    }
    auto* dialog = new WorkspaceDialog(desk, settings.file(), connectionId, &window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(dialog, &WorkspaceDialog::connectionsRequested, &window, [&window](const QString& id) {
        window.showPanel(u"connections");
        panelOf<ConnectionsPanel>(window, u"connections").select(id);
    });
    dialog->open();
}

} // namespace

void showWorkspaces(MainWindow& window, WorkspaceDesk& desk, Settings& settings) {
    auto& traces = panelOf<TracesPanel>(window, u"traces");
    auto& sources = panelOf<SqlPanel>(window, u"sql").sources();
    const auto ask
        = [&window, &desk, &settings](const QString& id = {}) { askForWorkspace(window, desk, settings, id); };
    // The panels go with their store, and what is connected to the window for them with the desk.
    QObject::connect(&window, &MainWindow::workspaceRequested, &desk, [ask] { ask(); });
    QObject::connect(&traces, &TracesPanel::workspaceRequested, &desk, [ask] { ask(); });
    QObject::connect(&panelOf<ConnectionsPanel>(window, u"connections"), &ConnectionsPanel::tracesRequested, &desk,
        [ask](const QString& id) { ask(id); });
    QObject::connect(&desk, &WorkspaceDesk::opened, &traces, [&](const QString& id) {
        const auto place = desk.place(id);
        if (!traces.showPlace(id))
            traces.addPlace(OpenPlace::view(place));
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
}

} // namespace spanglass
