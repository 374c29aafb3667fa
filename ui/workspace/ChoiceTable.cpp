#include "ui/workspace/ChoiceTable.h"

#include "ui/common/RowDelegate.h"

#include <QHeaderView>
#include <QLabel>
#include <QTableView>

namespace spanglass {

void prepareChoiceTable(QTableView& table, QAbstractItemModel& model, int wide) {
    table.setModel(&model);
    table.setItemDelegate(new RowDelegate(&table));
    table.setSelectionBehavior(QAbstractItemView::SelectRows);
    table.setSelectionMode(QAbstractItemView::SingleSelection);
    table.setEditTriggers(QAbstractItemView::NoEditTriggers);
    table.setTabKeyNavigation(false);
    table.setShowGrid(false);
    table.setWordWrap(false);
    table.verticalHeader()->hide();
    table.verticalHeader()->setDefaultSectionSize(table.fontMetrics().height() + 10);
    QHeaderView& header = *table.horizontalHeader();
    header.setHighlightSections(false);
    header.setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header.setSectionResizeMode(QHeaderView::ResizeToContents);
    header.setSectionResizeMode(wide, QHeaderView::Stretch);
}

void chooseRow(QTableView& table, int row) {
    if (table.currentIndex().row() == row && table.selectionModel()->isRowSelected(row))
        return;
    if (row < 0) {
        table.clearSelection();
        table.setCurrentIndex({});
    } else {
        table.selectRow(row);
        table.scrollTo(table.model()->index(row, 0));
    }
}

QLabel* stepHeading(const QString& text) {
    auto* label = new QLabel(text);
    QFont bold = label->font();
    bold.setWeight(QFont::DemiBold);
    label->setFont(bold);
    label->setTextFormat(Qt::PlainText);
    return label;
}

} // namespace spanglass
