#pragma once

#include <QStyledItemDelegate>

namespace spanglass {

/// A severity as icon and word.
class SeverityDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override;
};

} // namespace spanglass
