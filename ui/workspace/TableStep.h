#pragma once

#include <QWidget>

class QComboBox;
class QLabel;
class QPushButton;

namespace spanglass {

class StepLine;
class WorkspaceChooser;
struct WorkspaceTable;

/// Which table of spans was found, and of what shape it is.
class TableStep final : public QWidget {
    Q_OBJECT
public:
    explicit TableStep(WorkspaceChooser& chooser, QWidget* parent = nullptr);

    void refresh();

private:
    void showProgress();
    void fillTables(const QList<WorkspaceTable>& tables);
    void showTable();

    WorkspaceChooser& m_chooser;
    QComboBox* m_tables;
    QPushButton* m_find;
    QLabel* m_summary;
    QLabel* m_findings;
    StepLine* m_line;
    bool m_refreshing = false;
};

} // namespace spanglass
