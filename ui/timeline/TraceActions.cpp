#include "ui/timeline/TraceActions.h"

#include "models/timeline/TraceSession.h"
#include "ui/common/Icons.h"
#include "ui/timeline/RowStyle.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QWidget>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

QKeySequence key(int code) { return QKeySequence(code); }
QKeySequence key(QKeyCombination combination) { return QKeySequence(combination); }

} // namespace

TraceActions::TraceActions(TraceSession& session, QWidget* owner)
    : QObject(owner)
    , m_session(session)
    , m_owner(owner) {
    nextMatch = make(tr("Next match"), "next"_L1, {key(Qt::Key_N), key(Qt::Key_F3)});
    previousMatch
        = make(tr("Previous match"), "previous"_L1, {key(Qt::SHIFT | Qt::Key_N), key(Qt::SHIFT | Qt::Key_F3)});
    onlyMatches = make(tr("Show only matches"), "filter"_L1, {key(Qt::Key_M)});
    nextError = make(tr("Next error"), "next"_L1, {key(Qt::Key_E)});
    previousError = make(tr("Previous error"), "previous"_L1, {key(Qt::SHIFT | Qt::Key_E)});
    find = make(tr("Search in this trace"), "search"_L1, {key(Qt::Key_Slash), QKeySequence(QKeySequence::Find)});
    expandLevel = make(tr("Expand one level"), "expand"_L1, {key(Qt::Key_BracketRight)});
    collapseLevel = make(tr("Collapse one level"), "collapse"_L1, {key(Qt::Key_BracketLeft)});
    expandAll = make(tr("Expand all"), "expand"_L1, {key(Qt::SHIFT | Qt::Key_BracketRight), key(Qt::Key_BraceRight)});
    collapseAll
        = make(tr("Collapse all"), "collapse"_L1, {key(Qt::SHIFT | Qt::Key_BracketLeft), key(Qt::Key_BraceLeft)});
    focusSubtree = make(tr("Focus on this subtree"), "focus"_L1, {key(Qt::Key_F)});
    leave = make(tr("Leave the focus, clear the search"), "close"_L1, {key(Qt::Key_Escape)});
    criticalPath = make(tr("Critical path"), "critical-path"_L1, {key(Qt::Key_C)});
    skew = make(tr("Adjust clock skew"), "clock"_L1, {key(Qt::Key_K)});
    zoomIn = make(tr("Zoom in"), "zoom-in"_L1, {key(Qt::Key_W), key(Qt::Key_Plus), key(Qt::Key_Equal)});
    zoomOut = make(tr("Zoom out"), "zoom-out"_L1, {key(Qt::Key_S), key(Qt::Key_Minus)});
    zoomToSpan = make(tr("Zoom to the span"), "zoom-in"_L1, {key(Qt::Key_Z)});
    showDetails = make(tr("Span details"), "info"_L1, {key(Qt::Key_I)});
    compare = make(tr("Compare with another place"), "side-pane"_L1, {key(Qt::Key_V)});
    fit = make(tr("Whole trace"), "fit"_L1, {key(Qt::Key_0)});
    panLeft = make(tr("Earlier"), "previous"_L1, {key(Qt::Key_A), key(Qt::CTRL | Qt::Key_Left)});
    panRight = make(tr("Later"), "next"_L1, {key(Qt::Key_D), key(Qt::CTRL | Qt::Key_Right)});
    back = make(tr("Back"), "back"_L1, {key(Qt::ALT | Qt::Key_Left)});
    forward = make(tr("Forward"), "forward"_L1, {key(Qt::ALT | Qt::Key_Right)});
    copyName = make(tr("Copy name"), "copy"_L1, {});
    copyId = make(tr("Copy span id"), "copy"_L1, {});
    copyTraceId = make(tr("Copy trace id"), "copy"_L1, {});
    copyJson = make(tr("Copy span as JSON"), "copy"_L1, {key(Qt::CTRL | Qt::SHIFT | Qt::Key_C)});
    save = make(tr("Save this trace…"), "save"_L1, {key(Qt::CTRL | Qt::Key_E)});
    reload = make(tr("Load again"), "refresh"_L1, {key(Qt::Key_F5)});
    for (QAction* toggle : {onlyMatches, criticalPath, skew, showDetails, compare})
        toggle->setCheckable(true);
    skew->setToolTip(tr("Moves spans of other services to where their parents allow. Times in the details stay raw."));
    connectSession();
    update();
}

QAction* TraceActions::make(const QString& text, QLatin1StringView icon, const QList<QKeySequence>& keys) {
    auto* action = new QAction(themedIcon(icon), text, m_owner);
    action->setShortcuts(keys);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    if (!keys.isEmpty())
        action->setToolTip(tr("%1 (%2)").arg(text, keys.first().toString(QKeySequence::NativeText)));
    m_owner->addAction(action);
    return action;
}

template <class Do> void TraceActions::onTrace(QAction* action, Do what) {
    connect(action, &QAction::triggered, this, [this, what] {
        if (m_session.trace())
            what();
    });
}

void TraceActions::connectSession() {
    const auto copy = [](const QString& text) { QGuiApplication::clipboard()->setText(text); };
    const auto axis = [this](auto change) { return [this, change] { m_session.changeAxis(change); }; };
    onTrace(nextMatch, [this] { m_session.goToMatch(1); });
    onTrace(previousMatch, [this] { m_session.goToMatch(-1); });
    onTrace(nextError, [this] { m_session.goToError(1); });
    onTrace(previousError, [this] { m_session.goToError(-1); });
    connect(onlyMatches, &QAction::toggled, &m_session, &TraceSession::setOnlyMatches);
    connect(criticalPath, &QAction::toggled, &m_session, &TraceSession::setShowsCriticalPath);
    connect(skew, &QAction::toggled, &m_session, &TraceSession::setAdjustsSkew);
    connect(find, &QAction::triggered, this, &TraceActions::findRequested);
    connect(save, &QAction::triggered, this, &TraceActions::saveRequested);
    connect(copyJson, &QAction::triggered, this, &TraceActions::copyJsonRequested);
    connect(reload, &QAction::triggered, &m_session, &TraceSession::reload);
    onTrace(expandLevel, [this] { m_session.expandLevel(1); });
    onTrace(collapseLevel, [this] { m_session.expandLevel(-1); });
    onTrace(expandAll, [this] { m_session.expandAll(); });
    onTrace(collapseAll, [this] { m_session.collapseAll(); });
    onTrace(focusSubtree, [this] { m_session.setFocus(m_session.selected()); });
    onTrace(zoomIn, axis([](TimeAxis& a) { a.zoomAtCenter(0.6); }));
    onTrace(zoomOut, axis([](TimeAxis& a) { a.zoomAtCenter(1 / 0.6); }));
    onTrace(fit, axis([](TimeAxis& a) { a.fit(); }));
    onTrace(panLeft, axis([](TimeAxis& a) { a.pan(-a.width() / 8); }));
    onTrace(panRight, axis([](TimeAxis& a) { a.pan(a.width() / 8); }));
    onTrace(back, axis([](TimeAxis& a) { a.goBack(); }));
    onTrace(forward, axis([](TimeAxis& a) { a.goForward(); }));
    onTrace(zoomToSpan, [this] {
        if (m_session.selected() != NoNode)
            m_session.zoomToRow(m_session.selected());
    });
    onTrace(copyTraceId, [this, copy] { copy(m_session.id().text()); });
    onTrace(copyId, [this, copy] {
        if (m_session.selected() != NoNode)
            copy(m_session.trace()->nodes()[m_session.selected()].id.text());
    });
    onTrace(copyName, [this, copy] {
        if (m_session.selected() != NoNode)
            copy(rowName(*m_session.trace(), m_session.trace()->nodes()[m_session.selected()]));
    });
    connect(leave, &QAction::triggered, this, [this] {
        if (m_session.rows().focus() != NoNode)
            m_session.setFocus(NoNode);
        else
            Q_EMIT leaveRequested();
    });
    for (const auto signal : {&TraceSession::traceChanged, &TraceSession::rowsChanged, &TraceSession::axisChanged,
             &TraceSession::selectionChanged, &TraceSession::searchChanged, &TraceSession::lookChanged})
        connect(&m_session, signal, this, &TraceActions::update);
}

void TraceActions::update() {
    const bool open = m_session.trace() != nullptr;
    const bool selected = open && m_session.selected() != NoNode;
    const bool errors = open && m_session.trace()->errorCount() > 0;
    const bool matches = open && m_session.search().count() > 0;
    const TimeAxis& axis = m_session.axis();
    for (QAction* a :
        {expandLevel, collapseLevel, expandAll, collapseAll, criticalPath, find, copyTraceId, save, compare})
        a->setEnabled(open);
    for (QAction* a : {nextError, previousError})
        a->setEnabled(errors);
    for (QAction* a : {nextMatch, previousMatch})
        a->setEnabled(matches);
    for (QAction* a : {focusSubtree, zoomToSpan, copyName, copyId})
        a->setEnabled(selected);
    copyJson->setEnabled(selected && m_session.trace()->nodes()[m_session.selected()].key.isValid());
    onlyMatches->setEnabled(open && (m_session.search().isActive() || m_session.onlyMatches()));
    skew->setEnabled(open && (m_session.trace()->hasSkew() || m_session.adjustsSkew()));
    zoomIn->setEnabled(open && axis.window().length() > TimeAxis::MinLength);
    for (QAction* a : {zoomOut, fit, panLeft, panRight})
        a->setEnabled(open && !axis.showsAll());
    back->setEnabled(open && axis.canGoBack());
    forward->setEnabled(open && axis.canGoForward());
    onlyMatches->setChecked(m_session.onlyMatches());
    criticalPath->setChecked(m_session.showsCriticalPath());
    skew->setChecked(m_session.adjustsSkew());
}

QList<ShortcutSection> TraceActions::sections() const {
    const ShortcutSection tree{tr("Span tree"),
        {{tr("Previous, next row"), {key(Qt::Key_Up), key(Qt::Key_Down)}},
            {tr("Collapse, or to the parent"), {key(Qt::Key_Left)}},
            {tr("Expand, or to the first child"), {key(Qt::Key_Right)}},
            {tr("Expand or collapse"), {key(Qt::Key_Space)}}, {tr("Expand all below"), {key(Qt::Key_Asterisk)}},
            {tr("First, last row"), {key(Qt::Key_Home), key(Qt::Key_End)}},
            {tr("Page up, page down"), {key(Qt::Key_PageUp), key(Qt::Key_PageDown)}},
            {tr("To the details"), {key(Qt::Key_Return)}}}};
    return {tree,
        shortcutSection(tr("Levels"), {expandLevel, collapseLevel, expandAll, collapseAll, focusSubtree, leave}),
        shortcutSection(tr("Search"), {find, nextMatch, previousMatch, onlyMatches, nextError, previousError}),
        shortcutSection(
            tr("Time axis"), {zoomIn, zoomOut, zoomToSpan, fit, panLeft, panRight, back, forward, criticalPath, skew}),
        shortcutSection(tr("Trace"), {showDetails, compare, copyJson, save, reload})};
}

} // namespace spanglass
