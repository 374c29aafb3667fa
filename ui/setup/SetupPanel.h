#pragma once

#include "models/setup/GuidedSetup.h"
#include "models/setup/SetupPagesModel.h"
#include "models/setup/SetupProof.h"
#include "models/setup/SetupRun.h"
#include "ui/common/Panel.h"

#include <QTimer>

class QLabel;
class QListView;
class QPushButton;
class QStackedWidget;

namespace spanglass {

class Banner;
class ElidedLabel;
class EmptyState;
class StepLine;
class SetupPageView;

/// Guided setup: the pages with their states at the left, the page in view at the right, and the way on below.
class SetupPanel final : public Panel {
    Q_OBJECT
public:
    /// All must outlive this.
    SetupPanel(SetupControl& control, WorkspaceControl& workspace, QSettings& settings, QWidget* parent = nullptr);
    ~SetupPanel() override;

    bool isSettled() const override;
    QList<ShortcutSection> shortcuts() const override;
    void saveState(QSettings& settings) const override;
    void restoreState(QSettings& settings) override;

Q_SIGNALS:
    /// The person wants to see, mend or add connections. Empty: none in particular.
    void connectionsRequested(const QString& connectionId);
    /// The test trace is to be shown; its place is open.
    void traceRequested(const QString& placeId, spanglass::TraceId trace);

protected:
    void showEvent(QShowEvent* event) override;

private:
    QWidget* makeList();
    QWidget* makeContent();
    QWidget* makeFoot();
    void addPages();
    void addPage(SetupPageView* page);
    void addAction(QAction*& action, const QString& text, const QKeySequence& keys, int step);
    SetupPageView* current() const;
    void showPage();
    void refresh();
    void refreshFoot();
    void go(int step);
    void askStartAnew();
    void refreshWaiting();

    GuidedSetup m_setup;
    SetupRun m_run;
    SetupProof m_proof;
    SetupPagesModel m_pagesModel;
    QList<SetupPageView*> m_pages;
    ElidedLabel* m_where;
    QListView* m_list;
    QStackedWidget* m_stack;
    EmptyState* m_waiting;
    QPushButton* m_start = nullptr; ///< of the practice workspace, where a page waits for it
    StepLine* m_starting;
    Banner* m_resumed;
    QPushButton* m_anew;
    QPushButton* m_back;
    QPushButton* m_overview;
    QPushButton* m_next;
    QLabel* m_foot;
    QAction* m_backAction = nullptr;
    QAction* m_nextAction = nullptr;
    QTimer m_clock; ///< moves the seconds that are shown
};

} // namespace spanglass
