#include "ui/setup/SetupPanel.h"

#include "models/workspace/WorkspaceWords.h"
#include "ui/common/Banner.h"
#include "ui/common/ElidedLabel.h"
#include "ui/common/EmptyState.h"
#include "ui/common/Icons.h"
#include "ui/common/Labels.h"
#include "ui/setup/ConnectionPage.h"
#include "ui/setup/ExperimentPage.h"
#include "ui/setup/GrantsPage.h"
#include "ui/setup/MonitoringPage.h"
#include "ui/setup/OverviewPage.h"
#include "ui/setup/ProvePage.h"
#include "ui/setup/SchemaPage.h"
#include "ui/setup/SendPage.h"
#include "ui/setup/SetupPageDelegate.h"
#include "ui/setup/StepsPage.h"
#include "ui/setup/WarehousePage.h"
#include "ui/workspace/StepLine.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QListView>
#include <QMessageBox>
#include <QPushButton>
#include <QScrollArea>
#include <QSettings>
#include <QStackedWidget>

#include <algorithm>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr int ListWidth = 232;
constexpr int WidestPage = 1680;
constexpr int StartingWidth = 480;
constexpr auto PageKey = "page"_L1;

QScrollArea* scrolled(QWidget* content) {
    auto* wide = new QWidget;
    auto* row = new QHBoxLayout(wide);
    row->setContentsMargins(0, 0, 0, 0);
    content->setMaximumWidth(WidestPage);
    row->addWidget(content, 100);
    row->addStretch(1);
    auto* area = new QScrollArea;
    area->setWidget(wide);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setFocusPolicy(Qt::NoFocus);
    return area;
}

} // namespace

SetupPanel::SetupPanel(SetupControl& control, WorkspaceControl& workspace, QSettings& settings, QWidget* parent)
    : Panel("setup"_L1, tr("Setup"), "setup"_L1, parent)
    , m_setup(control, workspace, settings)
    , m_run(m_setup)
    , m_proof(m_setup)
    , m_pagesModel(m_setup)
    , m_where(new ElidedLabel)
    , m_list(new QListView)
    , m_stack(new QStackedWidget)
    , m_waiting(new EmptyState)
    , m_starting(new StepLine)
    , m_resumed(new Banner)
    , m_anew(new QPushButton(themedIcon("undo"_L1), tr("Start anew…")))
    , m_back(new QPushButton(themedIcon("back"_L1), tr("&Back")))
    , m_overview(new QPushButton(tr("To the &overview, with the defaults")))
    , m_next(new QPushButton(tr("Ne&xt")))
    , m_foot(wrappedLabel(u"setupFoot"_s)) {
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeList());
    layout->addWidget(makeContent(), 1);
    addPages();
    addAction(m_backAction, tr("Page before"), QKeySequence(Qt::ALT | Qt::Key_PageUp), -1);
    addAction(m_nextAction, tr("Next page"), QKeySequence(Qt::ALT | Qt::Key_PageDown), 1);
    setFocusProxy(m_list);

    connect(&m_setup, &GuidedSetup::changed, this, &SetupPanel::refresh);
    connect(&m_setup, &GuidedSetup::pageChanged, this, &SetupPanel::showPage);
    connect(&m_run, &SetupRun::changed, this, &SetupPanel::refreshFoot);
    connect(&m_proof, &SetupProof::opened, this, &SetupPanel::traceRequested);
    connect(&m_clock, &QTimer::timeout, this, &SetupPanel::refresh);
    m_clock.setInterval(1000);
}

SetupPanel::~SetupPanel() {
    m_setup.disconnect(this);
    delete m_stack; // its pages show what the members hold
    m_list->setModel(nullptr);
}

QWidget* SetupPanel::makeList() {
    m_where->setObjectName(u"setupWhere"_s);
    QFont strong = m_where->font();
    strong.setWeight(QFont::DemiBold);
    m_where->setFont(strong);
    m_list->setObjectName(u"setupPages"_s);
    m_list->setAccessibleName(tr("Pages of the setup"));
    m_list->setModel(&m_pagesModel);
    m_list->setItemDelegate(new SetupPageDelegate(m_list));
    m_list->setMouseTracking(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_anew->setObjectName(u"startAnew"_s);
    auto* side = new QWidget;
    side->setFixedWidth(ListWidth);
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(0, 8, 0, 8);
    column->setSpacing(8);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(12, 8, 12, 0);
    head->addWidget(m_where);
    column->addLayout(head);
    column->addWidget(m_list, 1);
    auto* foot = new QHBoxLayout;
    foot->setContentsMargins(12, 0, 12, 0);
    foot->addWidget(m_anew, 1);
    column->addLayout(foot);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex& at) {
        if (at.isValid())
            m_setup.showPage(m_pagesModel.at(at.row()));
    });
    connect(m_anew, &QPushButton::clicked, this, &SetupPanel::askStartAnew);
    return side;
}

QWidget* SetupPanel::makeContent() {
    m_resumed->setObjectName(u"setupResumed"_s);
    m_waiting->setObjectName(u"setupWaiting"_s);
    auto* content = new QWidget;
    content->setAutoFillBackground(true);
    content->setBackgroundRole(QPalette::Base);
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_resumed);
    column->addWidget(m_stack, 1);
    column->addWidget(makeFoot());
    m_start = m_waiting->addButton(tr("Start the practice workspace"), "play"_L1);
    m_start->setObjectName(u"setupStartPractice"_s);
    QPushButton* go = m_waiting->addButton(tr("Go to the connection"), "back"_L1);
    go->setObjectName(u"goToConnection"_s);
    m_starting->setFixedWidth(StartingWidth);
    m_waiting->setDetail(m_starting);
    connect(go, &QPushButton::clicked, this, [this] { m_setup.showPage(SetupPage::Connection); });
    connect(m_start, &QPushButton::clicked, &m_setup.chooser(), &WorkspaceChooser::check);
    connect(m_starting, &StepLine::cancelRequested, &m_setup.chooser(), &WorkspaceChooser::cancelCheck);
    m_stack->addWidget(m_waiting);
    connect(m_resumed, &Banner::actionTriggered, this, &SetupPanel::askStartAnew);
    return content;
}

QWidget* SetupPanel::makeFoot() {
    m_back->setObjectName(u"setupBack"_s);
    m_next->setObjectName(u"setupNext"_s);
    m_overview->setObjectName(u"setupToOverview"_s);
    m_next->setIcon(themedIcon("forward"_L1));
    auto* foot = new QWidget;
    auto* row = new QHBoxLayout(foot);
    row->setContentsMargins(24, 8, 24, 8);
    row->setSpacing(8);
    row->addWidget(m_back);
    row->addWidget(m_foot, 1);
    row->addWidget(m_overview);
    row->addWidget(m_next);
    connect(m_back, &QPushButton::clicked, this, [this] { go(-1); });
    connect(m_next, &QPushButton::clicked, this, [this] { go(1); });
    connect(m_overview, &QPushButton::clicked, this, [this] { m_setup.showPage(SetupPage::Overview); });
    return foot;
}

void SetupPanel::addPages() {
    addPage(new ConnectionPage(m_setup));
    addPage(new WarehousePage(m_setup));
    addPage(new ExperimentPage(m_setup));
    addPage(new SchemaPage(m_setup));
    addPage(new StepsPage(m_setup, SetupPage::Tables));
    addPage(new GrantsPage(m_setup));
    addPage(new SendPage(m_setup));
    addPage(new MonitoringPage(m_setup));
    addPage(new OverviewPage(m_setup, m_run));
    addPage(new ProvePage(m_setup, m_proof));
}

void SetupPanel::addPage(SetupPageView* page) {
    m_pages << page;
    m_stack->addWidget(scrolled(page));
    connect(page, &SetupPageView::connectionsRequested, this, &SetupPanel::connectionsRequested);
}

void SetupPanel::addAction(QAction*& action, const QString& text, const QKeySequence& keys, int step) {
    action = new QAction(text, this);
    action->setShortcut(keys);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(action, &QAction::triggered, this, [this, step] { go(step); });
    QWidget::addAction(action);
}

SetupPageView* SetupPanel::current() const { return *std::ranges::find(m_pages, m_setup.page(), &SetupPageView::page); }

void SetupPanel::showEvent(QShowEvent* event) {
    Panel::showEvent(event);
    m_setup.begin();
    showPage();
    m_clock.start();
}

void SetupPanel::showPage() {
    const bool waits = m_setup.page() != SetupPage::Connection && !m_setup.isSignedIn();
    QWidget* shown = waits ? m_waiting : current()->parentWidget()->parentWidget()->parentWidget();
    const bool moved = m_stack->currentWidget() != shown;
    m_stack->setCurrentWidget(shown);
    const bool inList = m_list->hasFocus();
    refresh();
    if (moved && isVisible() && !inList)
        (waits ? static_cast<QWidget*>(m_waiting) : current())->setFocus();
}

void SetupPanel::refresh() {
    if (!isVisible())
        return;
    const QModelIndex row = m_pagesModel.index(m_pagesModel.rowOf(m_setup.page()));
    if (m_list->currentIndex() != row)
        m_list->setCurrentIndex(row);
    const bool waits = m_setup.page() != SetupPage::Connection && !m_setup.isSignedIn();
    if (waits != (m_stack->currentWidget() == m_waiting))
        showPage();
    else if (!waits)
        current()->refresh();
    else
        refreshWaiting();
    if (m_setup.isResumed() && m_resumed->isHidden() && m_resumed->message().isEmpty())
        m_resumed->showMessage(BannerKind::Info, tr("This is the setup you worked on last."),
            tr("Each page looks again at how things stand now."), tr("Start anew…"));
    else if (!m_setup.isResumed())
        m_resumed->hide();
    const Connection* chosen = m_setup.chooser().connection();
    m_where->setText(chosen ? tr("Setup of %1").arg(chosen->settings.name) : tr("Setup"));
    refreshFoot();
    if (isSettled())
        Q_EMIT settled();
}

/// Why the page cannot be shown, with the way out.
void SetupPanel::refreshWaiting() {
    WorkspaceChooser& chooser = m_setup.chooser();
    const auto& report = chooser.report();
    const bool stopped = chooser.needsStart();
    m_start->setVisible(stopped && !report.isBusy());
    if (stopped)
        m_waiting->setContent("connections"_L1, tr("The practice workspace is not running"),
            tr("This setup is for the practice workspace, which ended with Spanglass. It begins anew without what was "
               "made in it; what was answered here is kept, and can be applied again."));
    else
        m_waiting->setContent("connections"_L1, tr("Sign in first"),
            tr("This page asks the workspace what is there. Choose a connection, or the practice workspace, which "
               "needs no account and runs on this computer alone."));
    if (report.isBusy())
        m_starting->showBusy(
            waitingWords(report.progress().isEmpty() ? tr("Asking who you are") : report.progress(), report.seconds()));
    else if (const auto problem = chooser.connectionProblem())
        m_starting->showError(*problem);
    else
        m_starting->showNothing();
}

void SetupPanel::refreshFoot() {
    // What is being applied is what was seen: nothing is answered meanwhile.
    for (SetupPageView* page : m_pages)
        page->setEnabled(!m_run.isApplying() || page->page() == SetupPage::Overview);
    const int row = m_pagesModel.rowOf(m_setup.page());
    const bool last = row + 1 >= m_pagesModel.rowCount();
    const bool signedIn = m_setup.isSignedIn();
    m_back->setEnabled(row > 0);
    m_backAction->setEnabled(row > 0);
    m_next->setVisible(!last);
    m_next->setEnabled(signedIn);
    m_nextAction->setEnabled(signedIn && !last);
    m_overview->setVisible(m_setup.page() == SetupPage::Connection);
    m_overview->setEnabled(signedIn);
    m_next->setDefault(true);
    m_foot->setText(signedIn || m_setup.page() != SetupPage::Connection
            ? QString()
            : tr("Sign in, or start the practice workspace, to go on."));
}

void SetupPanel::go(int step) {
    const int row = m_pagesModel.rowOf(m_setup.page()) + step;
    if (row >= 0 && row < m_pagesModel.rowCount())
        m_setup.showPage(m_pagesModel.at(row));
}

void SetupPanel::askStartAnew() {
    auto* box = new QMessageBox(QMessageBox::Question, tr("Start anew"),
        tr("Throw away what was answered in this setup?"), QMessageBox::Cancel, window());
    box->setObjectName(u"anewQuestion"_s);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(tr("What was changed in the workspace stays as it is. The overview takes it back."));
    auto* yes = box->addButton(tr("Start anew"), QMessageBox::AcceptRole);
    yes->setObjectName(u"anewYes"_s);
    connect(yes, &QPushButton::clicked, this, [this] {
        m_run.cancel();
        m_setup.startAnew();
    });
    box->open();
}

bool SetupPanel::isSettled() const {
    if (m_run.isBusy() || m_proof.isBusy() || m_setup.isListing() || m_setup.isAboutToLook())
        return false;
    const QList<SetupStep> steps = stepsOf(m_setup.page());
    return std::ranges::none_of(steps, [this](SetupStep step) {
        const SetupPageState state = m_setup.stepState(step);
        return state == SetupPageState::Looking || state == SetupPageState::Working;
    });
}

QList<ShortcutSection> SetupPanel::shortcuts() const {
    return {shortcutSection(title(), {m_backAction, m_nextAction})};
}

void SetupPanel::saveState(QSettings& settings) const { settings.setValue(PageKey, int(m_setup.page())); }

void SetupPanel::restoreState(QSettings& settings) {
    const int page = settings.value(PageKey, 0).toInt();
    if (m_setup.control().draft() && page >= 0 && page < int(SetupPageCount))
        m_setup.showPage(SetupPage(page));
}

} // namespace spanglass
