#include "ui/receiver/SendersView.h"

#include "ui/receiver/QuietTable.h"
#include "ui/receiver/SenderDelegate.h"

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
    setColumnChars(m_table, {0, 0, 0, 5, 8, 8, 8, 10});
    // Long texts have a line of their own, so that nothing has to be scrolled for.
    m_table->setItemDelegate(new SenderDelegate(m_table));
    m_table->hideColumn(SendersModel::Sdk);
    m_table->hideColumn(SendersModel::UserAgent);
    m_table->verticalHeader()->setDefaultSectionSize(SenderDelegate::rowHeight(m_table->fontMetrics()));
    m_stack->addWidget(quietNote(tr("Nobody has sent anything yet.")));
    m_stack->addWidget(m_table);
}

void SendersView::setSenders(const std::vector<SenderInfo>& senders) {
    m_model.setSenders(senders);
    m_stack->setCurrentIndex(senders.empty() ? 0 : 1);
}

void SendersView::refreshAges() { m_table->viewport()->update(); }

} // namespace spanglass
