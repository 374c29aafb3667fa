#pragma once

#include "models/common/Awaited.h"
#include "models/replay/TargetChoice.h"
#include "services/core/ForwardControl.h"

#include <QDialog>

class QLabel;
class QPushButton;

namespace spanglass {

class ReceiverControl;
class StepLine;
struct ForwardParts;

/// Asks where the receiver's requests are passed on to, and begins that. Deletes itself when closed.
class ForwardDialog final : public QDialog {
    Q_OBJECT
public:
    /// All must outlive this.
    ForwardDialog(const ForwardParts& parts, QWidget* parent);

Q_SIGNALS:
    void connectionsRequested();

private:
    void refresh();
    QString problem() const;
    void start();

    ForwardControl& m_control;
    const ReceiverControl& m_receiver;
    TargetChoice m_choice;
    Awaited<void> m_starting;
    QLabel* m_problem;
    StepLine* m_line;
    QPushButton* m_start;
};

} // namespace spanglass
