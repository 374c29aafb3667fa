#include "ui/setup/ScorersView.h"

#include "models/workspace/WorkspaceWords.h"
#include "ui/common/Icons.h"
#include "ui/common/Labels.h"
#include "ui/workspace/ChoiceTable.h"
#include "ui/workspace/StepLine.h"

#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMessageBox>
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
            m_scorers.change({.name = chosen->name, .sampleRate = rate});
    };
    connect(m_start, &QPushButton::clicked, this, [this, change] { change(m_rate->value() / 100); });
    connect(m_stop, &QPushButton::clicked, this, [change] { change(0); });
    connect(m_delete, &QPushButton::clicked, this, &ScorersView::askDelete);
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
    const auto& list = m_scorers.list();
    const MonitoredScorer* chosen = m_scorers.at(m_table->currentIndex().row());
    const bool free = chosen && !list.isBusy();
    m_rate->setEnabled(free);
    m_start->setEnabled(free);
    m_start->setText(chosen && chosen->sampleRate > 0 ? tr("Change to this rate") : tr("Start with this rate"));
    m_stop->setEnabled(free && chosen->sampleRate > 0);
    m_delete->setEnabled(free);
    m_none->setVisible(rows == 0 && !list.isBusy() && !list.error());
    m_none->setText(m_experimentId.isEmpty() ? tr("The experiment has to be there first.") : tr("It has none yet."));
    if (list.isBusy())
        m_line->showBusy(waitingWords(tr("Asking for the scorers"), list.seconds()));
    else if (list.error())
        m_line->showError(*list.error(), tr("Read them again"));
    else
        m_line->showNothing();
}

void ScorersView::askDelete() {
    const MonitoredScorer* chosen = m_scorers.at(m_table->currentIndex().row());
    if (!chosen)
        return;
    auto* box = new QMessageBox(QMessageBox::Question, tr("Delete a scorer"), {}, QMessageBox::Cancel, window());
    box->setObjectName(u"deleteScorerQuestion"_s);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setText(tr("Delete the scorer “%1”? This cannot be taken back.").arg(chosen->name));
    box->setInformativeText(tr("What it has judged stays. Stop it instead to keep it for later."));
    auto* yes = box->addButton(tr("Delete"), QMessageBox::DestructiveRole);
    yes->setObjectName(u"deleteScorerYes"_s);
    connect(yes, &QPushButton::clicked, this,
        [this, name = chosen->name] { m_scorers.change({.name = name, .remove = true}); });
    box->open();
}

} // namespace spanglass
