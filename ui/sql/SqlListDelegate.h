#pragma once

#include <QStyledItemDelegate>

namespace spanglass {

/// A query or a past statement in two lines: its text, and below it what `role` tells. One for which `warningRole` is
/// true has the error icon.
class SqlListDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    SqlListDelegate(int role, int warningRole, QObject* parent);

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    int m_role;
    int m_warningRole; ///< -1: none
};

} // namespace spanglass
