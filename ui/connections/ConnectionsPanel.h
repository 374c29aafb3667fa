#pragma once

#include "models/common/Awaited.h"
#include "models/connections/ConnectionsModel.h"
#include "ui/common/Panel.h"
#include "ui/connections/ConnectionView.h"

class QAction;
class QLabel;
class QListView;
class QStackedWidget;

namespace spanglass {

class Banner;
class ConnectionForm;
struct ConnectionDraft;
class EmptyState;

/// Own and found connections: look at them, test them, sign in and out, add, change and remove own ones.
class ConnectionsPanel final : public Panel {
    Q_OBJECT
public:
    /// `connections` must outlive this.
    explicit ConnectionsPanel(ConnectionControl& connections, QWidget* parent = nullptr);

    bool isSettled() const override { return m_control.isRead() && !m_report.isPending(); }
    QList<ShortcutSection> shortcuts() const override;
    void saveState(QSettings& settings) const override;
    void restoreState(QSettings& settings) override;

    /// False when there is none.
    bool select(const QString& id);

Q_SIGNALS:
    void tracesRequested(const QString& connectionId); ///< the person wants to open its traces

private:
    QWidget* makeSide();
    void makeEmpty();
    void connectView();
    void onChanged();
    void showCurrent();
    const Connection* current() const;
    void add();
    void edit(const ConnectionDraft& draft);
    void save();
    void addEnvFile();
    void start(ConnectionView::Doing doing);
    void stop();
    void finished(const QString& id, const Result<ConnectionReport>& report);
    void tell(const Result<>& outcome, const QString& done);

    ConnectionControl& m_control;
    ConnectionsModel m_model;
    QString m_wanted; ///< id to be selected once it is there
    QString m_busy; ///< id of the connection that is tested
    ConnectionView::Doing m_doing = ConnectionView::Doing::Nothing;
    QAction* m_add;
    QAction* m_refresh;
    QAction* m_openEnv;
    QListView* m_list;
    QLabel* m_secretPlace;
    Banner* m_problem;
    QStackedWidget* m_pages;
    EmptyState* m_empty;
    ConnectionView* m_view;
    ConnectionForm* m_form;
    Awaited<ConnectionReport> m_report;
    Awaited<QString> m_saving;
    Awaited<void> m_changing;
};

} // namespace spanglass
