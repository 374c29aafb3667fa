#pragma once

#include <QStyledItemDelegate>

namespace spanglass {

/// One replay in the list: the shape of its state, its target, how far it is in words and as a bar.
class ReplayDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace spanglass
