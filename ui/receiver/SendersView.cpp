#include "ui/receiver/SendersView.h"

#include "ui/receiver/QuietTable.h"

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
    setColumnChars(m_table, {16, 14, 0, 6, 9, 9, 10, 12});
    m_stack->addWidget(quietNote(tr("Nobody has sent anything yet.")));
    m_stack->addWidget(m_table);
}

void SendersView::setSenders(const std::vector<SenderInfo>& senders) {
    m_model.setSenders(senders);
    m_stack->setCurrentIndex(senders.empty() ? 0 : 1);
}

void SendersView::refreshAges() { m_table->viewport()->update(); }

} // namespace spanglass
