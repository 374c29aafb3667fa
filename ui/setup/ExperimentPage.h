#pragma once

#include "ui/setup/SetupPageView.h"

class QLabel;
class QLineEdit;
class QTableView;

namespace spanglass {

class StepLine;

/// What the experiment is called: a new one, or one that is there.
class ExperimentPage final : public SetupPageView {
    Q_OBJECT
public:
    explicit ExperimentPage(GuidedSetup& session, QWidget* parent = nullptr);

    void refresh() override;

private:
    QWidget* makeName();
    QWidget* makeExisting();
    void showExisting();

    QLineEdit* m_name;
    QLabel* m_problem;
    QLineEdit* m_search;
    QTableView* m_existing;
    QLabel* m_note;
    StepLine* m_line;
    bool m_refreshing = false;
};

} // namespace spanglass
