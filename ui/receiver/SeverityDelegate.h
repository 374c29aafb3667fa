#pragma once

#include "ui/common/RowDelegate.h"

namespace spanglass {

/// A severity as icon and word.
class SeverityDelegate final : public RowDelegate {
    Q_OBJECT
public:
    using RowDelegate::RowDelegate;

protected:
    QIcon mark(const QModelIndex& index, const QPalette& palette) const override;
};

} // namespace spanglass
