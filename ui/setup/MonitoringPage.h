#pragma once

#include "ui/setup/SetupPageView.h"

class QCheckBox;
class QComboBox;

namespace spanglass {

class ScorerRow;
class ScorersView;
class TitledText;

/// Which scorers judge the traces by themselves.
class MonitoringPage final : public SetupPageView {
    Q_OBJECT
public:
    explicit MonitoringPage(GuidedSetup& session, QWidget* parent = nullptr);

    void refresh() override;

private:
    QWidget* makeChoices();
    void want(bool monitoring);
    void takeRows();
    void fillWarehouses();

    QCheckBox* m_wanted;
    QWidget* m_choices;
    QComboBox* m_warehouse;
    QList<ScorerRow*> m_rows;
    QList<PlannedScorer> m_unticked{{.name = QStringLiteral("safety"), .builtin = QStringLiteral("Safety")}};
    TitledText* m_script;
    ScorersView* m_scorers;
};

} // namespace spanglass
