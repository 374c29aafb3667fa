#pragma once

#include "ui/common/ShortcutSection.h"

#include <QObject>

class QAction;
class QWidget;

namespace spanglass {

class TraceSession;

/// Everything one can do to the trace in view, as actions with their keys; toolbar, menus and the shortcut sheet show
/// these. Children of `owner`, which also limits where the keys work.
class TraceActions final : public QObject {
    Q_OBJECT
public:
    TraceActions(TraceSession& session, QWidget* owner);

    QAction* nextMatch;
    QAction* previousMatch;
    QAction* onlyMatches;
    QAction* nextError;
    QAction* previousError;
    QAction* find;
    QAction* expandLevel;
    QAction* collapseLevel;
    QAction* expandAll;
    QAction* collapseAll;
    QAction* focusSubtree;
    QAction* leave;
    QAction* criticalPath;
    QAction* skew;
    QAction* zoomIn;
    QAction* zoomOut;
    QAction* zoomToSpan;
    QAction* fit;
    QAction* panLeft;
    QAction* panRight;
    QAction* back;
    QAction* forward;
    QAction* copyName;
    QAction* copyId;
    QAction* copyTraceId;
    QAction* copyJson;
    QAction* save;
    QAction* reload;
    QAction* showDetails;
    QAction* compare;

    QList<ShortcutSection> sections() const;

Q_SIGNALS:
    void findRequested();
    void leaveRequested(); ///< Esc when no subtree is in focus
    void copyJsonRequested();
    void saveRequested();

private:
    QAction* make(const QString& text, QLatin1StringView icon, const QList<QKeySequence>& keys);
    template <class Do> void onTrace(QAction* action, Do what);
    void connectSession();
    void update();

    TraceSession& m_session;
    QWidget* m_owner;
};

} // namespace spanglass
