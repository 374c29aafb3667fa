#pragma once

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;
class QTableView;
class QTabBar;

namespace spanglass {

class StepLine;
class WorkspaceChooser;

/// Where the traces are: an experiment, or a catalog and schema.
class TracesStep final : public QWidget {
    Q_OBJECT
public:
    explicit TracesStep(WorkspaceChooser& chooser, QWidget* parent = nullptr);

    void refresh();

Q_SIGNALS:
    void openRequested(); ///< an experiment was activated

private:
    QWidget* makeExperiments();
    QWidget* makeSchema();
    void showProgress();

    WorkspaceChooser& m_chooser;
    QTabBar* m_ways;
    QStackedWidget* m_pages;
    QLineEdit* m_search;
    QTableView* m_experiments;
    QComboBox* m_catalog;
    QComboBox* m_schema;
    QLabel* m_note;
    StepLine* m_line;
    bool m_refreshing = false;
};

} // namespace spanglass
