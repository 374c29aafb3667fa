#pragma once

#include "services/core/WorkspaceControl.h"

#include <QDialog>
#include <QTimer>

class QLabel;
class QPushButton;

namespace spanglass {

class PlaceOpening;
class StepLine;

/// Opens a place of an earlier time again: says what is waited for, asks before a stopped warehouse is started, and
/// closes by itself once the place is open. It is not seen when that takes no time.
class ReopenDialog final : public QDialog {
    Q_OBJECT
public:
    /// `control` must outlive it.
    ReopenDialog(
        WorkspaceControl& control, const WorkspaceRequest& request, const QString& title, QWidget* parent = nullptr);

    void begin(); ///< it shows itself when there is something to see

Q_SIGNALS:
    void otherWayRequested(const QString& connectionId); ///< the person wants to choose anew

private:
    void refresh();

    PlaceOpening* m_opening;
    QLabel* m_words;
    StepLine* m_line;
    QPushButton* m_start;
    QPushButton* m_signIn;
    QPushButton* m_other;
    QPushButton* m_cancel;
    QTimer m_clock;
    QTimer m_patience;
};

} // namespace spanglass
