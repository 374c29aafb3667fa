#include "ui/setup/RecipesView.h"

#include "models/setup/recipes/ClientRecipes.h"
#include "ui/common/Labels.h"
#include "ui/setup/TitledText.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>

namespace spanglass {

using namespace Qt::StringLiterals;

RecipesView::RecipesView(QWidget* parent)
    : QWidget(parent)
    , m_choice(new QComboBox)
    , m_style(new QComboBox)
    , m_notes(wrappedLabel(u"recipeNotes"_s, true))
    , m_environment(new TitledText(u"recipeEnvironment"_s, tr("Environment lines")))
    , m_signIn(new TitledText(u"recipeSignIn"_s, tr("Sign-in lines")))
    , m_install(new TitledText(u"recipeInstall"_s, tr("What to install")))
    , m_code(new TitledText(u"recipeCode"_s, tr("Example program"))) {
    m_choice->setObjectName(u"recipeChoice"_s);
    m_choice->setMaxVisibleItems(24);
    m_style->setObjectName(u"recipeStyle"_s);
    m_style->setAccessibleName(tr("How environment lines are written"));
    m_style->addItems({tr("sh"), tr("PowerShell"), tr(".env file")});
#ifdef Q_OS_WIN
    m_style->setCurrentIndex(int(EnvStyle::PowerShell));
#endif
    auto* label = new QLabel(tr("&Your app:"));
    label->setBuddy(m_choice);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(label);
    row->addWidget(m_choice);
    row->addWidget(m_style);
    row->addStretch(1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addLayout(row);
    layout->addWidget(m_notes);
    layout->addWidget(m_environment);
    layout->addWidget(m_signIn);
    layout->addWidget(m_install);
    layout->addWidget(m_code);
    connect(m_choice, &QComboBox::activated, this, &RecipesView::showChosen);
    connect(m_style, &QComboBox::activated, this, &RecipesView::rebuild);
}

void RecipesView::setPlan(const SetupPlan& plan) {
    if (plan == m_plan && !m_recipes.empty())
        return;
    m_plan = plan;
    rebuild();
}

void RecipesView::rebuild() {
    const QString chosen = m_choice->currentData().toString();
    m_recipes = clientRecipes(m_plan, static_cast<EnvStyle>(m_style->currentIndex()));
    m_choice->clear();
    for (const Snippet& each : m_recipes)
        m_choice->addItem(each.title, each.id);
    m_choice->setCurrentIndex(std::max(0, m_choice->findData(chosen)));
    showChosen();
}

void RecipesView::showChosen() {
    const auto at = static_cast<std::size_t>(std::max(0, m_choice->currentIndex()));
    if (at >= m_recipes.size())
        return;
    const Snippet& recipe = m_recipes[at];
    m_notes->setText(recipe.notes.join(u'\n'));
    m_notes->setVisible(!recipe.notes.isEmpty());
    m_environment->showText(tr("Already instrumented? Set this and start the app:"), recipe.environment);
    m_signIn->showText(tr("What it signs in with:"), recipe.signIn);
    m_install->showText(
        recipe.installFile.isEmpty() ? tr("Starting from nothing? Install:") : recipe.installFile, recipe.install);
    m_code->showText(recipe.codeFile, recipe.code);
}

} // namespace spanglass
