#include "ui/workspace/TracesStep.h"

#include "models/workspace/WorkspaceChooser.h"
#include "models/workspace/WorkspaceWords.h"
#include "ui/workspace/ChoiceTable.h"
#include "ui/workspace/NameBox.h"
#include "ui/workspace/StepLine.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QStackedWidget>
#include <QTabBar>
#include <QTableView>
#include <QVBoxLayout>

namespace spanglass {

using namespace Qt::StringLiterals;

TracesStep::TracesStep(WorkspaceChooser& chooser, QWidget* parent)
    : QWidget(parent)
    , m_chooser(chooser)
    , m_ways(new QTabBar)
    , m_pages(new QStackedWidget)
    , m_note(new QLabel)
    , m_line(new StepLine) {
    m_ways->setObjectName(u"tracesWays"_s);
    m_ways->setDocumentMode(true);
    m_ways->setExpanding(false);
    m_ways->setDrawBase(false);
    m_ways->addTab(tr("By experiment"));
    m_ways->addTab(tr("By catalog and schema"));
    m_pages->addWidget(makeExperiments());
    m_pages->addWidget(makeSchema());
    m_note->setObjectName(u"tracesNote"_s);
    m_note->setTextFormat(Qt::PlainText);
    m_note->setWordWrap(true);
    auto* head = new QHBoxLayout;
    head->setSpacing(16);
    head->addWidget(stepHeading(tr("Traces")));
    head->addWidget(m_ways);
    head->addStretch(1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addLayout(head);
    layout->addWidget(m_pages, 1);
    layout->addWidget(m_note);
    layout->addWidget(m_line);

    setFocusProxy(m_experiments);
    connect(m_ways, &QTabBar::currentChanged, this, [this](int tab) {
        if (!m_refreshing)
            m_chooser.setWay(tab == 0 ? TracesWay::Experiment : TracesWay::Schema);
    });
    connect(m_line, &StepLine::cancelRequested, &m_chooser, &WorkspaceChooser::cancelExperiments);
    connect(m_line, &StepLine::actionRequested, this, [this] {
        if (m_chooser.way() == TracesWay::Experiment || m_chooser.isMlflow())
            m_chooser.listExperiments();
        else
            m_chooser.listCatalogs();
    });
}

QWidget* TracesStep::makeExperiments() {
    m_search = new QLineEdit;
    m_search->setObjectName(u"experimentSearch"_s);
    m_search->setPlaceholderText(tr("Search by a part of the name"));
    m_search->setAccessibleName(tr("Search experiments"));
    m_search->setClearButtonEnabled(true);
    m_experiments = new QTableView;
    m_experiments->setObjectName(u"experimentTable"_s);
    m_experiments->setAccessibleName(tr("Experiments"));
    prepareChoiceTable(*m_experiments, m_chooser.experiments(), ExperimentsModel::Name);
    auto* page = new QWidget;
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_search);
    layout->addWidget(m_experiments, 1);
    connect(m_search, &QLineEdit::textEdited, &m_chooser, &WorkspaceChooser::searchExperiments);
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString& text) {
        if (text.isEmpty() && !m_refreshing)
            m_chooser.searchExperiments(text);
    });
    connect(
        m_experiments->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& row) {
            if (const Experiment* chosen = m_chooser.experiments().at(row.row()); chosen && !m_refreshing)
                m_chooser.chooseExperiment(chosen->id);
        });
    connect(m_experiments, &QTableView::activated, this, &TracesStep::openRequested);
    return page;
}

QWidget* TracesStep::makeSchema() {
    m_catalog = makeNameBox(u"catalogBox"_s);
    m_schema = makeNameBox(u"schemaBox"_s);
    auto* page = new QWidget;
    auto* form = new QFormLayout(page);
    form->setContentsMargins(0, 0, 0, 0);
    form->setVerticalSpacing(8);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("&Catalog"), m_catalog);
    form->addRow(tr("Sche&ma"), m_schema);
    const auto tell = [this](QComboBox* box, void (WorkspaceChooser::*choose)(const QString&)) {
        connect(box, &QComboBox::textActivated, &m_chooser, choose);
        connect(box->lineEdit(), &QLineEdit::editingFinished, &m_chooser,
            [this, box, choose] { (m_chooser.*choose)(box->currentText().trimmed()); });
    };
    tell(m_catalog, &WorkspaceChooser::chooseCatalog);
    tell(m_schema, &WorkspaceChooser::chooseSchema);
    return page;
}

void TracesStep::refresh() {
    m_refreshing = true;
    const bool mlflow = m_chooser.isMlflow();
    const bool byExperiment = mlflow || m_chooser.way() == TracesWay::Experiment;
    m_ways->setVisible(!mlflow);
    m_ways->setCurrentIndex(byExperiment ? 0 : 1);
    m_pages->setCurrentIndex(byExperiment ? 0 : 1);
    const Experiment* chosen = m_chooser.experiment();
    chooseRow(*m_experiments, chosen ? m_chooser.experiments().rowOf(chosen->id) : -1);
    if (m_chooser.experimentList().isIdle())
        m_search->clear();
    fillNameBox(*m_catalog, m_chooser.catalogs().value(), m_chooser.catalog());
    fillNameBox(*m_schema, m_chooser.schemas().value(), m_chooser.schema());
    m_schema->setEnabled(!m_chooser.catalog().isEmpty());
    m_refreshing = false;
    showProgress();
}

void TracesStep::showProgress() {
    const bool byExperiment = m_chooser.isMlflow() || m_chooser.way() == TracesWay::Experiment;
    const auto show = [this](const auto& step, const QString& what) {
        if (step.isBusy())
            m_line->showBusy(waitingWords(what, step.seconds()));
        else if (step.error() && step.error()->code != ErrorCode::Cancelled)
            m_line->showError(*step.error(), tr("Try again"));
        else
            return false;
        return true;
    };
    const auto& experiments = m_chooser.experimentList();
    const bool shown = byExperiment ? show(experiments, tr("Asking for the experiments"))
                                    : show(m_chooser.schemas(), tr("Asking for the schemas"))
            || show(m_chooser.catalogs(), tr("Asking for the catalogs"));
    if (!shown)
        m_line->showNothing();
    const bool none = byExperiment && experiments.value() && experiments.value()->isEmpty();
    m_note->setText(
        m_search->text().isEmpty() ? tr("No experiment can be seen here.") : tr("No experiment has this in its name."));
    m_note->setVisible(none && !shown);
}

} // namespace spanglass
