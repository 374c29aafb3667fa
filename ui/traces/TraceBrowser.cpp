#include "ui/traces/TraceBrowser.h"

#include "models/timeline/TraceSession.h"
#include "models/workspace/PlaceStanding.h"
#include "ui/common/Banner.h"
#include "ui/common/Icons.h"
#include "ui/timeline/ComparisonView.h"
#include "ui/timeline/TraceView.h"
#include "ui/traces/ActivityBar.h"

#include <QAction>
#include <QSettings>
#include <QTabBar>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

constexpr int MaxRestoredTabs = 12;
constexpr int MaxTitle = 28;

QString tabTitle(TraceId trace, const QString& name) {
    QString title = name.isEmpty() ? trace.text().left(8) : name.simplified();
    if (title.size() > MaxTitle)
        title = title.left(MaxTitle - 1) + u'…';
    return title.replace(u'&', u"&&"_s);
}

} // namespace

ComparedPlace comparedPlace(const TracePlace& place) {
    return {place.id, place.title, &place.source, place.store != nullptr};
}

TraceBrowser::TraceBrowser(const TracePlace& place, QSettings& settings, QWidget* parent)
    : QWidget(parent)
    , m_place(place)
    , m_tabs(new QTabWidget)
    , m_list(new TraceListPage(place, settings))
    , m_tasks(place)
    , m_banner(new Banner)
    , m_activity(new ActivityBar) {
    setObjectName(u"traceBrowser"_s);
    m_tabs->setObjectName(u"traceTabs"_s);
    m_tabs->setDocumentMode(true);
    m_tabs->setTabsClosable(true);
    m_tabs->setMovable(false);
    m_tabs->setElideMode(Qt::ElideRight);
    m_tabs->addTab(m_list, themedIcon("list"_L1), tr("All traces"));
    m_tabs->tabBar()->setTabButton(0, QTabBar::RightSide, nullptr);
    m_tabs->tabBar()->setTabButton(0, QTabBar::LeftSide, nullptr);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_tabs);
    layout->addWidget(m_activity);
    layout->addWidget(m_banner);
    m_banner->setObjectName(u"placeBanner"_s);
    setFocusPolicy(Qt::StrongFocus);
    buildActions();
    connectTasks();

    connect(m_tabs, &QTabWidget::tabCloseRequested, this, &TraceBrowser::closeTab);
    connect(m_tabs, &QTabWidget::currentChanged, this, &TraceBrowser::openWaiting);
    connect(m_tabs, &QTabWidget::currentChanged, this, &TraceBrowser::savableChanged);
    connect(m_list, &TraceListPage::chosenChanged, this, &TraceBrowser::savableChanged);
    connect(m_list, &TraceListPage::traceOpened, this, &TraceBrowser::openInTab);
    connect(m_list, &TraceListPage::statusMessage, this, &TraceBrowser::statusMessage);
    connect(m_list, &TraceListPage::receiverPanelRequested, this, &TraceBrowser::receiverPanelRequested);
    connect(m_list, &TraceListPage::sampleRequested, this, &TraceBrowser::sampleRequested);
    connect(m_list, &TraceListPage::workspaceRequested, this, &TraceBrowser::workspaceRequested);
    connect(m_list, &TraceListPage::setupRequested, this, &TraceBrowser::setupRequested);
    connect(m_list, &TraceListPage::filesRequested, this, &TraceBrowser::filesRequested);
    connect(m_list, &TraceListPage::exportRequested, this, &TraceBrowser::exportRequested);
    connect(m_list, &TraceListPage::replayRequested, this, &TraceBrowser::replayRequested);
    connect(m_list, &TraceListPage::wayRequested, this, &TraceBrowser::wayRequested);
    connect(m_list, &TraceListPage::settled, this, &TraceBrowser::settleIfQuiet);
}

TraceBrowser::~TraceBrowser() { m_list->setStanding(nullptr); }

void TraceBrowser::setStanding(std::unique_ptr<PlaceStanding> standing) {
    m_standing = std::move(standing);
    m_list->setStanding(m_standing.get());
}

void TraceBrowser::saveChosen() {
    const TraceView* view = viewAt(m_tabs->currentIndex());
    const std::vector<TraceId> chosen = view ? std::vector{m_traces.value(view)} : m_list->chosenTraces();
    if (!chosen.empty())
        Q_EMIT exportRequested(chosen);
}

void TraceBrowser::buildActions() {
    const auto action = [this](const QString& text, const QKeySequence& keys, auto&& run) {
        auto* made = new QAction(text, this);
        made->setShortcut(keys);
        made->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(made, &QAction::triggered, this, run);
        addAction(made);
        return made;
    };
    m_close = action(tr("Close the trace"), Qt::CTRL | Qt::Key_W, [this] { closeTab(m_tabs->currentIndex()); });
    m_reopen
        = action(tr("Open the trace closed last again"), Qt::CTRL | Qt::SHIFT | Qt::Key_T, [this] { reopenLast(); });
    m_keep = action(tr("Keep locally"), Qt::CTRL | Qt::Key_K, [this] { keepOpened(); });
    m_keep->setObjectName(u"keepOpened"_s);
    m_keep->setIcon(themedIcon("store"_L1));
    m_keep->setToolTip(tr("Copy this trace into the local store"));
    m_keep->setEnabled(false);
    m_toList = action(tr("Go to the list"), Qt::CTRL | Qt::Key_L, [this] { m_tabs->setCurrentIndex(0); });
}

void TraceBrowser::connectTasks() {
    connect(&m_tasks, &TraceTasks::busyChanged, this, [this] {
        if (m_tasks.isBusy())
            m_activity->begin(m_tasks.activity());
        else
            m_activity->end();
    });
    connect(m_activity, &ActivityBar::cancelled, &m_tasks, &TraceTasks::cancel);
    connect(&m_tasks, &TraceTasks::done, this, &TraceBrowser::statusMessage);
    connect(&m_tasks, &TraceTasks::failed, m_banner, [this](const Error& error) { m_banner->showError(error); });
}

void TraceBrowser::keepOpened() {
    m_banner->dismiss();
    if (TraceView* view = viewAt(m_tabs->currentIndex()))
        m_tasks.keep({m_traces.value(view)});
}

void TraceBrowser::setCorner(QWidget* widget) { m_tabs->setCornerWidget(widget, Qt::TopLeftCorner); }

void TraceBrowser::openTrace(TraceId trace, std::optional<SpanId> span) {
    int tab = tabOf(trace);
    TraceView* view = tab > 0 ? viewAt(tab) : addTab(trace, tabTitle(trace, {}));
    tab = m_tabs->indexOf(view);
    if (m_waiting.removeAll(view) > 0 || span)
        view->open(trace, span);
    m_tabs->setCurrentIndex(tab);
    view->setFocus();
}

void TraceBrowser::forgetPlace(const QString& placeId) {
    for (int tab = 1; tab < m_tabs->count(); ++tab)
        viewAt(tab)->comparison().forgetPlace(placeId);
}

void TraceBrowser::openInTab(TraceId trace, const QString& name, bool inBackground) {
    if (tabOf(trace) < 0)
        addTab(trace, tabTitle(trace, name));
    if (!inBackground)
        openTrace(trace);
}

TraceView* TraceBrowser::addTab(TraceId trace, const QString& title) {
    auto* view = new TraceView(m_place.source, &m_place.feed);
    if (!m_viewState.isEmpty())
        view->restoreState(m_viewState);
    view->comparison().setPlaces(comparedPlace(m_place), m_others);
    m_traces.insert(view, trace);
    m_waiting << view;
    const int tab = m_tabs->addTab(view, title);
    m_tabs->setTabToolTip(tab, trace.text());
    connect(view, &TraceView::settled, this, [this, view] {
        nameTab(view);
        settleIfQuiet();
    });
    connect(view, &TraceView::traceRequested, this,
        [this](TraceId other, SpanId span) { openTrace(other, span.isValid() ? std::optional(span) : std::nullopt); });
    connect(view, &TraceView::saveRequested, this, [this](TraceId saved) { Q_EMIT exportRequested({saved}); });
    connect(view, &TraceView::workspaceRequested, this, &TraceBrowser::workspaceRequested);
    if (QAction* follow = m_list->followAction())
        view->addTraceAction(follow);
    if (m_tasks.canKeep())
        view->addTraceAction(m_keep);
    connect(view, &TraceView::leaveRequested, this, [this] {
        m_tabs->setCurrentIndex(0);
        m_list->setFocus();
    });
    return view;
}

/// The keys are for what is shown, not for its tab.
void TraceBrowser::focusInEvent(QFocusEvent*) { m_tabs->currentWidget()->setFocus(); }

void TraceBrowser::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    m_list->setPlaceInView(true);
}

void TraceBrowser::hideEvent(QHideEvent* event) {
    m_list->setPlaceInView(false);
    QWidget::hideEvent(event);
}

/// A trace that was opened by its id alone tells its name once it is read.
void TraceBrowser::nameTab(TraceView* view) {
    const TracePtr& trace = view->session().trace();
    if (trace && trace->size() > 0)
        m_tabs->setTabText(m_tabs->indexOf(view), tabTitle(trace->id(), trace->text(trace->nodes()[0].name)));
}

TraceView* TraceBrowser::viewAt(int tab) const { return qobject_cast<TraceView*>(m_tabs->widget(tab)); }

int TraceBrowser::tabOf(TraceId trace) const {
    for (int tab = 1; tab < m_tabs->count(); ++tab) {
        if (m_traces.value(viewAt(tab)) == trace)
            return tab;
    }
    return -1;
}

void TraceBrowser::openWaiting(int tab) {
    TraceView* view = viewAt(tab);
    m_close->setEnabled(view != nullptr);
    m_keep->setEnabled(view && m_tasks.canKeep()); // the list has the same key for its own
    if (view && m_waiting.removeAll(view) > 0)
        view->open(m_traces.value(view));
}

void TraceBrowser::closeTab(int tab) {
    TraceView* view = viewAt(tab);
    if (!view)
        return;
    m_viewState = view->saveState();
    m_closed << m_traces.take(view);
    m_waiting.removeAll(view);
    m_tabs->removeTab(tab);
    m_tabs->currentWidget()->setFocus();
    view->deleteLater();
}

void TraceBrowser::reopenLast() {
    if (!m_closed.isEmpty())
        openTrace(m_closed.takeLast());
}

bool TraceBrowser::isSettled() const {
    const TraceView* view = viewAt(m_tabs->currentIndex());
    return m_list->isSettled() && (!view || view->isSettled());
}

std::optional<Error> TraceBrowser::problem() const {
    TraceView* view = viewAt(m_tabs->currentIndex());
    return view && !view->session().trace() ? view->session().error() : std::nullopt;
}

void TraceBrowser::settleIfQuiet() {
    if (isSettled())
        Q_EMIT settled();
}

QList<ShortcutSection> TraceBrowser::shortcuts() const {
    QList<ShortcutSection> sections = m_list->shortcuts();
    if (const TraceView* view = viewAt(m_tabs->currentIndex())) {
        sections = view->shortcuts();
        if (m_tasks.canKeep())
            sections << shortcutSection(tr("Place"), {m_keep});
    }
    sections << shortcutSection(tr("Tabs"), {m_toList, m_close, m_reopen});
    return sections;
}

void TraceBrowser::saveState(QSettings& settings) const {
    m_list->saveState(settings);
    const TraceView* view = viewAt(m_tabs->currentIndex());
    settings.setValue("view"_L1, view ? view->saveState() : m_viewState);
}

void TraceBrowser::restoreState(QSettings& settings) {
    m_list->restoreState(settings);
    m_viewState = settings.value("view"_L1).toByteArray();
}

void TraceBrowser::savePlaceState(QSettings& settings) const {
    m_list->savePlaceState(settings);
    QStringList open;
    for (int tab = 1; tab < m_tabs->count() && open.size() < MaxRestoredTabs; ++tab)
        open << m_traces.value(viewAt(tab)).text() + u' ' + m_tabs->tabText(tab);
    settings.setValue("open"_L1, open);
}

void TraceBrowser::restorePlaceState(QSettings& settings) {
    m_list->restorePlaceState(settings);
    for (const QString& line : settings.value("open"_L1).toStringList().mid(0, MaxRestoredTabs)) {
        const std::optional<TraceId> trace = TraceId::fromText(line.left(32));
        if (trace && tabOf(*trace) < 0)
            addTab(*trace, line.mid(33));
    }
}

} // namespace spanglass
