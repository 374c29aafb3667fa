#pragma once

#include <QStyledItemDelegate>

namespace spanglass {

/// A cell of a quiet table: calm selection, room at the sides, figures of equal width at the right.
class RowDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    static constexpr int Margin = 8;

    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

protected:
    /// A mark before the text; none here.
    virtual QIcon mark(const QModelIndex& index, const QPalette& palette) const;
};

} // namespace spanglass
