#include "ui/setup/ExperimentPage.h"

#include "models/setup/GuidedSetup.h"
#include "models/setup/SetupInputs.h"
#include "models/workspace/WorkspaceWords.h"
#include "ui/common/Labels.h"
#include "ui/workspace/ChoiceTable.h"
#include "ui/workspace/StepLine.h"

#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QTableView>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr int ListHeight = 168;

} // namespace

ExperimentPage::ExperimentPage(GuidedSetup& session, QWidget* parent)
    : SetupPageView(session, SetupPage::Experiment, parent)
    , m_name(new QLineEdit)
    , m_problem(wrappedLabel(u"experimentProblem"_s))
    , m_search(new QLineEdit)
    , m_existing(new QTableView)
    , m_note(wrappedLabel(u"experimentNote"_s))
    , m_line(new StepLine) {
    body().addWidget(makeName());
    body().addWidget(makeExisting());
    addSteps();
    addRest();
    setFocusProxy(m_name);
}

QWidget* ExperimentPage::makeName() {
    m_name->setObjectName(u"experimentName"_s);
    m_name->setClearButtonEnabled(true);
    auto* part = new QWidget;
    auto* form = new QFormLayout(part);
    form->setContentsMargins(0, 0, 0, 0);
    form->setVerticalSpacing(4);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("&Name"), m_name);
    form->addRow(nullptr, m_problem);
    connect(m_name, &QLineEdit::textEdited, this,
        [this](const QString& text) { session().edit([&](SetupPlan& plan) { plan.experimentName = text; }); });
    connect(m_name, &QLineEdit::textChanged, this, [this](const QString& text) {
        if (text.isEmpty() && !m_refreshing)
            session().edit([&](SetupPlan& plan) { plan.experimentName.clear(); });
    });
    return part;
}

QWidget* ExperimentPage::makeExisting() {
    WorkspaceChooser& chooser = session().chooser();
    m_search->setObjectName(u"setupExperimentSearch"_s);
    m_search->setPlaceholderText(tr("Search by a part of the name"));
    m_search->setAccessibleName(tr("Search experiments"));
    m_search->setClearButtonEnabled(true);
    m_existing->setObjectName(u"setupExperiments"_s);
    m_existing->setAccessibleName(tr("Experiments that are there"));
    prepareChoiceTable(*m_existing, chooser.experiments(), ExperimentsModel::Name);
    m_existing->setFixedHeight(ListHeight);
    auto* part = new QWidget;
    auto* layout = new QVBoxLayout(part);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    auto* head = new QHBoxLayout;
    head->setSpacing(16);
    head->addWidget(stepHeading(tr("Or take one that is there")));
    head->addWidget(m_search, 1);
    layout->addLayout(head);
    layout->addWidget(m_existing);
    layout->addWidget(m_note);
    layout->addWidget(m_line);
    connect(m_search, &QLineEdit::textChanged, &chooser, &WorkspaceChooser::searchExperiments);
    connect(m_existing->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& at) {
        const Experiment* chosen = session().chooser().experiments().at(at.row());
        if (!chosen || m_refreshing)
            return;
        session().edit([&](SetupPlan& plan) {
            plan.experimentName = chosen->name;
            plan.experimentId = chosen->id;
        });
    });
    connect(m_line, &StepLine::cancelRequested, &chooser, &WorkspaceChooser::cancelExperiments);
    connect(m_line, &StepLine::actionRequested, &chooser, &WorkspaceChooser::listExperiments);
    return part;
}

void ExperimentPage::refresh() {
    SetupPageView::refresh();
    m_refreshing = true;
    const SetupPlan& plan = session().plan();
    if (m_name->text() != plan.experimentName)
        m_name->setText(plan.experimentName);
    m_name->setPlaceholderText(plan.mlflowServer ? tr("my-app") : tr("/Shared/my-app"));
    const QString problem = experimentProblem(plan);
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    const auto& rows = session().chooser().experiments();
    chooseRow(*m_existing, rows.rowOf(plan.experimentId));
    m_refreshing = false;
    showExisting();
}

void ExperimentPage::showExisting() {
    const auto& list = session().chooser().experimentList();
    if (list.isBusy())
        m_line->showBusy(waitingWords(tr("Asking for the experiments"), list.seconds()));
    else if (list.error() && list.error()->code != ErrorCode::Cancelled)
        m_line->showError(*list.error(), tr("Try again"));
    else
        m_line->showNothing();
    const bool none = list.value() && list.value()->isEmpty() && !list.isBusy();
    m_existing->setVisible(!none);
    m_note->setVisible(none);
    m_note->setText(m_search->text().isEmpty()
            ? tr("There is none yet that you may see. The name above will be the first.")
            : tr("No experiment has this in its name."));
}

} // namespace spanglass
