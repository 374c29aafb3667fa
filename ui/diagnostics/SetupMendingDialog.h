#pragma once

#include "models/diagnostics/SetupMending.h"

#include <QDialog>

class QLabel;
class QPushButton;

namespace spanglass {

class Banner;
class CallsView;
class FindingsView;
class StepLine;

/// What guided setup would send to mend a check, word by word, and Apply. Deletes itself when closed.
class SetupMendingDialog final : public QDialog {
    Q_OBJECT
public:
    /// `control` must outlive this.
    SetupMendingDialog(SetupControl& control, const QString& title, const SetupRemedy& remedy, QWidget* parent);

Q_SIGNALS:
    void applied(); ///< it is so now

private:
    QWidget* makeFoot();
    void refresh();

    SetupMending m_mending;
    bool m_told = false;
    QLabel* m_summary;
    Banner* m_problem;
    FindingsView* m_findings;
    QLabel* m_cautions;
    CallsView* m_calls;
    StepLine* m_line;
    QPushButton* m_apply;
    QPushButton* m_close;
};

} // namespace spanglass
