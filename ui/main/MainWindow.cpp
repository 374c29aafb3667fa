#include "ui/main/MainWindow.h"

#include "models/common/Settings.h"
#include "models/common/StoreGroup.h"
#include "services/core/StoreControl.h"
#include "ui/common/Banner.h"
#include "ui/common/Icons.h"
#include "ui/common/Panel.h"
#include "ui/common/ShortcutSheet.h"
#include "ui/main/AboutDialog.h"
#include "ui/main/FileDialogs.h"
#include "ui/main/MainActions.h"
#include "ui/main/NavigationRail.h"
#include "ui/main/StatusBar.h"
#include "ui/main/StorePage.h"
#include "ui/main/Transfers.h"

#include <QCloseEvent>
#include <QDragEnterEvent>
#include <QHBoxLayout>
#include <QMenuBar>
#include <QMimeData>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

QStringList localFiles(const QMimeData* data) {
    QStringList files;
    const auto urls = data->urls();
    for (const QUrl& url : urls) {
        if (url.isLocalFile())
            files << url.toLocalFile();
    }
    return files;
}

} // namespace

MainWindow::MainWindow(Settings& settings, QWidget* parent)
    : QMainWindow(parent)
    , m_settings(settings)
    , m_actions(new MainActions(settings, *menuBar(), this))
    , m_rail(new NavigationRail)
    , m_pages(new QStackedWidget)
    , m_storePage(new StorePage)
    , m_transfers(new Transfers)
    , m_notice(new Banner)
    , m_status(new StatusBar) {
    setObjectName(u"mainWindow"_s);
    setWindowTitle(u"Spanglass"_s);
    setWindowIcon(applicationIcon());
    setAcceptDrops(true);
    build();
    connectActions();
    restore();
    m_actions->setStoreOpen(false);
}

MainWindow::~MainWindow() { closeStore(); }

void MainWindow::build() {
    m_pages->addWidget(m_storePage);
    auto* column = new QVBoxLayout;
    column->setSpacing(0);
    column->addWidget(m_notice);
    column->addWidget(m_pages, 1);
    column->addWidget(m_transfers);
    auto* content = new QWidget;
    auto* row = new QHBoxLayout(content);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_rail);
    row->addLayout(column, 1);
    setCentralWidget(content);
    setStatusBar(m_status);
    m_rail->hide();
}

void MainWindow::connectActions() {
    addActions(m_actions->all());
    connect(m_actions->openFiles, &QAction::triggered, this, &MainWindow::askForTraceFiles);
    connect(m_actions->saveTraces, &QAction::triggered, this, &MainWindow::saveListedRequested);
    connect(m_actions->saveChosen, &QAction::triggered, this, &MainWindow::saveChosenRequested);
    connect(m_actions->importSample, &QAction::triggered, m_transfers, &Transfers::importSample);
    connect(m_actions->openWorkspace, &QAction::triggered, this, &MainWindow::workspaceRequested);
    connect(m_actions->setUp, &QAction::triggered, this, &MainWindow::setupRequested);
    connect(m_actions->openStore, &QAction::triggered, this, &MainWindow::askForStore);
    connect(m_actions->newStore, &QAction::triggered, this, &MainWindow::askForNewStore);
    connect(m_actions->quit, &QAction::triggered, this, &QWidget::close);
    connect(m_actions->shortcuts, &QAction::triggered, this, &MainWindow::showShortcuts);
    connect(m_actions->gettingStarted, &QAction::triggered, this, [this] { showPanel(u"help"); });
    connect(m_actions->about, &QAction::triggered, this, &MainWindow::showAbout);
    connect(m_rail, &NavigationRail::chosen, this, [this](const QString& id) { showPanel(id); });
    connect(m_status, &StatusBar::receiverClicked, this, [this] { showPanel(u"receiver"); });
    connect(m_status, &StatusBar::storeClicked, this, [this] { showPanel(u"settings"); });
    connect(m_transfers, &Transfers::statusMessage, m_status, &StatusBar::say);
    connect(m_storePage, &StorePage::retryRequested, this, &MainWindow::storeRetryRequested);
    connect(m_storePage, &StorePage::otherStoreRequested, this, &MainWindow::askForStore);
    connect(m_storePage, &StorePage::newStoreRequested, this, &MainWindow::askForNewStore);
}

void MainWindow::askForStore() {
    chooseStore(this, m_settings, [this](const QString& file) { Q_EMIT storeRequested(file); });
}

void MainWindow::askForNewStore() {
    chooseNewStore(this, m_settings, [this](const QString& file) { Q_EMIT storeRequested(file); });
}

void MainWindow::askForTraceFiles() {
    chooseTraceFiles(this, m_settings, [this](const QStringList& files) { m_transfers->importFiles(files); });
}

void MainWindow::showSavable(const QString& place, quint64 chosen, bool opened) {
    m_actions->showSavable(place, chosen, opened);
}

void MainWindow::askForExport(
    const std::vector<TraceId>& traces, const QString& place, const std::shared_ptr<TraceExport>& from) {
    chooseExportFile(this, m_settings, traces, place, [this, traces, from](const QString& file, ExportFormat format) {
        m_transfers->exportTraces(traces, format, file, from);
    });
}

void MainWindow::showOpening(const QString& storeFile) {
    m_storePage->showOpening(storeFile);
    m_pages->setCurrentWidget(m_storePage);
}

void MainWindow::showStoreProblem(const QString& storeFile, const Error& error) {
    m_storePage->showProblem(storeFile, error);
    m_pages->setCurrentWidget(m_storePage);
}

void MainWindow::showStore(const WindowParts& parts) {
    closeStore();
    m_panels = parts.panels;
    int number = 0;
    for (Panel* each : m_panels) {
        m_pages->addWidget(each);
        connect(each, &Panel::statusMessage, m_status, &StatusBar::say);
        auto* action = new QAction(each->title(), this);
        action->setObjectName(u"show-"_s + each->panelId());
        connect(action, &QAction::triggered, this, [this, each] { showPanel(QString(each->panelId())); });
        if (each->panelId() != "help"_L1) {
            action->setShortcut(QKeySequence(u"Ctrl+%1"_s.arg(++number)));
            m_rail->add(*each, action->shortcut().toString(QKeySequence::NativeText));
        }
        addAction(action);
        m_panelActions.append(action);
    }
    m_storeFile = parts.store.status().file;
    restorePanels();
    m_status->attach(parts.receiver, parts.store);
    m_transfers->attach(&parts.files);
    m_actions->setStoreOpen(true);
    m_rail->show();
    if (!showPanel(m_settings.value(setting::WindowPanel)) && !m_panels.isEmpty())
        showPanel(QString(m_panels[0]->panelId()));
}

void MainWindow::closeStore() {
    if (m_panels.isEmpty())
        return;
    savePanels();
    m_transfers->attach(nullptr);
    m_status->detach();
    m_actions->setStoreOpen(false);
    m_rail->hide();
    m_rail->clear();
    qDeleteAll(m_panelActions);
    m_panelActions.clear();
    m_pages->setCurrentWidget(m_storePage);
    qDeleteAll(m_panels);
    m_panels.clear();
}

bool MainWindow::showPanel(QStringView panelId) {
    Panel* wanted = panel(panelId);
    if (!wanted)
        return false;
    m_pages->setCurrentWidget(wanted);
    m_rail->setCurrent(wanted->panelId());
    wanted->setFocus();
    if (wanted->panelId() != "help"_L1)
        m_settings.setValue(setting::WindowPanel, QString(wanted->panelId()));
    return true;
}

Panel* MainWindow::currentPanel() const { return qobject_cast<Panel*>(m_pages->currentWidget()); }

Panel* MainWindow::panel(QStringView panelId) const {
    for (Panel* each : m_panels) {
        if (panelId == each->panelId())
            return each;
    }
    return nullptr;
}

QStringList MainWindow::panelIds() const {
    QStringList ids;
    for (const Panel* each : m_panels)
        ids << each->panelId();
    return ids;
}

void MainWindow::showShortcuts() {
    QList<ShortcutSection> sections;
    if (const Panel* current = currentPanel())
        sections += current->shortcuts();
    sections << shortcutSection(tr("Panels"), m_panelActions) << shortcutSection(tr("Everywhere"), m_actions->all());
    (new ShortcutSheet(sections, this))->open();
}

void MainWindow::showAbout() { (new AboutDialog(this))->open(); }

void MainWindow::restore() {
    resize(1280, 800);
    restoreGeometry(m_settings.value(setting::WindowGeometry));
}

void MainWindow::savePanels() {
    if (m_panels.isEmpty())
        return;
    QSettings& file = m_settings.file();
    for (const Panel* each : m_panels) {
        file.beginGroup(each->panelId());
        each->saveState(file);
        file.endGroup();
    }
    const StoreGroup store(file, m_storeFile);
    for (const Panel* each : m_panels) {
        file.beginGroup(each->panelId());
        each->saveStoreState(file);
        file.endGroup();
    }
}

void MainWindow::restorePanels() {
    QSettings& file = m_settings.file();
    for (Panel* each : m_panels) {
        file.beginGroup(each->panelId());
        each->restoreState(file);
        file.endGroup();
    }
    const StoreGroup store(file, m_storeFile);
    for (Panel* each : m_panels) {
        file.beginGroup(each->panelId());
        each->restoreStoreState(file);
        file.endGroup();
    }
}

void MainWindow::closeEvent(QCloseEvent* event) {
    m_settings.setValue(setting::WindowGeometry, saveGeometry());
    savePanels();
    event->accept();
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
    if (!m_panels.isEmpty() && !localFiles(event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event) {
    m_transfers->importFiles(localFiles(event->mimeData()));
    event->acceptProposedAction();
}

} // namespace spanglass
