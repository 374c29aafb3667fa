#include "ui/setup/ConnectionPage.h"

#include "models/setup/GuidedSetup.h"
#include "ui/common/Icons.h"
#include "ui/connections/ConnectionDelegate.h"
#include "ui/setup/SetupStepView.h"
#include "ui/workspace/ConnectionStep.h"

#include <QHBoxLayout>
#include <QListView>
#include <QPushButton>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr int ListHeight = 176; // four connections

} // namespace

ConnectionPage::ConnectionPage(GuidedSetup& session, QWidget* parent)
    : SetupPageView(session, SetupPage::Connection, parent)
    , m_list(new QListView)
    , m_connection(new ConnectionStep(session.chooser()))
    , m_report(new QWidget) {
    body().addWidget(makeList());
    body().addWidget(m_connection);
    auto* report = new QVBoxLayout(m_report);
    report->setContentsMargins(0, 0, 0, 0);
    body().addWidget(m_report);
    addSteps(*report);
    addRest();
    setFocusProxy(m_list);
    connect(m_connection, &ConnectionStep::connectionsRequested, this, &SetupPageView::connectionsRequested);
}

ConnectionPage::~ConnectionPage() { m_list->setModel(nullptr); }

QWidget* ConnectionPage::makeList() {
    WorkspaceChooser& chooser = session().chooser();
    m_list->setObjectName(u"setupConnections"_s);
    m_list->setAccessibleName(tr("Connections"));
    m_list->setModel(&chooser.connections());
    m_list->setItemDelegate(new ConnectionDelegate(m_list));
    m_list->setMouseTracking(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setFixedHeight(ListHeight);
    auto* manage = new QPushButton(themedIcon("connections"_L1), tr("Add a connection…"));
    manage->setObjectName(u"setupManageConnections"_s);
    auto* part = new QWidget;
    auto* row = new QHBoxLayout(part);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(m_list, 1);
    row->addWidget(manage, 0, Qt::AlignTop);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex& at) {
        if (const Connection* chosen = session().chooser().connections().connection(at))
            session().chooser().chooseConnection(chosen->settings.id);
    });
    connect(manage, &QPushButton::clicked, this, [this] { Q_EMIT connectionsRequested({}); });
    return part;
}

void ConnectionPage::refresh() {
    SetupPageView::refresh();
    WorkspaceChooser& chooser = session().chooser();
    const Connection* chosen = chooser.connection();
    const QModelIndex row = chosen ? chooser.connections().indexOf(chosen->settings.id) : QModelIndex();
    if (!m_list->selectionModel()->isSelected(row))
        m_list->setCurrentIndex(row);
    m_connection->refresh();
    m_report->setVisible(session().isSignedIn());
}

} // namespace spanglass
