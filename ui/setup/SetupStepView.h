#pragma once

#include "models/setup/SetupPages.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace spanglass {

class Banner;
class CallsView;
class FindingsView;
class GuidedSetup;
class StepLine;

/// How one step stands: what was found, what to know before, what Apply will send, and Apply with its progress and
/// result.
class SetupStepView final : public QWidget {
    Q_OBJECT
public:
    /// `session` must outlive this.
    SetupStepView(GuidedSetup& session, SetupStep step, QWidget* parent = nullptr);

    void refresh();

protected:
    void changeEvent(QEvent* event) override;

private:
    QWidget* makeHead();
    QWidget* makeFoot();
    void showHead();
    void showProblem();
    void showOffers();
    void takeOffer(qsizetype index);
    void showFoot();
    QString details() const;

    GuidedSetup& m_session;
    const SetupStep m_step;
    QLabel* m_icon;
    QLabel* m_summary;
    QPushButton* m_again;
    Banner* m_problem;
    QWidget* m_offers;
    QStringList m_offered; ///< labels of the buttons in m_offers
    FindingsView* m_findings;
    QLabel* m_cautions;
    CallsView* m_calls;
    QPushButton* m_apply;
    QLabel* m_obstacle;
    StepLine* m_line;
};

} // namespace spanglass
