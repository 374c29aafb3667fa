#include "ui/diagnostics/ProgramDialog.h"

#include "ui/common/Icons.h"
#include "ui/common/Labels.h"
#include "ui/common/QuietLine.h"
#include "ui/workspace/ChoiceTable.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QTableView>

namespace spanglass {

using namespace Qt::StringLiterals;

ProgramDialog::ProgramDialog(DiagnosisControl& control, QWidget* parent)
    : QDialog(parent)
    , m_model(control)
    , m_table(new QTableView)
    , m_note(wrappedLabel(u"programsNote"_s))
    , m_use(namedButton(u"useProgram"_s, tr("Look at this"))) {
    setObjectName(u"programDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("A running program"));
    m_table->setObjectName(u"programs"_s);
    m_table->setAccessibleName(tr("Programs that run on this computer"));
    prepareChoiceTable(*m_table, m_model, ProgramsModel::Command);
    auto* again = namedButton(u"listPrograms"_s, tr("List again"));
    again->setIcon(themedIcon("refresh"_L1));
    auto* leave = namedButton(u"leavePrograms"_s, tr("Cancel"));
    auto* foot = new QHBoxLayout;
    foot->setSpacing(8);
    foot->addWidget(again);
    foot->addStretch(1);
    foot->addWidget(m_use);
    foot->addWidget(leave);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(12);
    layout->addWidget(new QuietLine(u"programsIntro"_s,
        tr("Only the environment of the program you choose is read, and only its variables of telemetry are looked "
           "at. Those that set up telemetry stand first.")));
    layout->addWidget(m_table, 1);
    layout->addWidget(m_note);
    layout->addLayout(foot);
    resize(760, 420);
    connect(again, &QPushButton::clicked, &m_model, &ProgramsModel::refresh);
    connect(leave, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_use, &QPushButton::clicked, this, &ProgramDialog::choose);
    connect(m_table, &QTableView::activated, this, &ProgramDialog::choose);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ProgramDialog::refresh);
    connect(&m_model, &ProgramsModel::changed, this, &ProgramDialog::refresh);
    m_model.refresh();
}

ProgramDialog::~ProgramDialog() { m_table->setModel(nullptr); }

void ProgramDialog::refresh() {
    m_note->setText(m_model.isBusy() ? tr("Listing the programs…")
            : m_model.rowCount() > 0
            ? QString()
            : tr("This system tells nothing about other programs. Paste the configuration instead."));
    m_note->setVisible(!m_note->text().isEmpty());
    m_use->setEnabled(m_model.at(m_table->currentIndex().row()) != nullptr);
}

void ProgramDialog::choose() {
    if (const RunningProgram* one = m_model.at(m_table->currentIndex().row())) {
        Q_EMIT chosen(one->process);
        accept();
    }
}

} // namespace spanglass
