#pragma once

#include "models/workspace/Step.h"
#include "services/core/DiagnosisControl.h"

#include <QDialog>

class QPushButton;

namespace spanglass {

class StepLine;

/// A configuration before and after, side by side; to be written to its file, or copied. Deletes itself when closed.
class ConfigMendingDialog final : public QDialog {
    Q_OBJECT
public:
    /// `control` must outlive this.
    ConfigMendingDialog(DiagnosisControl& control, const QString& title, const ConfigRemedy& remedy, QWidget* parent);

Q_SIGNALS:
    void mended(const QString& keptFile); ///< written; the file as it was is there

private:
    void write();
    void refresh();

    DiagnosisControl& m_control;
    const ConfigRemedy m_remedy;
    Step<QString> m_writing;
    QPushButton* m_write;
    StepLine* m_line;
};

} // namespace spanglass
