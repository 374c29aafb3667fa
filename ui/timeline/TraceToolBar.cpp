#include "ui/timeline/TraceToolBar.h"

#include "models/timeline/TraceSession.h"
#include "ui/common/Icons.h"
#include "ui/common/Theme.h"
#include "ui/timeline/TraceActions.h"

#include <QAction>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QSignalBlocker>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

QWidget* divider() {
    auto* line = new QFrame;
    line->setFrameShape(QFrame::VLine);
    line->setForegroundRole(QPalette::Mid);
    line->setFixedHeight(20);
    return line;
}

} // namespace

TraceToolBar::TraceToolBar(TraceSession& session, const TraceActions& actions, QWidget* parent)
    : QWidget(parent)
    , m_session(session)
    , m_search(new QLineEdit)
    , m_matches(new QLabel)
    , m_errors(new QLabel) {
    setObjectName(u"traceToolBar"_s);
    m_search->setObjectName(u"traceSearch"_s);
    m_search->setAccessibleName(tr("Search in this trace"));
    m_search->setPlaceholderText(tr("Search: words, status = error, http.route = /cart, duration > 50ms …"));
    m_search->setClearButtonEnabled(true);
    m_search->addAction(themedIcon("search"_L1), QLineEdit::LeadingPosition);
    m_search->setMinimumWidth(180);
    m_search->setMaximumWidth(520);
    m_search->installEventFilter(this);
    m_matches->setObjectName(u"matchCount"_s);
    m_matches->setTextFormat(Qt::PlainText);
    m_errors->setObjectName(u"errorCount"_s);
    m_errors->setTextFormat(Qt::PlainText);

    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(8, 4, 8, 4);
    row->setSpacing(2);
    row->addWidget(m_search, 1);
    row->addSpacing(6);
    row->addWidget(m_matches);
    for (QAction* a : {actions.previousMatch, actions.nextMatch, actions.onlyMatches})
        row->addWidget(button(a));
    row->addSpacing(4);
    row->addWidget(divider());
    row->addSpacing(4);
    row->addWidget(m_errors);
    for (QAction* a : {actions.previousError, actions.nextError})
        row->addWidget(button(a));
    row->addStretch();
    for (QAction* a : {actions.collapseLevel, actions.expandLevel})
        row->addWidget(button(a));
    row->addWidget(divider());
    row->addWidget(button(actions.criticalPath, true));
    row->addWidget(button(actions.skew));
    row->addWidget(divider());
    for (QAction* a : {actions.back, actions.forward, actions.zoomOut, actions.zoomIn, actions.fit})
        row->addWidget(button(a));
    row->addWidget(divider());
    row->addWidget(button(actions.compare));
    row->addWidget(button(actions.showDetails));

    connect(m_search, &QLineEdit::textChanged, &session, &TraceSession::setSearch);
    connect(&session, &TraceSession::searchChanged, this, &TraceToolBar::update);
    connect(&session, &TraceSession::selectionChanged, this, &TraceToolBar::update);
    connect(&session, &TraceSession::traceChanged, this, &TraceToolBar::update);
    update();
}

QToolButton* TraceToolBar::button(QAction* action, bool withText) {
    auto* b = new QToolButton;
    b->setDefaultAction(action);
    b->setAutoRaise(true);
    b->setFocusPolicy(Qt::TabFocus);
    if (withText)
        b->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    return b;
}

void TraceToolBar::addTraceAction(QAction* action) { layout()->addWidget(button(action)); }

void TraceToolBar::focusSearch() {
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

bool TraceToolBar::clearSearch() {
    if (m_search->text().isEmpty())
        return false;
    m_search->clear();
    return true;
}

bool TraceToolBar::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        event->accept(); // ours before the view's
        return true;
    }
    if (event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const auto* press = static_cast<QKeyEvent*>(event);
    switch (press->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        m_session.goToMatch(press->modifiers() & Qt::ShiftModifier ? -1 : 1);
        return true;
    case Qt::Key_Escape:
        if (!clearSearch())
            Q_EMIT searchLeft();
        return true;
    case Qt::Key_Down:
        Q_EMIT searchLeft();
        return true;
    default:
        return QWidget::eventFilter(watched, event);
    }
}

void TraceToolBar::update() {
    const ThemeColors& colors = themeColors(palette());
    const SearchState& search = m_session.search();
    if (m_search->text() != m_session.searchText()) {
        const QSignalBlocker quiet(m_search);
        m_search->setText(m_session.searchText());
    }
    QString text;
    if (!m_session.searchProblem().isEmpty())
        text = tr("cannot search");
    else if (search.isActive() && search.count() == 0)
        text = m_session.isSearching() ? tr("searching…") : tr("no match");
    else if (search.isActive()) {
        const std::size_t place = m_session.selected() == NoNode ? 0 : search.placeOf(m_session.selected());
        const QString count = QLocale().toString(static_cast<qulonglong>(search.count()));
        text = place > 0          ? tr("%1 of %2").arg(QLocale().toString(static_cast<qulonglong>(place)), count)
            : search.count() == 1 ? tr("1 match")
                                  : tr("%1 matches").arg(count);
    }
    m_matches->setText(text);
    m_matches->setToolTip(m_session.searchProblem());
    QPalette look = palette();
    const bool problem = !m_session.searchProblem().isEmpty();
    look.setColor(QPalette::WindowText, problem ? colors.error : colors.mutedText);
    m_matches->setPalette(look);
    const std::uint32_t errors = m_session.trace() ? m_session.trace()->errorCount() : 0;
    m_errors->setText(errors == 1 ? tr("1 error")
            : errors == 0         ? tr("no errors")
                                  : tr("%1 errors").arg(QLocale().toString(errors)));
    look.setColor(QPalette::WindowText, errors > 0 ? colors.error : colors.mutedText);
    m_errors->setPalette(look);
}

} // namespace spanglass
