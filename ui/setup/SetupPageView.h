#pragma once

#include "models/setup/SetupPages.h"

#include <QWidget>

class QLabel;
class QVBoxLayout;

namespace spanglass {

class GuidedSetup;
class SetupStepView;

/// One page of guided setup: its title, why it is needed, and below what the page itself adds.
class SetupPageView : public QWidget {
    Q_OBJECT
public:
    /// `session` must outlive this.
    SetupPageView(GuidedSetup& session, SetupPage page, QWidget* parent = nullptr);

    SetupPage page() const { return m_page; }
    /// Shows the session as it is now. Called while the page is in view.
    virtual void refresh();

Q_SIGNALS:
    /// The person wants to see, mend or add connections. Empty: none in particular.
    void connectionsRequested(const QString& connectionId);

protected:
    GuidedSetup& session() const { return m_session; }
    QVBoxLayout& body() { return *m_body; }
    /// Adds what was found of the page's steps, and Apply, to the body or a part of it.
    void addSteps() { addSteps(*m_body); }
    void addSteps(QVBoxLayout& to);
    /// At the end: keeps all above together.
    void addRest();
    void changeEvent(QEvent* event) override;

private:
    GuidedSetup& m_session;
    const SetupPage m_page;
    QLabel* m_why;
    QVBoxLayout* m_body;
    QList<SetupStepView*> m_steps;
};

} // namespace spanglass
