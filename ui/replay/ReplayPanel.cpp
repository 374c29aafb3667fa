#include "ui/replay/ReplayPanel.h"

#include "models/replay/ReplayDetail.h"
#include "ui/common/EmptyState.h"
#include "ui/common/Icons.h"
#include "ui/replay/HeaderValuesDialog.h"
#include "ui/replay/NewReplayView.h"
#include "ui/replay/ReplayDelegate.h"
#include "ui/replay/ReplayView.h"
#include "ui/workspace/ChoiceTable.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>

#include <utility>

namespace spanglass {

using namespace Qt::StringLiterals;

ReplayPanel::ReplayPanel(const ReplayParts& parts, QWidget* parent)
    : Panel("replay"_L1, tr("Replay"), "replay"_L1, parent)
    , m_control(parts.replays)
    , m_target(parts.workspaces, parts.connections, parts.settings, u"replay/target"_s)
    , m_draft(parts.replays, parts.files, m_target)
    , m_list(new QListView)
    , m_pages(new QStackedWidget)
    , m_empty(new EmptyState)
    , m_new(new NewReplayView(m_draft, parts.source))
    , m_view(new ReplayView(parts.replays))
    , m_begin(addKey(tr("New replay"), QKeySequence::New, &ReplayPanel::beginEmpty))
    , m_pause(addKey(tr("Pause or resume"), QKeySequence(Qt::CTRL | Qt::Key_P), &ReplayPanel::pauseOrResume)) {
    setObjectName(u"replayPanel"_s);
    m_begin->setIcon(themedIcon("plus"_L1));
    for (QWidget* page : std::initializer_list<QWidget*>{m_empty, m_new, m_view}) {
        page->setAutoFillBackground(true);
        page->setBackgroundRole(QPalette::Base);
        m_pages->addWidget(page);
    }
    auto* split = new QSplitter(Qt::Horizontal);
    split->setChildrenCollapsible(false);
    split->addWidget(makeSide());
    split->addWidget(m_pages);
    split->setStretchFactor(1, 1);
    split->setSizes({280, 900});
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(split);
    makeEmpty();
    setFocusProxy(m_list);
    connect(m_new, &NewReplayView::cancelled, this, &ReplayPanel::leaveNew);
    connect(m_new, &NewReplayView::tracesRequested, this, &ReplayPanel::tracesRequested);
    connect(m_new, &NewReplayView::connectionsRequested, this, &ReplayPanel::connectionsRequested);
    connect(m_view, &ReplayView::traceRequested, this, &ReplayPanel::traceRequested);
    connect(m_view, &ReplayView::anotherRequested, this, &ReplayPanel::beginLike);
    connect(&m_draft, &ReplayDraft::started, this, [this](const QString& id) {
        m_composing = false;
        m_wanted = id;
        refresh();
    });
    connect(&m_draft, &ReplayDraft::changed, this, [this] {
        if (isSettled())
            Q_EMIT settled();
    });
    connect(&m_control, &ReplayControl::changed, this, &ReplayPanel::refresh);
    refresh();
}

ReplayPanel::~ReplayPanel() {
    m_view->setDetail(nullptr);
    delete m_pages; // its views show what the members hold
    m_list->setModel(nullptr);
}

QWidget* ReplayPanel::makeSide() {
    m_list->setObjectName(u"replayList"_s);
    m_list->setAccessibleName(tr("Replays"));
    m_list->setModel(&m_model);
    m_list->setItemDelegate(new ReplayDelegate(m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMouseTracking(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex& at) {
        if (!at.isValid())
            return;
        m_composing = false;
        showCurrent();
    });
    auto* begin = new QToolButton;
    begin->setObjectName(u"newReplayButton"_s);
    begin->setDefaultAction(m_begin);
    begin->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    begin->setAutoRaise(true);
    auto* tools = new QHBoxLayout;
    tools->setContentsMargins(12, 8, 8, 8);
    tools->addWidget(stepHeading(tr("Replays")), 1);
    tools->addWidget(begin);
    auto* side = new QWidget;
    side->setMinimumWidth(220);
    auto* layout = new QVBoxLayout(side);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(tools);
    layout->addWidget(m_list, 1);
    return side;
}

void ReplayPanel::makeEmpty() {
    m_empty->setContent("replay"_L1, tr("Send what was captured"),
        tr("What the receiver took while a backend was away is not lost: send it to a Databricks table, an MLflow "
           "server, a collector or a file, byte for byte as it came. Every request and answer is noted in the store, "
           "so a replay can be paused, survives a restart, and sends no span twice to the same place."));
    QPushButton* all = m_empty->addButton(tr("New replay"), "replay"_L1);
    all->setObjectName(u"beginReplay"_s);
    connect(all, &QPushButton::clicked, m_begin, &QAction::trigger);
    QPushButton* some = m_empty->addButton(tr("Select traces first"), "traces"_L1);
    some->setObjectName(u"selectTraces"_s);
    connect(some, &QPushButton::clicked, this, &ReplayPanel::tracesRequested);
}

QAction* ReplayPanel::addKey(const QString& text, const QKeySequence& keys, void (ReplayPanel::*run)()) {
    auto* action = new QAction(text, this);
    action->setShortcut(keys);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(action, &QAction::triggered, this, run);
    addAction(action);
    return action;
}

void ReplayPanel::begin(const ReplaySelection& selection) {
    m_composing = true;
    m_list->clearSelection();
    m_list->setCurrentIndex({});
    m_new->begin(selection);
    showCurrent();
    m_new->setFocus();
}

void ReplayPanel::beginLike() {
    if (const ReplayStatus* like = m_model.find(currentId())) {
        m_target.take(like->plan.target);
        begin({});
    }
}

void ReplayPanel::leaveNew() {
    m_composing = false;
    if (m_model.rowCount() > 0)
        m_list->setCurrentIndex(m_model.index(0));
    showCurrent();
    m_list->setFocus();
}

void ReplayPanel::pauseOrResume() {
    if (!m_composing)
        m_view->pauseOrResume();
}

QString ReplayPanel::currentId() const { return m_list->currentIndex().data(ReplaysModel::IdRole).toString(); }

bool ReplayPanel::showReplay(const QString& id) {
    const QModelIndex row = m_model.indexOf(id);
    if (row.isValid())
        m_list->setCurrentIndex(row);
    return row.isValid();
}

void ReplayPanel::refresh() {
    const QString before = currentId();
    const QList<ReplayStatus> now = m_control.replays();
    m_model.setReplays(now);
    for (const ReplayStatus& each : now) {
        if (const auto kept = m_details.find(each.id); kept != m_details.end())
            kept->second->setStatus(each);
    }
    if (!m_lookedAt.isEmpty() && !now.isEmpty())
        showReplay(std::exchange(m_lookedAt, {}));
    else if (!m_wanted.isEmpty() && showReplay(m_wanted))
        m_wanted.clear();
    else if (!before.isEmpty() && !showReplay(before))
        forget(before);
    if (!m_composing && !m_list->currentIndex().isValid() && m_model.rowCount() > 0)
        m_list->setCurrentIndex(m_model.index(0));
    showCurrent();
}

void ReplayPanel::showCurrent() {
    const QString id = currentId();
    ReplayDetail* detail = m_composing || id.isEmpty() ? nullptr : detailOf(id);
    m_view->setDetail(detail);
    m_pages->setCurrentWidget(m_composing ? static_cast<QWidget*>(m_new)
            : detail                      ? static_cast<QWidget*>(m_view)
                                          : m_empty);
    if (isSettled())
        Q_EMIT settled();
}

ReplayDetail* ReplayPanel::detailOf(const QString& id) {
    if (const auto kept = m_details.find(id); kept != m_details.end())
        return kept->second.get();
    auto made = std::make_unique<ReplayDetail>(m_control, *m_model.find(id));
    ReplayDetail* detail = made.get();
    connect(detail, &ReplayDetail::removed, this, [this] { Q_EMIT statusMessage(tr("The replay was removed.")); });
    connect(detail, &ReplayDetail::headersNeeded, this,
        [this, detail](const QStringList& names) { askHeaders(*detail, names); });
    m_details.emplace(id, std::move(made));
    return detail;
}

/// It may be in the middle of telling of its own removal.
void ReplayPanel::forget(const QString& id) {
    const auto kept = m_details.find(id);
    if (kept == m_details.end())
        return;
    m_view->setDetail(nullptr);
    kept->second.release()->deleteLater();
    m_details.erase(kept);
}

void ReplayPanel::askHeaders(ReplayDetail& detail, const QStringList& names) {
    auto* dialog
        = new HeaderValuesDialog(detail.status().plan.target.title(), names, m_target.secretPlaceWords(), window());
    connect(dialog, &HeaderValuesDialog::entered, &detail, &ReplayDetail::goOnWith);
    dialog->open();
}

bool ReplayPanel::isSettled() const { return m_composing ? !m_draft.isBusy() : m_view->isSettled(); }

QList<ShortcutSection> ReplayPanel::shortcuts() const { return {shortcutSection(title(), {m_begin, m_pause})}; }

void ReplayPanel::saveState(QSettings& settings) const {
    if (const QString id = currentId(); !id.isEmpty())
        settings.setValue("replay"_L1, id);
}

void ReplayPanel::restoreState(QSettings& settings) {
    const QString id = settings.value("replay"_L1).toString();
    if (m_model.rowCount() == 0)
        m_lookedAt = id;
    else
        showReplay(id);
}

} // namespace spanglass
