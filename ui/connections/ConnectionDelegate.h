#pragma once

#include <QStyledItemDelegate>

namespace spanglass {

/// One connection in the list: name and address, where it comes from, and whether it works.
class ConnectionDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace spanglass
