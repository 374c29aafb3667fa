#include "ui/setup/RecordView.h"

#include "ui/common/Banner.h"
#include "ui/common/Icons.h"
#include "ui/common/Labels.h"
#include "ui/setup/SaveText.h"
#include "ui/setup/SendQuestion.h"
#include "ui/workspace/ChoiceTable.h"
#include "ui/workspace/StepLine.h"

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
constexpr int ColumnWidth = 192; // the tooltip has all of it

} // namespace

RecordView::RecordView(SetupControl& control, QWidget* parent)
    : QWidget(parent)
    , m_control(control)
    , m_record(control)
    , m_table(new QTableView)
    , m_none(wrappedLabel(u"noRecord"_s))
    , m_undo(new QPushButton(themedIcon("undo"_L1), tr("Take back…")))
    , m_save(new QPushButton(themedIcon("save"_L1), tr("Save the record…")))
    , m_line(new StepLine)
    , m_damage(new Banner)
    , m_notice(new Banner) {
    m_table->setObjectName(u"recordTable"_s);
    m_table->setAccessibleName(tr("What was changed"));
    prepareChoiceTable(*m_table, m_record, SetupRecordModel::What);
    m_table->setTextElideMode(Qt::ElideMiddle); // names differ at their end
    QHeaderView& header = *m_table->horizontalHeader();
    for (const int column : {int(SetupRecordModel::Where), int(SetupRecordModel::Answer)}) {
        header.setSectionResizeMode(column, QHeaderView::Interactive);
        header.resizeSection(column, ColumnWidth);
    }
    m_damage->setObjectName(u"recordDamage"_s);
    m_damage->setLasting();
    m_notice->setObjectName(u"recordNotice"_s);
    m_none->setText(tr("Nothing has been changed yet. What Apply sends is noted here, with the answer."));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(makeHead());
    layout->addWidget(m_damage);
    layout->addWidget(m_table);
    layout->addWidget(m_none);
    layout->addWidget(m_line);
    layout->addWidget(m_notice);
    connect(&m_record, &SetupRecordModel::changed, this, &RecordView::refresh);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &RecordView::refresh);
    connect(m_undo, &QPushButton::clicked, this, &RecordView::askUndo);
    connect(m_save, &QPushButton::clicked, this, &RecordView::save);
    connect(m_line, &StepLine::cancelRequested, &m_record, &SetupRecordModel::cancelUndo);
    refresh();
}

RecordView::~RecordView() { m_table->setModel(nullptr); }

QWidget* RecordView::makeHead() {
    m_undo->setObjectName(u"undoRecord"_s);
    m_save->setObjectName(u"saveRecord"_s);
    auto* head = new QWidget;
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(stepHeading(tr("What was changed by setups on this computer")), 1);
    row->addWidget(m_undo);
    row->addWidget(m_save);
    return head;
}

void RecordView::refresh() {
    const int rows = m_record.rowCount();
    m_table->setFixedHeight(m_table->horizontalHeader()->sizeHint().height()
        + std::clamp(rows, 1, ShownRows) * m_table->verticalHeader()->defaultSectionSize() + 2 * m_table->frameWidth());
    m_table->setVisible(rows > 0);
    const auto damage = m_record.fileProblem();
    if (damage)
        m_damage->showMessage(BannerKind::Warning, damage->message, damage->remedy);
    else
        m_damage->hide();
    m_none->setVisible(rows == 0 && !damage);
    m_save->setVisible(rows > 0);
    m_undo->setVisible(rows > 0);
    m_undo->setEnabled(m_record.canUndo(m_table->currentIndex().row()));
    if (m_record.isUndoing())
        m_line->showBusy(tr("Taking it back…"));
    else if (m_record.problem())
        m_line->showError(*m_record.problem());
    else
        m_line->showNothing();
}

void RecordView::askUndo() {
    const int row = m_table->currentIndex().row();
    const SetupRecordEntry* entry = m_record.at(row);
    if (!entry)
        return;
    const SendQuestion question{.name = u"undo"_s,
        .title = tr("Take back"),
        .text = tr("Take back “%1” on %2?").arg(entry->call.purpose, entry->host),
        .button = tr("Take back")};
    askBeforeSending(*this, question, entry->undo, [this, id = entry->id] {
        for (int i = 0; i < m_record.rowCount(); ++i) {
            if (m_record.at(i)->id == id) {
                m_record.undo(i);
                return;
            }
        }
    });
}

void RecordView::save() {
    saveText(this, tr("Save the record"), u"spanglass-setup-record.txt"_s, m_control.exportRecord(),
        [this](const Result<QString>& file) {
            if (file)
                m_notice->showMessage(BannerKind::Success, tr("The record is in %1.").arg(*file));
            else
                m_notice->showError(file.error());
        });
}

} // namespace spanglass
