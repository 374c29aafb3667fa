#include "ui/setup/MonitoringPage.h"

#include "models/setup/GuidedSetup.h"
#include "models/setup/SetupInputs.h"
#include "models/setup/recipes/MonitoringScript.h"
#include "ui/common/WheelGuard.h"
#include "ui/setup/ScorerRow.h"
#include "ui/setup/ScorersView.h"
#include "ui/setup/TitledText.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>

#include <algorithm>

namespace spanglass {

using namespace Qt::StringLiterals;

MonitoringPage::MonitoringPage(GuidedSetup& session, QWidget* parent)
    : SetupPageView(session, SetupPage::Monitoring, parent)
    , m_wanted(new QCheckBox(tr("&Judge new traces automatically")))
    , m_choices(new QWidget)
    , m_warehouse(new QComboBox)
    , m_script(new TitledText(u"monitoringScript"_s, tr("Python program")))
    , m_scorers(new ScorersView(session.control())) {
    m_wanted->setObjectName(u"monitoringWanted"_s);
    m_warehouse->setObjectName(u"monitoringWarehouse"_s);
    body().addWidget(m_wanted);
    body().addWidget(makeChoices());
    addSteps();
    body().addWidget(m_scorers);
    body().addWidget(m_script);
    addRest();
    setFocusProxy(m_wanted);
    WheelGuard::install(*this);
    connect(m_wanted, &QCheckBox::clicked, this, &MonitoringPage::want);
    connect(m_warehouse, &QComboBox::activated, this, [this] {
        this->session().edit(
            [this](SetupPlan& plan) { plan.monitoringWarehouseId = m_warehouse->currentData().toString(); });
    });
    connect(&session, &GuidedSetup::stepEnded, this, [this](SetupStep step) {
        const SetupTrack& track = this->session().track(step);
        if (step == SetupStep::Monitoring && track.applied && !this->session().plan().experimentId.isEmpty())
            m_scorers->reread();
    });
}

QWidget* MonitoringPage::makeChoices() {
    auto* layout = new QVBoxLayout(m_choices);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    auto* form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("SQL &warehouse"), m_warehouse);
    layout->addLayout(form);
    m_rows = {new ScorerRow(u"Safety"_s, u"safety"_s, tr("Safety: is the answer harmless?")),
        new ScorerRow(u"RelevanceToQuery"_s, u"relevance"_s, tr("Relevance: does the answer fit the question?")),
        new ScorerRow(u"Guidelines"_s, u"guidelines"_s, tr("Guidelines of your own"))};
    for (ScorerRow* row : m_rows) {
        layout->addWidget(row);
        connect(row, &ScorerRow::edited, this, &MonitoringPage::takeRows);
    }
    return m_choices;
}

void MonitoringPage::want(bool monitoring) {
    session().edit([&](SetupPlan& plan) {
        if (!monitoring)
            m_unticked = plan.scorers;
        plan.monitoringWarehouseId = monitoring ? plan.warehouseId : QString();
        plan.scorers = monitoring ? m_unticked : QList<PlannedScorer>();
    });
}

void MonitoringPage::takeRows() {
    session().edit([this](SetupPlan& plan) {
        plan.scorers.clear();
        for (const ScorerRow* row : m_rows) {
            if (const auto scorer = row->scorer())
                plan.scorers << *scorer;
        }
    });
}

void MonitoringPage::fillWarehouses() {
    const auto& list = session().chooser().warehouseList().value();
    const QList<WarehouseInfo> wanted = list.value_or(QList<WarehouseInfo>());
    bool same = m_warehouse->count() == wanted.size();
    for (int i = 0; same && i < m_warehouse->count(); ++i)
        same = m_warehouse->itemData(i) == wanted[i].id && m_warehouse->itemText(i) == wanted[i].name;
    if (!same) {
        m_warehouse->clear();
        for (const WarehouseInfo& each : wanted)
            m_warehouse->addItem(each.name, each.id);
    }
    m_warehouse->setCurrentIndex(m_warehouse->findData(session().plan().monitoringWarehouseId));
}

void MonitoringPage::refresh() {
    SetupPageView::refresh();
    const SetupPlan& plan = session().plan();
    const bool wanted = isAsked(plan, SetupStep::Monitoring);
    m_wanted->setChecked(wanted);
    m_choices->setVisible(wanted);
    fillWarehouses();
    for (ScorerRow* row : m_rows) {
        const auto found = std::ranges::find(plan.scorers, row->builtin(), &PlannedScorer::builtin);
        row->setScorer(found == plan.scorers.end() ? std::nullopt : std::optional(*found));
    }
    m_script->showText(tr("The same as a Python program:"), wanted ? monitoringScript(plan) : QString());
    m_scorers->setExperiment(plan.connectionId, plan.experimentId);
}

} // namespace spanglass
