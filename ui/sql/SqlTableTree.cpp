#include "ui/sql/SqlTableTree.h"

#include "models/sql/SqlCatalog.h"
#include "models/sql/SqlWords.h"
#include "ui/common/Icons.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QStyledItemDelegate>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

constexpr int SchemasOpened = 3;
constexpr int NameRole = Qt::UserRole; // what is written into the editor
class RowHeight final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const QSize size = QStyledItemDelegate::sizeHint(option, index);
        return {size.width() + 8, std::max(24, option.fontMetrics.height() + 6)};
    }
};

constexpr int TableRole = Qt::UserRole + 1; // full name, of tables only

} // namespace

SqlTableTree::SqlTableTree(QWidget* parent)
    : QTreeWidget(parent) {
    setObjectName(u"sqlTables"_s);
    setAccessibleName(tr("Tables"));
    setColumnCount(2);
    setHeaderLabels({tr("Name"), tr("Type")});
    header()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    header()->setStretchLastSection(true);
    setItemDelegate(new RowHeight(this));
    setFrameShape(NoFrame);
    setUniformRowHeights(true);
    setIndentation(16);
    setEditTriggers(NoEditTriggers);
    setExpandsOnDoubleClick(false);
    connect(this, &QTreeWidget::itemExpanded, this, [this](QTreeWidgetItem* item) { fillColumns(*item); });
    connect(this, &QTreeWidget::itemDoubleClicked, this, &SqlTableTree::choose);
}

void SqlTableTree::setCatalog(SqlCatalog* catalog) {
    if (m_catalog)
        m_catalog->disconnect(this);
    m_catalog = catalog;
    m_tables.clear();
    clear();
    if (!m_catalog)
        return;
    connect(m_catalog, &SqlCatalog::changed, this, &SqlTableTree::fill);
    if (isVisible())
        fill();
}

void SqlTableTree::showEvent(QShowEvent* event) {
    QTreeWidget::showEvent(event);
    fill();
}

void SqlTableTree::fill() {
    if (!m_catalog || !isVisible())
        return;
    const QStringList tables = m_catalog->tables();
    if (tables == m_tables) {
        for (int i = 0; i < topLevelItemCount(); ++i) {
            for (int j = 0; j < topLevelItem(i)->childCount(); ++j) {
                if (topLevelItem(i)->child(j)->isExpanded())
                    fillColumns(*topLevelItem(i)->child(j));
            }
        }
        return;
    }
    m_tables = tables;
    clear();
    QTreeWidgetItem* schema = nullptr;
    for (const QString& table : tables) {
        QStringList parts = sqlNameParts(table);
        const QString name = parts.takeLast();
        const QString place = parts.join(u'.');
        if (!schema || schema->text(0) != place) {
            schema = new QTreeWidgetItem(this, {place});
            QStringList quoted;
            for (const QString& part : parts)
                quoted << sqlQuoted(part);
            schema->setData(0, NameRole, quoted.join(u'.'));
            schema->setFirstColumnSpanned(true);
        }
        auto* item = new QTreeWidgetItem(schema, {name});
        item->setIcon(0, themedIcon("list"_L1));
        item->setData(0, NameRole, table);
        item->setData(0, TableRole, table);
        item->setToolTip(0, sqlToolTip(table));
        item->setChildIndicatorPolicy(QTreeWidgetItem::ShowIndicator);
    }
    for (int i = 0; topLevelItemCount() <= SchemasOpened && i < topLevelItemCount(); ++i)
        topLevelItem(i)->setExpanded(true);
}

void SqlTableTree::fillColumns(QTreeWidgetItem& table) {
    const QString name = table.data(0, TableRole).toString();
    if (name.isEmpty() || table.childCount() > 0)
        return;
    const auto* columns = m_catalog->columns(name);
    for (std::size_t i = 0; columns && i < columns->size(); ++i) {
        const SqlColumn& column = (*columns)[i];
        auto* item = new QTreeWidgetItem(&table, {column.name, column.type});
        item->setData(0, NameRole, sqlQuoted(column.name));
        item->setToolTip(0, sqlToolTip(column.name));
        item->setToolTip(1, sqlToolTip(column.type));
    }
}

void SqlTableTree::choose() {
    if (currentItem())
        Q_EMIT chosen(currentItem()->data(0, NameRole).toString());
}

void SqlTableTree::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        choose();
    else
        QTreeWidget::keyPressEvent(event);
}

} // namespace spanglass
