#pragma once

#include "services/core/ReplayReport.h"

#include <QWidget>

#include <optional>

class QGridLayout;
class QLabel;
class QPushButton;

namespace spanglass {

class ReplayDraft;
class StepLine;

/// What a replay comes to before it is started, and what a look at its target finds.
class ReplayCheckView final : public QWidget {
    Q_OBJECT
public:
    /// `draft` must outlive this.
    explicit ReplayCheckView(ReplayDraft& draft, QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;

private:
    void refresh();
    void showEstimate();
    void showFindings();
    void addFinding(const ReplayFinding& finding, int row);

    ReplayDraft& m_draft;
    QLabel* m_estimate;
    QLabel* m_remarks;
    StepLine* m_estimateLine;
    QPushButton* m_dryRun;
    StepLine* m_dryLine;
    QLabel* m_dryNote;
    QWidget* m_findings;
    QGridLayout* m_grid;
    std::optional<QList<ReplayFinding>> m_shown;
};

} // namespace spanglass
