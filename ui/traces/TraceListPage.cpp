#include "ui/traces/TraceListPage.h"

#include "models/common/Quantity.h"
#include "models/workspace/PlaceStanding.h"
#include "services/core/FilterText.h"
#include "services/core/PolledFeed.h"
#include "ui/common/Banner.h"
#include "ui/traces/ActivityBar.h"
#include "ui/traces/FilterBox.h"
#include "ui/traces/SavedFiltersButton.h"
#include "ui/traces/TraceListEmpty.h"
#include "ui/traces/TraceTable.h"

#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>
#include <QStackedLayout>
#include <QToolButton>

#include <utility>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

constexpr std::chrono::seconds ShortestInterval{5};

} // namespace

TraceListPage::TraceListPage(const TracePlace& place, QSettings& settings, QWidget* parent)
    : QWidget(parent)
    , m_model(place.source, place.feed)
    , m_selection(m_model, place.source)
    , m_saved(settings)
    , m_tasks(place)
    , m_polled(qobject_cast<PolledFeed*>(&place.feed))
    , m_source(place.source)
    , m_filterBox(new FilterBox(m_filter, place.source))
    , m_savedButton(new SavedFiltersButton(m_saved))
    , m_banner(new Banner)
    , m_activity(new ActivityBar)
    , m_reading(new ActivityBar)
    , m_silent(place.silent)
    , m_exportsAll(!place.exporter)
    , m_remark(place.remark)
    , m_table(new TraceTable(m_model, m_selection))
    , m_empty(new TraceListEmpty(m_filter, place)) {
    setObjectName(u"traceListPage"_s);
    buildActions();
    buildLayout();
    connectModels();
    connect(&place.feed, &TraceFeed::committed, this, &TraceListPage::slideTime);
    m_model.setRowLimit(place.mostRows);
    m_readingClock.setInterval(500);
    if (place.wantsTimeRange)
        m_filter.requireBeginning();
    ask();
}

/// Hiding takes the focus from the filter, which ends its editing: that must find the models in place.
TraceListPage::~TraceListPage() { hide(); }

void TraceListPage::connectModels() {
    connect(&m_model, &TraceListModel::stateChanged, this, &TraceListPage::showState);
    connect(&m_model, &TraceListModel::rowsChanged, this, &TraceListPage::showState);
    connect(&m_model, &TraceListModel::totalsChanged, this, &TraceListPage::showCounts);
    connect(&m_model, &TraceListModel::arrivedWhileHeldChanged, this, &TraceListPage::showArrived);
    connect(&m_model, &TraceListModel::settled, this, &TraceListPage::settled);
    connect(&m_selection, &TraceSelection::tracesChanged, this, &TraceListPage::updateActions);

    connect(&m_filter, &TraceFilter::queryChanged, this, &TraceListPage::ask);
    connect(&m_filter, &TraceFilter::errorChanged, this, [this] {
        const std::optional<FilterError>& error = m_filter.error();
        m_filterProblem->setText(error ? error->message : QString());
        m_filterProblem->setVisible(error.has_value());
    });
    connect(m_filterBox, &QLineEdit::textChanged, m_savedButton, &SavedFiltersButton::setCurrentText);
    connect(m_filterBox, &QLineEdit::editingFinished, this, [this] {
        if (m_filter.apply())
            m_saved.noteUsed(m_filter.appliedText());
    });
    connect(m_savedButton, &SavedFiltersButton::chosen, this, &TraceListPage::setFilterText);
    connect(m_savedButton, &SavedFiltersButton::changed, this, &TraceListPage::statusMessage);

    connect(m_table, &QTableView::activated, this, [this] { openSelected(false); });
    connect(m_table, &QWidget::customContextMenuRequested, this, &TraceListPage::showContextMenu);
    if (!m_polled)
        connect(m_table, &TraceTable::followingChanged, m_followAction, &QAction::setChecked);
    connect(m_banner, &Banner::actionTriggered, this, &TraceListPage::mend);

    connect(m_empty, &TraceListEmpty::sampleRequested, this, &TraceListPage::sampleRequested);
    connect(m_empty, &TraceListEmpty::filesRequested, this, &TraceListPage::filesRequested);
    connect(m_empty, &TraceListEmpty::workspaceRequested, this, &TraceListPage::workspaceRequested);
    connect(m_empty, &TraceListEmpty::setupRequested, this, &TraceListPage::setupRequested);
    connect(m_empty, &TraceListEmpty::clearFilterRequested, m_filterBox, &QLineEdit::clear);
    connect(m_empty, &TraceListEmpty::receiverPanelRequested, this, &TraceListPage::receiverPanelRequested);

    connect(&m_tasks, &TraceTasks::busyChanged, this, [this] {
        if (m_tasks.isBusy())
            m_activity->begin(m_tasks.activity());
        else
            m_activity->end();
        updateActions();
    });
    connect(m_activity, &ActivityBar::cancelled, &m_tasks, &TraceTasks::cancel);
    connect(m_activity, &ActivityBar::cancelled, this, &TraceListPage::stopListing);
    connect(m_reading, &ActivityBar::cancelled, &m_model, &TraceListModel::cancel);
    connect(&m_readingClock, &QTimer::timeout, this, &TraceListPage::showWaiting);
    connect(&m_tasks, &TraceTasks::done, this, &TraceListPage::statusMessage);
    connect(&m_tasks, &TraceTasks::failed, this, [this](const Error& error) { m_banner->showError(error); });
    connect(&m_tasks, &TraceTasks::deleted, &m_selection, &TraceSelection::forget);
}

/// What another filter or time hides is not to be deleted or exported unseen.
void TraceListPage::ask() {
    m_selection.clearSelection();
    m_slid = UnixNanos::now();
    TraceQuery query = m_model.query();
    query.filter = m_filter.filter();
    query.range = m_filter.range();
    m_model.setQuery(query);
}

/// "Last 5 min" moves on with the commits, a twentieth of its length at a time.
void TraceListPage::slideTime() {
    if (m_filter.time().kind != TimeChoice::Kind::Last || m_model.isHeld() || (m_polled && !isVisible()))
        return;
    const UnixNanos now = UnixNanos::now();
    if ((now - m_slid).value < m_filter.time().last.value / 20)
        return;
    m_slid = now;
    m_model.slideTo(m_filter.range());
}

void TraceListPage::follow(bool on) {
    if (!m_polled)
        return m_table->setFollowing(on);
    m_holdAction->setChecked(!on);
    poll();
}

void TraceListPage::hold(bool on) {
    if (m_polled) {
        m_holdAction->setChecked(true);
        m_followAction->setChecked(false);
        return poll();
    }
    m_model.setHeld(on);
    showArrived();
}

void TraceListPage::poll() { m_polled->setOn(m_placeInView && m_followAction->isChecked()); }

void TraceListPage::setPlaceInView(bool inView) {
    m_placeInView = inView;
    if (m_polled)
        poll();
}

/// While only a trace of the place is looked at, reading the list as well would cost for nothing.
void TraceListPage::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    if (m_polled) {
        slideTime();
        m_model.setInView(true);
    }
}

void TraceListPage::hideEvent(QHideEvent* event) {
    if (m_polled)
        m_model.setInView(false);
    QWidget::hideEvent(event);
}

void TraceListPage::showState() {
    if (m_model.state() == TraceListModel::State::Failed) {
        showFailure(*m_model.error());
    } else if (m_model.state() == TraceListModel::State::Ready && std::exchange(m_listFailed, false)
        && m_banner->kind() == BannerKind::Error) {
        m_banner->dismiss();
    }

    m_failureTold = m_failureTold && m_model.state() == TraceListModel::State::Failed;
    if (m_model.state() != TraceListModel::State::Loading) {
        m_readingClock.stop();
        m_reading->end();
    } else if (!m_readingClock.isActive()) {
        m_readingSince.start();
        m_readingClock.start();
        showWaiting();
    }

    const bool nothing = m_model.rowCount() == 0 && m_model.state() == TraceListModel::State::Ready;
    if (nothing)
        m_empty->refresh();
    QWidget* shown = nothing ? static_cast<QWidget*>(m_empty) : m_table;
    const bool focused = m_stack->currentWidget()->hasFocus();
    m_stack->setCurrentWidget(shown);
    setFocusProxy(shown);
    if (focused)
        shown->setFocus();
    m_followAction->setEnabled(m_polled || m_table->canFollow());
    showCounts();
    updateActions();
}

void TraceListPage::setStanding(PlaceStanding* standing) {
    m_standing = standing;
    if (standing)
        connect(standing, &PlaceStanding::restored, &m_model, &TraceListModel::reload);
}

void TraceListPage::showFailure(const Error& error) {
    const bool signIn = error.code == ErrorCode::NeedsSignIn && m_standing && m_standing->canSignIn();
    m_banner->showError(error,
        signIn                                  ? tr("Sign in…")
            : error.code == ErrorCode::BadInput ? QString() // the same question is answered the same
                                                : tr("Try again"));
    m_listFailed = true;
    if (!std::exchange(m_failureTold, true) && m_standing && error.code != ErrorCode::Cancelled)
        m_standing->refresh();
}

void TraceListPage::mend() {
    const auto& error = m_model.error();
    if (error && error->code == ErrorCode::NeedsSignIn && m_standing && m_standing->canSignIn())
        m_standing->signIn();
    else
        m_model.reload();
}

void TraceListPage::showCounts() {
    if (m_model.state() == TraceListModel::State::Empty)
        return;
    const TraceCount totals = m_model.totals();
    const QString counts = counted(totals.traces, tr("%1 trace"), tr("%1 traces")) + u" · "_s
        + counted(totals.spans, tr("%1 span"), tr("%1 spans"));
    if (m_model.state() == TraceListModel::State::Failed) {
        m_counts->setText(totals.traces > 0 ? tr("Not read. Before: %1").arg(counts) : tr("Not read"));
        return;
    }
    const bool loading = m_model.state() == TraceListModel::State::Loading;
    QString told = m_filter.isNarrowed() ? tr("%1 match").arg(counts) : counts;
    if (const QString remark = m_remark ? m_remark() : QString(); !remark.isEmpty())
        told += u" · "_s + remark;
    const bool cut = m_model.rowLimit() > 0 && totals.traces > m_model.rowLimit();
    m_counts->setText(loading ? tr("Searching…")
            : cut             ? tr("%1 · only the first %2 are listed: narrow the time or the filter")
                        .arg(told, formatCount(m_model.rowLimit()))
                  : told);
}

void TraceListPage::showWaiting() {
    const QString told = m_model.waitingFor();
    m_reading->begin(told.isEmpty() ? tr("Reading the list, %1 s").arg(m_readingSince.elapsed() / 1000) : told);
}

void TraceListPage::showArrived() {
    const std::uint64_t arrived = m_model.arrivedWhileHeld();
    m_arrived->setVisible(m_model.isHeld() && arrived > 0);
    m_arrived->setText(counted(arrived, tr("%1 new trace – show"), tr("%1 new traces – show")));
}

void TraceListPage::updateActions() {
    const std::size_t count = m_selection.count();
    m_selected->setText(count == 0      ? QString()
            : m_selection.isResolving() ? tr("Selecting…")
                                        : tr("%1 selected").arg(formatCount(count)));
    const bool some = count > 0 && !m_selection.isResolving();
    m_open->setEnabled(some);
    m_openBehind->setEnabled(some);
    m_copy->setEnabled(some);
    m_keep->setEnabled(some && !m_tasks.isBusy());
    m_delete->setEnabled(some && !m_tasks.isBusy());
    m_export->setEnabled(m_model.totals().traces > 0 && !m_tasks.isBusy());
    m_way->setEnabled(m_selection.count() == 1);
    m_replay->setEnabled(m_model.totals().traces > 0 && !m_selection.isResolving());
    Q_EMIT chosenChanged();
}

void TraceListPage::openSelected(bool inBackground) {
    const std::optional<TraceId> current = m_table->currentTrace();
    if (current && m_selection.contains(*current))
        openTrace(*current, inBackground);
    else if (const std::vector<TraceId> traces = m_selection.traces(); !traces.empty())
        openTrace(traces.front(), inBackground);
}

void TraceListPage::openTrace(TraceId trace, bool inBackground) {
    const TraceSummary* summary = m_model.summaryAt(m_model.rowOf(trace));
    Q_EMIT traceOpened(trace, summary ? summary->rootName : QString(), inBackground);
}

void TraceListPage::confirmDelete() {
    const std::vector<TraceId> traces = m_selection.traces();
    if (traces.empty() || m_tasks.isBusy())
        return;
    auto* box = new QMessageBox(QMessageBox::Warning, tr("Delete traces"),
        counted(traces.size(), tr("Delete %1 trace?"), tr("Delete %1 traces?")), QMessageBox::NoButton, window());
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setObjectName(u"confirmDelete"_s);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(tr("Their spans and the captured requests go with them. This cannot be undone; export them "
                               "first to keep a copy."));
    QPushButton* doIt = box->addButton(tr("Delete"), QMessageBox::DestructiveRole);
    box->setDefaultButton(box->addButton(QMessageBox::Cancel));
    connect(doIt, &QPushButton::clicked, this, [this, traces] { m_tasks.deleteTraces(traces); });
    box->open();
}

void TraceListPage::showContextMenu(const QPoint& position) {
    const TraceSummary* summary = m_model.summaryAt(m_table->indexAt(position).row());
    if (!summary)
        return;
    auto* menu = new QMenu(this);
    menu->setObjectName(u"traceMenu"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addActions({m_open, m_openBehind, m_copy});
    menu->addSeparator();
    const auto offer = [&](FilterField field, const QString& value) {
        const QString condition = filterFieldName(field) + u" = "_s + filterValueText(value);
        const QString shown = fontMetrics().elidedText(condition, Qt::ElideRight, 360).replace(u'&', u"&&"_s);
        menu->addAction(tr("Filter for %1").arg(shown), this, [this, condition] { narrow(condition); });
    };
    for (const QString& service : summary->services.mid(0, 3))
        offer(FilterField::Service, service);
    if (!summary->rootName.isEmpty())
        offer(FilterField::Root, summary->rootName);
    menu->addSeparator();
    menu->addActions({m_way, m_keep, m_export, m_replay, m_delete});
    menu->popup(m_table->viewport()->mapToGlobal(position));
}

/// Adds a condition to the filter in force.
void TraceListPage::narrow(const QString& condition) {
    const QString text = m_filter.appliedText().trimmed();
    const bool loose = text.contains(u" OR "_s, Qt::CaseInsensitive);
    setFilterText(text.isEmpty() ? condition : (loose ? u'(' + text + u')' : text) + u" AND "_s + condition);
}

void TraceListPage::setFilterText(const QString& text) {
    m_filterBox->enter(text);
    m_saved.noteUsed(m_filter.appliedText());
}

QList<ShortcutSection> TraceListPage::shortcuts() const {
    ShortcutSection section = shortcutSection(
        tr("Trace list"), {m_focusFilter, m_openBehind, m_copy, m_way, m_keep, m_export, m_replay, m_delete});
    const ShortcutSection live
        = shortcutSection({}, m_silent ? QList{m_reload} : QList{m_followAction, m_holdAction, m_reload});
    section.entries += live.entries;
    section.entries.prepend({tr("Open"), {QKeySequence(Qt::Key_Return)}});
    return {section};
}

void TraceListPage::saveState(QSettings& settings) const {
    settings.setValue("header"_L1, m_table->horizontalHeader()->saveState());
}

void TraceListPage::restoreState(QSettings& settings) {
    m_table->horizontalHeader()->restoreState(settings.value("header"_L1).toByteArray());
}

void TraceListPage::savePlaceState(QSettings& settings) const {
    settings.setValue("filter"_L1, m_filter.appliedText());
    settings.setValue("time"_L1, m_filter.time().toText());
    settings.setValue("sort"_L1, m_table->horizontalHeader()->sortIndicatorSection());
    settings.setValue("descending"_L1, m_table->horizontalHeader()->sortIndicatorOrder() == Qt::DescendingOrder);
    if (m_polled)
        settings.setValue("pollMs"_L1, qint64(m_polled->state().interval.count()));
}

void TraceListPage::restorePlaceState(QSettings& settings) {
    const int sort = settings.value("sort"_L1, TraceListModel::Start).toInt();
    const bool descending = settings.value("descending"_L1, true).toBool();
    if (sort >= 0 && sort < TraceListModel::ColumnCount)
        m_table->sortByColumn(sort, descending ? Qt::DescendingOrder : Qt::AscendingOrder);
    if (const QString time = settings.value("time"_L1).toString(); !time.isEmpty())
        m_filter.setTime(TimeChoice::fromText(time));
    const std::chrono::milliseconds interval(settings.value("pollMs"_L1).toLongLong());
    if (m_polled && interval >= ShortestInterval)
        m_polled->setInterval(interval);
    if (const QString filter = settings.value("filter"_L1).toString(); !filter.isEmpty())
        m_filterBox->enter(filter);
}

} // namespace spanglass
