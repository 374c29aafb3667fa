#pragma once

#include "models/workspace/Step.h"
#include "services/core/DiagnosisControl.h"

#include <QDialog>

class QListWidget;
class QPushButton;

namespace spanglass {

class Banner;
class StepLine;
class TextBlock;

/// The files of a report exactly as they are written, and Save. Deletes itself when closed.
class ReportDialog final : public QDialog {
    Q_OBJECT
public:
    /// `control` must outlive this.
    ReportDialog(DiagnosisControl& control, const DiagnosisReport& report, QWidget* parent);

private:
    void showFile(int row);
    void save();
    void write(const QString& file);
    void refresh();

    DiagnosisControl& m_control;
    const DiagnosisReport m_report;
    const QList<DiagnosisFile> m_files;
    QString m_file;
    Step<bool> m_writing; ///< true once written
    QListWidget* m_list;
    TextBlock* m_text;
    QPushButton* m_save;
    StepLine* m_line;
    Banner* m_done;
};

} // namespace spanglass
