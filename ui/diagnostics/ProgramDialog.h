#pragma once

#include "models/diagnostics/ProgramsModel.h"

#include <QDialog>

class QLabel;
class QPushButton;
class QTableView;

namespace spanglass {

/// Asks for a running program whose environment is read. Deletes itself when closed.
class ProgramDialog final : public QDialog {
    Q_OBJECT
public:
    /// `control` must outlive this.
    ProgramDialog(DiagnosisControl& control, QWidget* parent);
    ~ProgramDialog() override;

Q_SIGNALS:
    void chosen(qint64 process);

private:
    void refresh();
    void choose();

    ProgramsModel m_model;
    QTableView* m_table;
    QLabel* m_note;
    QPushButton* m_use;
};

} // namespace spanglass
