#include "ui/receiver/SendersView.h"

#include "ui/receiver/QuietTable.h"

#include <QHeaderView>
#include <QSortFilterProxyModel>
#include <QStackedLayout>

using namespace Qt::StringLiterals;

namespace spanglass {

SendersView::SendersView(QWidget* parent)
    : QWidget(parent)
    , m_table(quietTable(u"sendersTable"_s, tr("Senders")))
    , m_stack(new QStackedLayout(this)) {
    auto* sorted = new QSortFilterProxyModel(this);
    sorted->setSourceModel(&m_model);
    sorted->setSortRole(SendersModel::RawRole);
    sorted->setSortCaseSensitivity(Qt::CaseInsensitive);
    m_table->setModel(sorted);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(SendersModel::Service, Qt::AscendingOrder);
    setColumnChars(m_table, {12, 12, 40, 4, 7, 8, 8, 8});
    // The longest and least telling text comes last, where it may run out of sight.
    m_table->horizontalHeader()->moveSection(SendersModel::UserAgent, SendersModel::ColumnCount - 1);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_stack->addWidget(quietNote(tr("Nobody has sent anything yet.")));
    m_stack->addWidget(m_table);
}

void SendersView::setSenders(const std::vector<SenderInfo>& senders) {
    m_model.setSenders(senders);
    m_stack->setCurrentIndex(senders.empty() ? 0 : 1);
}

void SendersView::refreshAges() { m_table->viewport()->update(); }

} // namespace spanglass
