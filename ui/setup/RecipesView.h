#pragma once

#include "models/common/EnvironmentText.h"
#include "models/common/Snippet.h"
#include "services/core/SetupPlan.h"

#include <QWidget>

class QComboBox;
class QLabel;

namespace spanglass {

class TitledText;

/// What to put into an app, by where it runs: lines of the environment, what signs in, what to install, a whole
/// small program.
class RecipesView final : public QWidget {
    Q_OBJECT
public:
    explicit RecipesView(QWidget* parent = nullptr);

    void setPlan(const SetupPlan& plan);

private:
    void rebuild();
    void showChosen();

    SetupPlan m_plan;
    std::vector<Snippet> m_recipes;
    QComboBox* m_choice;
    QComboBox* m_style;
    QLabel* m_notes;
    TitledText* m_environment;
    TitledText* m_signIn;
    TitledText* m_install;
    TitledText* m_code;
};

} // namespace spanglass
