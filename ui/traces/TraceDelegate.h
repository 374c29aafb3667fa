#pragma once

#include <QStyledItemDelegate>

namespace spanglass {

/// Paints one cell of a TraceListModel: services with their colours, durations with a thin bar, errors with a mark.
class TraceDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    struct Cell {
        QPainter* painter;
        QRect rect; ///< inside the margins
        QString text;
        QColor ink;
        bool selected;
        const QStyleOptionViewItem& option;
    };
    static void paintServices(const Cell& cell, const QStringList& services);
    static void paintDuration(const Cell& cell, const QRect& whole, double share);
    static void paintErrors(const Cell& cell);
    static void paintText(const Cell& cell, Qt::Alignment alignment, bool figures);
};

} // namespace spanglass
