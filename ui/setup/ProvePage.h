#pragma once

#include "ui/setup/SetupPageView.h"

class QLabel;
class QPushButton;

namespace spanglass {

class Banner;
class HopsView;
class SetupProof;
class StepLine;

/// Sends the test trace and shows how far it comes.
class ProvePage final : public SetupPageView {
    Q_OBJECT
public:
    /// `proof` must outlive this.
    ProvePage(GuidedSetup& session, SetupProof& proof, QWidget* parent = nullptr);

    void refresh() override;

private:
    void showResult();

    SetupProof& m_proof;
    QPushButton* m_send;
    QPushButton* m_open;
    QLabel* m_obstacle;
    QLabel* m_trace;
    HopsView* m_hops;
    Banner* m_result;
    StepLine* m_line;
};

} // namespace spanglass
