#include "ui/workspace/WorkspaceDialog.h"

#include "models/workspace/WorkspaceChooser.h"
#include "ui/common/Icons.h"
#include "ui/connections/ConnectionDelegate.h"
#include "ui/workspace/ChoiceTable.h"
#include "ui/workspace/ConnectionStep.h"
#include "ui/workspace/TableStep.h"
#include "ui/workspace/TracesStep.h"
#include "ui/workspace/WarehouseStep.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QListView>
#include <QPushButton>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr int SideWidth = 264;

} // namespace

WorkspaceDialog::WorkspaceDialog(
    WorkspaceControl& control, QSettings& settings, const QString& connectionId, QWidget* parent)
    : QDialog(parent)
    , m_chooser(new WorkspaceChooser(control, settings, WorkspaceChooser::Use::OpenTraces, this))
    , m_connections(new QListView)
    , m_connection(new ConnectionStep(*m_chooser))
    , m_warehouse(new WarehouseStep(*m_chooser))
    , m_traces(new TracesStep(*m_chooser))
    , m_table(new TableStep(*m_chooser))
    , m_missing(new QLabel) {
    setObjectName(u"workspaceDialog"_s);
    setWindowTitle(tr("Open a workspace"));
    auto* content = new QHBoxLayout;
    content->setContentsMargins(0, 0, 0, 0);
    content->setSpacing(16);
    content->addWidget(makeConnections());
    content->addWidget(makeSteps(), 1);

    m_missing->setObjectName(u"missingLabel"_s);
    m_missing->setTextFormat(Qt::PlainText);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    m_open = buttons->addButton(tr("&Open"), QDialogButtonBox::AcceptRole);
    m_open->setObjectName(u"openWorkspace"_s);
    m_open->setDefault(true);
    auto* foot = new QHBoxLayout;
    foot->addWidget(m_missing, 1);
    foot->addWidget(buttons);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(16);
    layout->addLayout(content, 1);
    layout->addLayout(foot);
    resize(960, 680);

    connect(buttons, &QDialogButtonBox::accepted, m_chooser, &WorkspaceChooser::open);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_traces, &TracesStep::openRequested, m_chooser, &WorkspaceChooser::open);
    connect(m_chooser, &WorkspaceChooser::opened, this, &QDialog::accept);
    connect(m_chooser, &WorkspaceChooser::changed, this, &WorkspaceDialog::refresh);
    connect(m_connection, &ConnectionStep::connectionsRequested, this, &WorkspaceDialog::leaveFor);
    connect(&m_clock, &QTimer::timeout, this, &WorkspaceDialog::refresh);
    m_clock.setInterval(1000);
    m_clock.start();
    m_chooser->begin(connectionId);
    m_connections->setFocus();
}

WorkspaceDialog::~WorkspaceDialog() { m_connections->setModel(nullptr); }

bool WorkspaceDialog::isSettled() const { return !m_chooser->isBusy(); }

QWidget* WorkspaceDialog::makeConnections() {
    m_connections->setObjectName(u"workspaceConnections"_s);
    m_connections->setAccessibleName(tr("Connections"));
    m_connections->setModel(&m_chooser->connections());
    m_connections->setItemDelegate(new ConnectionDelegate(m_connections));
    m_connections->setMouseTracking(true);
    m_connections->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* manage = new QPushButton(themedIcon("connections"_L1), tr("Connections…"));
    manage->setObjectName(u"manageConnections"_s);
    manage->setToolTip(tr("Add, change or test connections"));
    manage->setAutoDefault(false);
    auto* side = new QWidget;
    side->setFixedWidth(SideWidth);
    auto* layout = new QVBoxLayout(side);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(stepHeading(tr("Connection")));
    layout->addWidget(m_connections, 1);
    layout->addWidget(manage);
    connect(m_connections->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex& at) {
        if (const Connection* chosen = m_chooser->connections().connection(at))
            m_chooser->chooseConnection(chosen->settings.id);
    });
    connect(manage, &QPushButton::clicked, this, [this] { leaveFor({}); });
    return side;
}

QWidget* WorkspaceDialog::makeSteps() {
    auto* steps = new QWidget;
    auto* layout = new QVBoxLayout(steps);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(16);
    layout->addWidget(m_connection);
    layout->addWidget(m_warehouse, 2);
    layout->addWidget(m_traces, 3);
    layout->addWidget(m_table);
    layout->addStretch(0);
    return steps;
}

void WorkspaceDialog::refresh() {
    const Connection* chosen = m_chooser->connection();
    const QModelIndex row = chosen ? m_chooser->connections().indexOf(chosen->settings.id) : QModelIndex();
    if (!m_connections->selectionModel()->isSelected(row))
        m_connections->setCurrentIndex(row);
    const bool ready = m_chooser->isReady();
    const bool atStart = m_connection->isAncestorOf(focusWidget());
    m_connection->refresh();
    m_warehouse->refresh();
    m_traces->refresh();
    m_table->refresh();
    m_warehouse->setVisible(ready && !m_chooser->isMlflow());
    m_traces->setVisible(ready);
    m_table->setVisible(ready && !m_chooser->isMlflow());
    if (ready && atStart)
        m_traces->setFocus();
    const QString missing = m_chooser->openProblem() ? m_chooser->openProblem()->oneLine() : m_chooser->missing();
    m_missing->setText(missing);
    m_open->setEnabled(m_chooser->missing().isEmpty());
}

void WorkspaceDialog::leaveFor(const QString& connectionId) {
    Q_EMIT connectionsRequested(connectionId);
    reject();
}

} // namespace spanglass
