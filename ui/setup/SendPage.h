#pragma once

#include "ui/setup/SetupPageView.h"

class QCheckBox;
class QLabel;
class QLineEdit;

namespace spanglass {

class RecipesView;
struct PlannedCollector;

/// What to put into the app, and the collector app for those that have no rights of their own.
class SendPage final : public SetupPageView {
    Q_OBJECT
public:
    explicit SendPage(GuidedSetup& session, QWidget* parent = nullptr);

    void refresh() override;

private:
    QWidget* makeCollector();
    QLineEdit* makeField(const QString& name, QString PlannedCollector::*member);
    void want(bool collector);

    QLabel* m_early;
    RecipesView* m_recipes;
    QCheckBox* m_wanted;
    QWidget* m_collector;
    QLineEdit* m_app;
    QLineEdit* m_folder;
    QLineEdit* m_scope;
    QLineEdit* m_key;
    QLineEdit* m_secret;
    QCheckBox* m_replace;
    std::optional<PlannedCollector> m_unticked; ///< what was typed before it was not wanted any more
};

} // namespace spanglass
