#pragma once

#include <QWidget>

class QLabel;
class QPushButton;
class QTableView;

namespace spanglass {

class StepLine;
class WorkspaceChooser;

/// Which SQL warehouse the questions go to.
class WarehouseStep final : public QWidget {
    Q_OBJECT
public:
    explicit WarehouseStep(WorkspaceChooser& chooser, QWidget* parent = nullptr);

    void refresh();

private:
    void showProgress();

    WorkspaceChooser& m_chooser;
    QTableView* m_table;
    QPushButton* m_start;
    QPushButton* m_reload;
    QLabel* m_remark;
    StepLine* m_line;
    bool m_refreshing = false;
};

} // namespace spanglass
