#include "ui/workspace/WarehouseStep.h"

#include "models/workspace/WorkspaceChooser.h"
#include "models/workspace/WorkspaceWords.h"
#include "ui/common/Icons.h"
#include "ui/workspace/ChoiceTable.h"
#include "ui/workspace/StepLine.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QTableView>

namespace spanglass {

using namespace Qt::StringLiterals;

WarehouseStep::WarehouseStep(WorkspaceChooser& chooser, bool offersStart, QWidget* parent)
    : QWidget(parent)
    , m_chooser(chooser)
    , m_offersStart(offersStart)
    , m_table(new QTableView)
    , m_start(new QPushButton(themedIcon("play"_L1), tr("Start")))
    , m_reload(new QPushButton(themedIcon("refresh"_L1), tr("Refresh")))
    , m_remark(new QLabel)
    , m_line(new StepLine) {
    m_table->setObjectName(u"warehouseTable"_s);
    m_table->setAccessibleName(tr("SQL warehouses"));
    prepareChoiceTable(*m_table, m_chooser.warehouses(), WarehousesModel::Name);
    m_start->setObjectName(u"startWarehouse"_s);
    m_reload->setObjectName(u"refreshWarehouses"_s);
    m_remark->setObjectName(u"warehouseRemark"_s);
    m_remark->setTextFormat(Qt::PlainText);
    m_remark->setWordWrap(true);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(stepHeading(tr("SQL warehouse")), 1);
    for (QPushButton* one : {m_start, m_reload}) {
        one->setAutoDefault(false);
        row->addWidget(one);
    }
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addLayout(row);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_remark);
    layout->addWidget(m_line);

    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& row_) {
        if (const WarehouseInfo* chosen = m_chooser.warehouses().at(row_.row()); chosen && !m_refreshing)
            m_chooser.chooseWarehouse(chosen->id);
    });
    connect(m_start, &QPushButton::clicked, &m_chooser, &WorkspaceChooser::startWarehouse);
    connect(m_reload, &QPushButton::clicked, &m_chooser, &WorkspaceChooser::listWarehouses);
    connect(m_line, &StepLine::cancelRequested, this, [this] {
        m_chooser.cancelWarehouses();
        m_chooser.cancelStart();
    });
    connect(m_line, &StepLine::actionRequested, this, [this] {
        if (m_chooser.starting().error())
            m_chooser.startWarehouse();
        else
            m_chooser.listWarehouses();
    });
}

void WarehouseStep::refresh() {
    m_refreshing = true;
    const WarehouseInfo* chosen = m_chooser.warehouse();
    const int row = chosen ? m_chooser.warehouses().rowOf(chosen->id) : -1;
    chooseRow(*m_table, row);
    m_refreshing = false;
    const bool stopped
        = chosen && (chosen->state == WarehouseState::Stopped || chosen->state == WarehouseState::Stopping);
    m_start->setVisible(m_offersStart && stopped && !m_chooser.starting().isBusy());
    m_reload->setEnabled(!m_chooser.warehouseList().isBusy());
    const auto& list = m_chooser.warehouseList().value();
    const QString remark = list && list->isEmpty()
        ? tr("There is no SQL warehouse that you may use. Ask an administrator for CAN USE on one.")
        : chosen ? warehouseRemark(*chosen)
                 : QString();
    m_remark->setText(remark);
    m_remark->setVisible(!remark.isEmpty());
    showProgress();
}

void WarehouseStep::showProgress() {
    const auto& list = m_chooser.warehouseList();
    const auto& starting = m_chooser.starting();
    if (starting.isBusy())
        m_line->showBusy(starting.progress().isEmpty() ? waitingWords(tr("Starting the warehouse"), starting.seconds())
                                                       : starting.progress());
    else if (list.isBusy())
        m_line->showBusy(waitingWords(tr("Asking for the SQL warehouses"), list.seconds()));
    else if (starting.error() && starting.error()->code != ErrorCode::Cancelled)
        m_line->showError(*starting.error(), tr("Try again"));
    else if (list.error())
        m_line->showError(*list.error(), tr("Try again"));
    else
        m_line->showNothing();
}

} // namespace spanglass
