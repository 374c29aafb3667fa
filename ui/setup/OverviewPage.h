#pragma once

#include "ui/setup/SetupPageView.h"

class QLabel;
class QMenu;
class QPushButton;

namespace spanglass {

class Banner;
class CallsView;
class FindingsView;
class RecordView;
class SetupRun;
class StepLine;
enum class PlanFormat : std::uint8_t;

/// All that will be changed, to be applied at once; the plan to take along; what was changed before.
class OverviewPage final : public SetupPageView {
    Q_OBJECT
public:
    /// `run` must outlive this.
    OverviewPage(GuidedSetup& session, SetupRun& run, QWidget* parent = nullptr);

    void refresh() override;

private:
    QWidget* makeFoot();
    QMenu* makeExports();
    void showSteps();
    void showProgress();
    void showResult();
    void save(PlanFormat format, const QString& suggestion);
    void actOnResult();

    SetupRun& m_run;
    QLabel* m_choices;
    FindingsView* m_steps;
    QLabel* m_cautions;
    CallsView* m_calls;
    QPushButton* m_apply;
    QPushButton* m_again;
    QPushButton* m_export;
    StepLine* m_line;
    Banner* m_result;
    Banner* m_saved;
    RecordView* m_record;
};

} // namespace spanglass
