#pragma once

#include "models/diagnostics/WayFollow.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;

namespace spanglass {

class Banner;
class StepLine;
class SubjectChoice;
class WayView;

/// Where one trace got to, and where it stopped.
class WayPage final : public QWidget {
    Q_OBJECT
public:
    /// Both must outlive this.
    WayPage(DiagnosisControl& control, SubjectChoice& choice, QWidget* parent = nullptr);

    void follow(const QString& traceId);
    bool isSettled() const { return !m_follow.isBusy(); }

Q_SIGNALS:
    void settled();

private:
    void start();
    void refresh();
    void showVerdict();

    SubjectChoice& m_choice;
    WayFollow m_follow;
    QLineEdit* m_id;
    QPushButton* m_start;
    QLabel* m_problem;
    QLabel* m_where;
    StepLine* m_line;
    Banner* m_verdict;
    WayView* m_view;
};

} // namespace spanglass
