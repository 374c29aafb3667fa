#pragma once

#include "models/setup/GrantsModel.h"
#include "models/setup/PrincipalSearch.h"
#include "ui/setup/SetupPageView.h"

class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;
class QTableView;

namespace spanglass {

class StepLine;

/// Who shall write and read the traces.
class GrantsPage final : public SetupPageView {
    Q_OBJECT
public:
    explicit GrantsPage(GuidedSetup& session, QWidget* parent = nullptr);
    ~GrantsPage() override;

    void refresh() override;

private:
    QWidget* makeTable();
    QWidget* makeSearch();
    void showChoices();
    void addChosen();
    void removeChosen();

    GrantsModel m_grants;
    PrincipalSearch m_search;
    QTableView* m_table;
    QLabel* m_none;
    QLineEdit* m_name;
    QListWidget* m_choices;
    QPushButton* m_add;
    QPushButton* m_remove;
    StepLine* m_line;
};

} // namespace spanglass
