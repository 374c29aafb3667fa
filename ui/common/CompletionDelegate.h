#pragma once

#include <QStyledItemDelegate>

namespace spanglass {

/// A completion with what it is at the right, in the muted colour.
class CompletionDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    /// `hintRole`: under which the model tells what it is.
    CompletionDelegate(int hintRole, QObject* parent)
        : QStyledItemDelegate(parent)
        , m_hintRole(hintRole) { }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    const int m_hintRole;
};

} // namespace spanglass
