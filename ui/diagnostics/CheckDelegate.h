#pragma once

#include <QStyledItemDelegate>

namespace spanglass {

/// One check in the list: the shape of its status, its title, its status in words and what has changed; or the title
/// of a stretch of the way.
class CheckDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace spanglass
