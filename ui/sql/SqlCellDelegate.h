#pragma once

#include <QStyledItemDelegate>

namespace spanglass {

/// One cell of an answer: figures of equal width for numbers, NULL in the muted colour, rows told apart by a hairline.
class SqlCellDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace spanglass
