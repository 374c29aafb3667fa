#pragma once

#include <QWidget>

class QAction;
class QLabel;
class QLineEdit;
class QToolButton;

namespace spanglass {

class TraceActions;
class TraceSession;

/// Search, errors, levels, looks and zoom of the trace view, in one row.
class TraceToolBar final : public QWidget {
    Q_OBJECT
public:
    TraceToolBar(TraceSession& session, const TraceActions& actions, QWidget* parent = nullptr);

    /// At the end of the row.
    void addTraceAction(QAction* action);
    void focusSearch();
    /// False when there was nothing to clear.
    bool clearSearch();

Q_SIGNALS:
    void searchLeft(); ///< Esc or Down in the search box

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QToolButton* button(QAction* action, bool withText = false);
    void update();

    TraceSession& m_session;
    QLineEdit* m_search;
    QLabel* m_matches;
    QLabel* m_errors;
};

} // namespace spanglass
