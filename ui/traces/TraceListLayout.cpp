// How the trace list page is laid out and which keys it takes; what it does is in TraceListPage.cpp.
#include "ui/common/Banner.h"
#include "ui/common/Icons.h"
#include "ui/common/Theme.h"
#include "ui/traces/ActivityBar.h"
#include "ui/traces/FilterBox.h"
#include "ui/traces/PollLine.h"
#include "ui/traces/SavedFiltersButton.h"
#include "ui/traces/TimeButton.h"
#include "ui/traces/TraceListEmpty.h"
#include "ui/traces/TraceListPage.h"
#include "ui/traces/TraceTable.h"

#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QStackedLayout>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace spanglass {

void TraceListPage::buildActions() {
    const auto action = [this](const QString& name, const QString& text, QLatin1StringView icon,
                            const QList<QKeySequence>& keys, auto&& run) {
        auto* made = new QAction(themedIcon(icon), text, this);
        made->setObjectName(name);
        made->setShortcuts(keys);
        made->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(made, &QAction::triggered, this, run);
        addAction(made);
        return made;
    };
    m_focusFilter
        = action(u"focusFilter"_s, tr("Go to the filter"), "search"_L1, {Qt::Key_Slash, QKeySequence::Find}, [this] {
              m_filterBox->setFocus(Qt::ShortcutFocusReason);
              m_filterBox->selectAll();
          });
    // Enter comes from the table, so that it keeps its meaning in the filter.
    m_open = action(u"openTrace"_s, tr("Open"), "open"_L1, {}, [this] { openSelected(false); });
    m_openBehind = action(u"openBehind"_s, tr("Open in background tab"), "plus"_L1, {Qt::CTRL | Qt::Key_Return},
        [this] { openSelected(true); });
    m_copy = action(u"copyIds"_s, tr("Copy trace id"), "copy"_L1, {QKeySequence::Copy}, [this] { copyIds(); });
    m_delete
        = action(u"deleteTraces"_s, tr("Delete…"), "trash"_L1, {QKeySequence::Delete}, [this] { confirmDelete(); });
    m_delete->setVisible(m_tasks.canDelete());
    m_keep = action(u"keepTraces"_s, tr("Keep locally"), "store"_L1, {Qt::CTRL | Qt::Key_K},
        [this] { m_tasks.keep(m_selection.traces()); });
    m_keep->setToolTip(tr("Copy the selected traces into the local store"));
    m_keep->setVisible(m_tasks.canKeep());
    m_export
        = action(u"exportTraces"_s, tr("Export…"), "export"_L1, {Qt::CTRL | Qt::Key_E}, [this] { exportSelected(); });
    m_export->setToolTip(m_exportsAll ? tr("Export the selected traces, or every trace when none is selected")
                                      : tr("Fetch the selected traces and export them"));
    m_replay = action(u"replayTraces"_s, tr("Replay…"), "replay"_L1, {Qt::Key_R}, [this] { replaySelected(); });
    m_replay->setToolTip(tr("Send the selected traces again, or what is listed when none is selected"));
    m_replay->setVisible(m_tasks.canDelete()); // what the store holds can be sent as it came
    m_way = action(u"wayOfTrace"_s, tr("Where did it get to?"), "diagnostics"_L1, {Qt::Key_W}, [this] { askWay(); });
    m_way->setToolTip(tr("Follow this trace along its way: receiver, endpoint, table, experiment"));
    m_followAction = action(u"follow"_s, tr("Follow"), "fit"_L1, {Qt::Key_F}, [this](bool on) { follow(on); });
    m_followAction->setCheckable(true);
    m_holdAction = action(u"hold"_s, tr("Hold"), "pause"_L1, {Qt::Key_H}, [this](bool on) { hold(on); });
    m_holdAction->setCheckable(true);
    if (m_polled) {
        m_followAction->setIcon(themedIcon("play"_L1));
        m_holdAction->setChecked(true);
        m_followAction->setToolTip(tr("Ask for new spans again and again while this list or a trace of it is shown"));
        m_holdAction->setToolTip(tr("Ask for nothing; lists and traces stay as they are"));
    } else {
        m_followAction->setChecked(true);
        m_followAction->setToolTip(tr("Stay at the newest trace"));
        m_holdAction->setToolTip(tr("Keep the list still; new traces are counted"));
    }
    m_followAction->setVisible(!m_silent);
    m_holdAction->setVisible(!m_silent);
    m_reload = action(
        u"reload"_s, tr("Read the list again"), "refresh"_L1, {QKeySequence::Refresh}, [this] { m_model.reload(); });
}

void TraceListPage::buildLayout() {
    m_filterProblem = new QLabel;
    m_filterProblem->setObjectName(u"filterProblem"_s);
    m_filterProblem->setTextFormat(Qt::PlainText);
    m_filterProblem->setWordWrap(true);
    m_filterProblem->hide();

    auto* stack = new QWidget;
    m_stack = new QStackedLayout(stack);
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_empty);

    auto* top = new QVBoxLayout;
    top->setContentsMargins(16, 12, 16, 8);
    top->setSpacing(8);
    top->addLayout(buildFilterRow());
    top->addWidget(m_filterProblem);
    top->addLayout(buildCountRow());
    if (m_polled)
        top->addWidget(new PollLine(*m_polled));

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(top);
    auto* messages = new QVBoxLayout;
    messages->setContentsMargins(16, 0, 16, 0);
    messages->addWidget(m_banner);
    layout->addLayout(messages);
    layout->addWidget(m_reading);
    layout->addWidget(m_activity);
    layout->addWidget(stack, 1);
    m_empty->setFocusPolicy(Qt::ClickFocus); // for the keys of the page
    setFocusProxy(m_table);
    setTabOrder(m_filterBox, m_savedButton);
    updateLook();
}

QLayout* TraceListPage::buildFilterRow() {
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    m_filterBox->setMinimumHeight(32);
    auto* time = new TimeButton(m_filter);
    time->setMinimumHeight(32);
    m_savedButton->setMinimumHeight(32);
    row->addWidget(m_filterBox, 1);
    row->addWidget(m_savedButton);
    row->addWidget(time);
    return row;
}

QLayout* TraceListPage::buildCountRow() {
    m_counts = new QLabel;
    m_counts->setObjectName(u"traceCounts"_s);
    m_selected = new QLabel;
    m_selected->setObjectName(u"selectedCount"_s);
    const auto button = [](const QString& name, QAction* action) {
        auto* made = new QToolButton;
        made->setObjectName(name);
        made->setAutoRaise(true);
        made->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        made->setDefaultAction(action);
        return made;
    };
    m_arrived = new QToolButton;
    m_arrived->setObjectName(u"arrivedButton"_s);
    m_arrived->setToolTip(tr("Let the list go on"));
    m_arrived->hide();
    connect(m_arrived, &QToolButton::clicked, this, [this] { m_holdAction->trigger(); });

    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_counts);
    row->addSpacing(16);
    row->addWidget(m_selected);
    row->addStretch(1);
    row->addWidget(m_arrived);
    if (m_silent) {
        row->addWidget(button(u"reloadButton"_s, m_reload));
    } else {
        row->addWidget(button(u"holdButton"_s, m_holdAction));
        row->addWidget(button(u"followButton"_s, m_followAction));
    }
    row->addSpacing(8);
    if (m_tasks.canKeep())
        row->addWidget(button(u"keepButton"_s, m_keep));
    row->addWidget(button(u"exportButton"_s, m_export));
    if (m_tasks.canDelete()) {
        row->addWidget(button(u"replayButton"_s, m_replay));
        row->addWidget(button(u"deleteButton"_s, m_delete));
    }
    return row;
}

void TraceListPage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange)
        updateLook();
    QWidget::changeEvent(event);
}

void TraceListPage::updateLook() {
    const ThemeColors& colors = themeColors(palette());
    QPalette muted = palette();
    muted.setColor(QPalette::WindowText, colors.mutedText);
    m_counts->setPalette(muted);
    QPalette red = palette();
    red.setColor(QPalette::WindowText, colors.error);
    m_filterProblem->setPalette(red);
}

} // namespace spanglass
