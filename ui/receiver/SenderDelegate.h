#pragma once

#include "ui/common/RowDelegate.h"

namespace spanglass {

/// A sender in two lines: its figures, and below them, as wide as the row, the SDK and the User-Agent.
class SenderDelegate final : public RowDelegate {
    Q_OBJECT
public:
    using RowDelegate::RowDelegate;

    static int rowHeight(const QFontMetrics& metrics) { return 2 * metrics.height() + 10; }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace spanglass
