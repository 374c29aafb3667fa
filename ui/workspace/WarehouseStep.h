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
    /// `offersStart`: with a button that starts the one that is chosen.
    explicit WarehouseStep(WorkspaceChooser& chooser, bool offersStart = true, QWidget* parent = nullptr);

    void refresh();

private:
    void showProgress();

    WorkspaceChooser& m_chooser;
    const bool m_offersStart;
    QTableView* m_table;
    QPushButton* m_start;
    QPushButton* m_reload;
    QLabel* m_remark;
    StepLine* m_line;
    bool m_refreshing = false;
};

} // namespace spanglass
