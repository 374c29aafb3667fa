#include "ui/timeline/DetailsTree.h"

#include "models/timeline/JsonText.h"
#include "ui/common/Icons.h"
#include "ui/common/Theme.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QStyledItemDelegate>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

constexpr int TypeMargin = 8;

/// Groups as headings, keys muted, links in the link colour, types behind values.
class DetailsDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override {
        QStyledItemDelegate::initStyleOption(option, index);
        const ThemeColors& colors = themeColors(option->palette);
        option->textElideMode = Qt::ElideRight;
        if (index.data(DetailsModel::GroupRole).toBool())
            option->font.setWeight(QFont::DemiBold);
        else if (index.column() == DetailsModel::KeyColumn)
            option->palette.setColor(QPalette::Text, colors.mutedText);
        if (index.column() == DetailsModel::ValueColumn
            && !index.data(DetailsModel::LinkTraceRole).toString().isEmpty())
            option->palette.setColor(QPalette::Text,
                index.data(DetailsModel::LinkPresentRole).toBool() ? option->palette.color(QPalette::Link)
                                                                   : colors.mutedText);
    }

    /// A typed value leaves room for its type at the right.
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const QString type
            = index.column() == DetailsModel::ValueColumn ? index.data(DetailsModel::TypeRole).toString() : QString();
        if (type.isEmpty())
            return QStyledItemDelegate::paint(painter, option, index);
        const ThemeColors& colors = themeColors(option.palette);
        const bool selected = option.state & QStyle::State_Selected;
        if (selected)
            painter->fillRect(option.rect, colors.selection);
        QStyleOptionViewItem value = option;
        value.rect.setRight(option.rect.right() - option.fontMetrics.horizontalAdvance(type) - 2 * TypeMargin);
        QStyledItemDelegate::paint(painter, value, index);
        painter->save();
        painter->setFont(option.font);
        painter->setPen(selected ? colors.selectionText : colors.mutedText);
        painter->drawText(option.rect.adjusted(0, 0, -TypeMargin, 0), Qt::AlignRight | Qt::AlignVCenter, type);
        painter->restore();
    }

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const override {
        return {100, option.fontMetrics.height() + 8};
    }
};

} // namespace

DetailsTree::DetailsTree(const QString& name, QWidget* parent)
    : QTreeView(parent) {
    setAccessibleName(name);
    setModel(&m_model);
    setItemDelegate(new DetailsDelegate(this));
    setFrameShape(QFrame::NoFrame);
    setHeaderHidden(true);
    setUniformRowHeights(true);
    setIndentation(16);
    setSelectionBehavior(SelectRows);
    setEditTriggers(NoEditTriggers);
    setVerticalScrollMode(ScrollPerPixel);
    header()->setStretchLastSection(true);
    header()->setMinimumSectionSize(80);
    header()->resizeSection(DetailsModel::KeyColumn, 190);
    connect(this, &QTreeView::activated, this, &DetailsTree::activate);
    connect(this, &QTreeView::clicked, this, [this](const QModelIndex& index) {
        if (index.column() == DetailsModel::ValueColumn && index.data(DetailsModel::LinkPresentRole).toBool())
            activate(index);
    });
}

void DetailsTree::setContent(DetailsContent content) {
    m_model.setContent(std::move(content));
    expandGroups();
}

void DetailsTree::setFilter(const QString& text) {
    m_model.setFilter(text);
    expandGroups();
}

void DetailsTree::expandGroups() {
    if (!m_model.filter().isEmpty())
        return expandAll();
    // A list without groups (events) opens its entries; values stay closed.
    for (int row = 0; row < m_model.rowCount(); ++row) {
        const QModelIndex top = m_model.index(row, 0);
        expand(top);
        for (int below = 0; below < m_model.rowCount(top); ++below)
            if (const QModelIndex index = m_model.index(below, 0, top); index.data(DetailsModel::OpenRole).toBool())
                expand(index);
    }
    for (int row = 0; row < m_model.rowCount(); ++row)
        setFirstColumnSpanned(row, {}, m_model.index(row, 0).data(DetailsModel::GroupRole).toBool());
}

void DetailsTree::activate(const QModelIndex& index) {
    const QString trace = index.data(DetailsModel::LinkTraceRole).toString();
    if (!trace.isEmpty()) {
        if (!index.data(DetailsModel::LinkPresentRole).toBool())
            return;
        const auto traceId = TraceId::fromHex(trace.toStdString());
        const auto spanId = SpanId::fromHex(index.data(DetailsModel::LinkSpanRole).toString().toStdString());
        if (traceId)
            Q_EMIT linkActivated(*traceId, spanId.value_or(SpanId{}));
        return;
    }
    const QString text = index.data(DetailsModel::RawTextRole).toString();
    if (!text.isEmpty() && !index.data(DetailsModel::GroupRole).toBool())
        Q_EMIT readRequested(index.siblingAtColumn(DetailsModel::KeyColumn).data().toString(), text);
}

void DetailsTree::copy(const QModelIndex& index, int role) {
    QString text = index.data(role).toString();
    if (role == DetailsModel::JsonRole)
        text = u'{' + jsonQuoted(index.siblingAtColumn(DetailsModel::KeyColumn).data().toString()) + u": "_s + text
            + u'}';
    QGuiApplication::clipboard()->setText(text);
}

/// Rows and the indent before them alike.
void DetailsTree::initViewItemOption(QStyleOptionViewItem* option) const {
    QTreeView::initViewItemOption(option);
    const ThemeColors& colors = themeColors(option->palette);
    option->palette.setColor(QPalette::Highlight, colors.selection);
    option->palette.setColor(QPalette::HighlightedText, colors.selectionText);
}

void DetailsTree::keyPressEvent(QKeyEvent* event) {
    if (event->matches(QKeySequence::Copy) && currentIndex().isValid())
        return copy(currentIndex(), DetailsModel::RawTextRole);
    QTreeView::keyPressEvent(event);
}

void DetailsTree::contextMenuEvent(QContextMenuEvent* event) {
    const QModelIndex index = event->reason() == QContextMenuEvent::Keyboard ? currentIndex() : indexAt(event->pos());
    if (!index.isValid())
        return;
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const QPersistentModelIndex row(index);
    const bool group = index.data(DetailsModel::GroupRole).toBool();
    const bool link = index.data(DetailsModel::LinkPresentRole).toBool();
    if (link)
        menu->addAction(themedIcon("link"_L1), tr("Go to the linked span"), this, [this, row] { activate(row); });
    else if (!group)
        menu->addAction(themedIcon("open"_L1), tr("Read all of it"), this, [this, row] { activate(row); });
    if (!group)
        menu->addAction(themedIcon("copy"_L1), tr("Copy value"), this, [row] { copy(row, DetailsModel::RawTextRole); });
    menu->addAction(tr("Copy name"), this, [row] {
        QGuiApplication::clipboard()->setText(row.sibling(row.row(), DetailsModel::KeyColumn).data().toString());
    });
    menu->addAction(tr("Copy as JSON"), this, [row] { copy(row, DetailsModel::JsonRole); });
    menu->popup(event->globalPos());
}

} // namespace spanglass
