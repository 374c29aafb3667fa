#include "ui/setup/ScorersView.h"

#include "models/workspace/WorkspaceWords.h"
#include "ui/common/Icons.h"
#include "ui/common/Labels.h"
#include "ui/setup/SendQuestion.h"
#include "ui/workspace/ChoiceTable.h"
#include "ui/workspace/StepLine.h"

#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableView>

#include <algorithm>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr int ShownRows = 6;

} // namespace

ScorersView::ScorersView(SetupControl& control, QWidget* parent)
    : QWidget(parent)
    , m_scorers(control)
    , m_table(new QTableView)
    , m_none(wrappedLabel(u"noScorers"_s))
    , m_rate(new QDoubleSpinBox)
    , m_start(new QPushButton(themedIcon("play"_L1), tr("Start with this rate")))
    , m_stop(new QPushButton(themedIcon("stop"_L1), tr("Stop")))
    , m_delete(new QPushButton(themedIcon("trash"_L1), tr("Delete…")))
    , m_line(new StepLine) {
    m_table->setObjectName(u"scorersTable"_s);
    m_table->setAccessibleName(tr("Scorers of the experiment"));
    prepareChoiceTable(*m_table, m_scorers, ScorersModel::Filter);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(stepHeading(tr("Scorers that the experiment has")));
    layout->addWidget(m_table);
    layout->addWidget(makeTools());
    layout->addWidget(m_none);
    layout->addWidget(m_line);
    connect(&m_scorers, &ScorersModel::changed, this, &ScorersView::refresh);
    connect(&m_scorers, &ScorersModel::previewed, this, &ScorersView::ask);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& at) {
        const MonitoredScorer* chosen = m_scorers.at(at.row());
        m_rate->setValue(chosen && chosen->sampleRate > 0 ? chosen->sampleRate * 100 : 100);
        refresh();
    });
    connect(m_line, &StepLine::cancelRequested, &m_scorers, &ScorersModel::cancel);
    connect(m_line, &StepLine::actionRequested, &m_scorers, &ScorersModel::read);
    refresh();
}

ScorersView::~ScorersView() { m_table->setModel(nullptr); }

QWidget* ScorersView::makeTools() {
    m_rate->setObjectName(u"scorerRate"_s);
    m_rate->setAccessibleName(tr("Share of traces that the chosen scorer judges"));
    m_rate->setRange(0.1, 100);
    m_rate->setDecimals(1);
    m_rate->setValue(100);
    m_rate->setSuffix(tr(" % of traces"));
    m_start->setObjectName(u"startScorer"_s);
    m_stop->setObjectName(u"stopScorer"_s);
    m_delete->setObjectName(u"deleteScorer"_s);
    auto* tools = new QWidget;
    auto* row = new QHBoxLayout(tools);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(m_rate);
    row->addWidget(m_start);
    row->addWidget(m_stop);
    row->addWidget(m_delete);
    row->addStretch(1);
    const auto change = [this](std::optional<double> rate) {
        if (const MonitoredScorer* chosen = m_scorers.at(m_table->currentIndex().row()))
            m_scorers.preview({.name = chosen->name, .sampleRate = rate, .remove = !rate});
    };
    connect(m_start, &QPushButton::clicked, this, [this, change] { change(m_rate->value() / 100); });
    connect(m_stop, &QPushButton::clicked, this, [change] { change(0); });
    connect(m_delete, &QPushButton::clicked, this, [change] { change({}); });
    return tools;
}

void ScorersView::setExperiment(const QString& connectionId, const QString& experimentId) {
    m_experimentId = experimentId;
    m_scorers.setExperiment(connectionId, experimentId);
    refresh();
}

void ScorersView::refresh() {
    const int rows = m_scorers.rowCount();
    m_table->setFixedHeight(m_table->horizontalHeader()->sizeHint().height()
        + std::clamp(rows, 1, ShownRows) * m_table->verticalHeader()->defaultSectionSize() + 2 * m_table->frameWidth());
    m_table->setVisible(rows > 0);
    m_rate->parentWidget()->setVisible(rows > 0);
    const MonitoredScorer* chosen = m_scorers.at(m_table->currentIndex().row());
    const bool free = chosen && !m_scorers.isBusy();
    m_rate->setEnabled(free);
    m_start->setEnabled(free);
    m_start->setText(chosen && chosen->sampleRate > 0 ? tr("Change to this rate") : tr("Start with this rate"));
    m_stop->setEnabled(free && chosen->sampleRate > 0);
    m_delete->setEnabled(free);
    m_none->setVisible(rows == 0 && !m_scorers.isBusy() && !m_scorers.error());
    m_none->setText(m_experimentId.isEmpty() ? tr("The experiment has to be there first.") : tr("It has none yet."));
    if (m_scorers.isBusy())
        m_line->showBusy(waitingWords(tr("Asking for the scorers"), m_scorers.seconds()));
    else if (m_scorers.error())
        m_line->showError(*m_scorers.error(), tr("Read them again"));
    else
        m_line->showNothing();
}

void ScorersView::ask(const ScorerChange& change, const SetupCall& call) {
    SendQuestion question;
    question.name = u"scorer"_s;
    if (change.remove) {
        question.title = tr("Delete a scorer");
        question.text
            = tr("Delete the scorer “%1”? This cannot be taken back. What it has judged stays. Stop it instead "
                 "to keep it for later.")
                  .arg(change.name);
        question.button = tr("Delete");
    } else if (*change.sampleRate > 0) {
        question.title = tr("Let a scorer judge");
        question.text = tr("Let “%1” judge %2 % of the new traces? Each judgement runs a model, which is charged.")
                            .arg(change.name)
                            .arg(*change.sampleRate * 100, 0, 'g', 4);
        question.button = tr("Start");
    } else {
        question.title = tr("Stop a scorer");
        question.text = tr("Stop “%1”? It stays registered and can be started again.").arg(change.name);
        question.button = tr("Stop");
    }
    askBeforeSending(*this, question, call, [this, change] { m_scorers.change(change); });
}

} // namespace spanglass
