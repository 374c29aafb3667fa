#pragma once

#include <QStyledItemDelegate>

namespace spanglass {

/// A completion with what it is at the right, in the muted colour.
class SqlCompletionDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace spanglass
