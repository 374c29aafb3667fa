#include "ui/timeline/TraceView.h"

#include "models/timeline/TokenTally.h"
#include "models/timeline/TraceSession.h"
#include "services/core/PolledFeed.h"
#include "ui/common/Banner.h"
#include "ui/common/EmptyState.h"
#include "ui/common/FailureNote.h"
#include "ui/common/Icons.h"
#include "ui/common/ShortcutSheet.h"
#include "ui/timeline/ComparisonView.h"
#include "ui/timeline/FocusStrip.h"
#include "ui/timeline/Minimap.h"
#include "ui/timeline/SpanDetailsView.h"
#include "ui/timeline/TraceActions.h"
#include "ui/timeline/TraceHeader.h"
#include "ui/timeline/TraceToolBar.h"
#include "ui/timeline/WaterfallView.h"

#include <QAction>
#include <QClipboard>
#include <QDataStream>
#include <QDockWidget>
#include <QGuiApplication>
#include <QIODevice>
#include <QLabel>
#include <QMainWindow>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

enum Page { EmptyPage, LoadingPage, FailedPage, ContentPage };

constexpr quint32 StateVersion = 2;
constexpr int DetailsWidth = 420;
constexpr int ComparisonHeight = 280;
constexpr int LoadingStep = 500; // ms
constexpr int Patience = 2; // s

} // namespace

TraceView::TraceView(SpanSource& source, TraceFeed* feed, QWidget* parent)
    : QWidget(parent)
    , m_session(new TraceSession(source, feed, this))
    , m_tokens(new TokenTally(source, this))
    , m_actions(new TraceActions(*m_session, this))
    , m_stack(new QStackedWidget)
    , m_empty(new EmptyState)
    , m_failed(new EmptyState)
    , m_progress(new QProgressBar)
    , m_banner(new Banner)
    , m_toolBar(new TraceToolBar(*m_session, *m_actions))
    , m_waterfall(new WaterfallView(*m_session))
    , m_details(new SpanDetailsView(*m_session, source))
    , m_docks(new QMainWindow)
    , m_detailsDock(new QDockWidget(tr("Span details")))
    , m_comparison(new ComparisonView(*m_session))
    , m_comparisonDock(new QDockWidget(tr("Comparison"))) {
    setObjectName(u"traceView"_s);
    m_empty->setContent("traces"_L1, tr("No trace chosen"), tr("Choose a trace in the list to see its spans here."));
    m_stack->addWidget(m_empty);
    m_stack->addWidget(buildLoading());
    m_stack->addWidget(m_failed);
    m_stack->addWidget(buildContent());
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(m_stack);
    setFocusProxy(m_waterfall);
    connectParts();
    connectComparison();
    // A link's other end may arrive with any commit; asking at each would burden the store during ingest.
    m_linkRefresh.setSingleShot(true);
    m_linkRefresh.setInterval(1000);
    connect(&m_linkRefresh, &QTimer::timeout, m_details, &SpanDetailsView::refreshLinks);
    // Where asking costs something, links are read again with their trace only.
    if (feed && !qobject_cast<PolledFeed*>(feed))
        connect(feed, &TraceFeed::committed, this, [this] {
            if (isVisible() && m_session->trace() && !m_linkRefresh.isActive())
                m_linkRefresh.start();
        });
    showState();
}

TraceView::~TraceView() = default;

QWidget* TraceView::buildContent() {
    auto* timeline = new QWidget;
    auto* left = new QVBoxLayout(timeline);
    left->setContentsMargins(0, 0, 0, 0);
    left->setSpacing(0);
    left->addWidget(new Minimap(*m_session));
    left->addWidget(new FocusStrip(*m_session));
    left->addWidget(m_waterfall, 1);
    m_details->setMinimumWidth(260);
    timeline->setMinimumWidth(380);
    m_detailsDock->setObjectName(u"detailsDock"_s);
    m_detailsDock->setWidget(m_details);
    m_detailsDock->setAllowedAreas(Qt::LeftDockWidgetArea | Qt::RightDockWidgetArea | Qt::BottomDockWidgetArea);
    m_docks->setWindowFlags(Qt::Widget);
    m_docks->setContextMenuPolicy(Qt::NoContextMenu);
    m_docks->setCentralWidget(timeline);
    m_docks->addDockWidget(Qt::RightDockWidgetArea, m_detailsDock);
    m_docks->resizeDocks({m_detailsDock}, {DetailsWidth}, Qt::Horizontal);
    m_comparisonDock->setObjectName(u"comparisonDock"_s);
    m_comparisonDock->setWidget(m_comparison);
    m_comparisonDock->setAllowedAreas(Qt::BottomDockWidgetArea | Qt::RightDockWidgetArea);
    m_docks->addDockWidget(Qt::BottomDockWidgetArea, m_comparisonDock);
    m_docks->resizeDocks({m_comparisonDock}, {ComparisonHeight}, Qt::Vertical);
    m_comparisonDock->hide();

    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(new TraceHeader(*m_session, *m_tokens));
    column->addWidget(m_toolBar);
    column->addWidget(m_banner);
    column->addWidget(m_docks, 1);
    return page;
}

QWidget* TraceView::buildLoading() {
    m_loading = new EmptyState;
    m_progress->setFixedWidth(280);
    m_progress->setTextVisible(false);
    m_loading->setDetail(m_progress);
    QPushButton* cancel = m_loading->addButton(tr("Cancel"));
    cancel->setObjectName(u"cancelLoading"_s);
    connect(cancel, &QPushButton::clicked, m_session, &TraceSession::cancel);
    m_loadingClock.setInterval(LoadingStep);
    connect(&m_loadingClock, &QTimer::timeout, this, &TraceView::showLoading);
    return m_loading;
}

void TraceView::connectParts() {
    connect(m_session, &TraceSession::stateChanged, this, &TraceView::showState);
    connect(m_session, &TraceSession::progressChanged, this, &TraceView::showState);
    connect(m_session, &TraceSession::traceChanged, this, [this] { m_tokens->count(m_session->trace()); });
    connect(m_session, &TraceSession::searchChanged, this, &TraceView::settle);
    connect(m_details, &SpanDetailsView::settled, this, &TraceView::settle);
    connect(m_tokens, &TokenTally::changed, this, &TraceView::settle);
    connect(m_details, &SpanDetailsView::linkActivated, this, &TraceView::follow);
    connect(m_details, &SpanDetailsView::leaveRequested, m_waterfall, qOverload<>(&QWidget::setFocus));
    connect(m_toolBar, &TraceToolBar::searchLeft, m_waterfall, qOverload<>(&QWidget::setFocus));
    connect(m_waterfall, &WaterfallView::menuRequested, this, &TraceView::showMenu);
    connect(m_waterfall, &WaterfallView::detailsRequested, this, [this] {
        m_detailsDock->show();
        m_details->focusContent();
    });
    connect(m_actions->showDetails, &QAction::toggled, m_detailsDock, &QWidget::setVisible);
    // It can also be closed by its own button; a tab that is not looked at hides it too, which does not count.
    connect(m_detailsDock, &QDockWidget::visibilityChanged, this,
        [this] { m_actions->showDetails->setChecked(!m_detailsDock->isHidden()); });
    m_actions->showDetails->setChecked(true);
    connect(m_waterfall, &WaterfallView::helpRequested, this, [this] {
        auto* sheet = new ShortcutSheet(shortcuts(), window());
        sheet->show();
    });
    connect(m_actions, &TraceActions::findRequested, m_toolBar, &TraceToolBar::focusSearch);
    connect(m_actions, &TraceActions::leaveRequested, this, &TraceView::leave);
    connect(m_actions, &TraceActions::saveRequested, this, [this] { Q_EMIT saveRequested(m_session->id()); });
    connect(m_actions, &TraceActions::copyJsonRequested, this,
        [this] { QGuiApplication::clipboard()->setText(m_details->json()); });
    connect(m_banner, &Banner::actionTriggered, m_session, &TraceSession::reload);
}

void TraceView::connectComparison() {
    connect(m_actions->compare, &QAction::toggled, this, [this](bool on) {
        m_comparisonDock->setVisible(on);
        if (!on)
            return;
        m_comparison->begin();
        m_comparison->setFocus();
    });
    connect(m_comparisonDock, &QDockWidget::visibilityChanged, this,
        [this] { m_actions->compare->setChecked(!m_comparisonDock->isHidden()); });
    connect(m_comparison, &ComparisonView::spanActivated, m_waterfall, qOverload<>(&QWidget::setFocus));
    connect(m_comparison, &ComparisonView::leaveRequested, m_waterfall, qOverload<>(&QWidget::setFocus));
    connect(m_comparison, &ComparisonView::workspaceRequested, this, &TraceView::workspaceRequested);
    connect(m_comparison, &ComparisonView::settled, this, &TraceView::settle);
}

void TraceView::open(TraceId trace, std::optional<SpanId> select) { m_session->open(trace, select.value_or(SpanId{})); }

void TraceView::close() { m_session->close(); }

void TraceView::addTraceAction(QAction* action) {
    m_traceActions << action;
    m_toolBar->addTraceAction(action);
}

TraceId TraceView::traceId() const { return m_session->id(); }

void TraceView::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    m_session->setInView(true);
}

void TraceView::hideEvent(QHideEvent* event) {
    m_session->setInView(false);
    QWidget::hideEvent(event);
}

void TraceView::showLoading() {
    const qint64 seconds = m_loadingSince.elapsed() / 1000;
    const QString told = m_session->waitingFor();
    m_loading->setContent("clock"_L1, tr("Loading the trace"),
        !told.isEmpty()          ? told
            : seconds < Patience ? tr("Waiting for the answer…")
                                 : tr("Waiting for the answer, %1 s").arg(seconds));
}

void TraceView::showState() {
    if (m_session->state() != TraceSession::State::Loading)
        m_loadingClock.stop();
    switch (m_session->state()) {
    case TraceSession::State::Empty:
        m_stack->setCurrentIndex(EmptyPage);
        break;
    case TraceSession::State::Loading: {
        const int progress = m_session->progress();
        m_progress->setRange(0, progress < 0 ? 0 : 1000);
        m_progress->setValue(std::max(0, progress));
        if (!m_loadingClock.isActive()) {
            m_loadingSince.start();
            m_loadingClock.start();
        }
        showLoading();
        m_stack->setCurrentIndex(LoadingPage);
        break;
    }
    case TraceSession::State::Failed: {
        const Error error = explained(*m_session->error());
        m_failed->setContent("error"_L1, error.message, error.remedy);
        m_failed->setDetail(failureNote(error));
        m_failed->clearButtons();
        connect(m_failed->addButton(tr("Try again"), "refresh"_L1), &QPushButton::clicked, m_session,
            &TraceSession::reload);
        m_stack->setCurrentIndex(FailedPage);
        break;
    }
    case TraceSession::State::Ready:
        if (m_session->error())
            m_banner->showError(*m_session->error(), tr("Try again"));
        else
            m_banner->dismiss();
        if (m_stack->currentIndex() != ContentPage) {
            m_stack->setCurrentIndex(ContentPage);
            m_waterfall->setFocus();
        }
        break;
    }
    settle();
}

bool TraceView::isSettled() const {
    return m_session->isSettled()
        && (!m_session->trace() || (m_details->isSettled() && !m_tokens->isBusy() && m_comparison->isSettled()));
}

void TraceView::settle() {
    if (isSettled())
        Q_EMIT settled();
}

void TraceView::leave() {
    if (!m_toolBar->clearSearch())
        Q_EMIT leaveRequested();
}

void TraceView::follow(TraceId trace, SpanId span) {
    const std::uint32_t row = m_session->trace() && m_session->id() == trace ? m_session->trace()->rowOf(span) : NoNode;
    if (row != NoNode)
        m_session->select(row);
    else
        Q_EMIT traceRequested(trace, span);
}

void TraceView::showMenu(const QPoint& place) {
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addActions({m_actions->focusSubtree, m_actions->zoomToSpan});
    if (m_session->rows().focus() != NoNode)
        menu->addAction(m_actions->leave);
    menu->addSeparator();
    menu->addActions({m_actions->expandAll, m_actions->collapseAll});
    menu->addSeparator();
    menu->addActions({m_actions->copyName, m_actions->copyId, m_actions->copyTraceId, m_actions->copyJson});
    const auto& detail = m_details->detail();
    if (detail && !detail->span->links.empty()) {
        QMenu* links = menu->addMenu(themedIcon("link"_L1), tr("Go to linked span"));
        for (const SpanLink& link : detail->span->links)
            links->addAction(link.traceId.text() + u" / "_s + link.spanId.text(), this,
                [this, trace = link.traceId, span = link.spanId] { follow(trace, span); });
    }
    menu->addSeparator();
    menu->addActions(m_traceActions + QList<QAction*>{m_actions->save, m_actions->reload});
    menu->popup(place);
}

QByteArray TraceView::saveState() const {
    QByteArray state;
    QDataStream out(&state, QIODevice::WriteOnly);
    out << StateVersion << m_docks->saveState() << m_waterfall->treeWidth() << m_session->showsCriticalPath();
    return state;
}

void TraceView::restoreState(const QByteArray& state) {
    QDataStream in(state);
    quint32 version = 0;
    QByteArray docks;
    int treeWidth = 0;
    bool criticalPath = false;
    in >> version >> docks >> treeWidth >> criticalPath;
    if (in.status() != QDataStream::Ok || version != StateVersion)
        return;
    m_docks->restoreState(docks);
    m_comparisonDock->hide(); // nothing was compared yet
    m_waterfall->setTreeWidth(treeWidth);
    m_session->setShowsCriticalPath(criticalPath);
}

QList<ShortcutSection> TraceView::shortcuts() const { return m_actions->sections(); }

} // namespace spanglass
