#include "ui/receiver/SeverityDelegate.h"

#include "models/receiver/RefusalsModel.h"
#include "ui/common/Icons.h"
#include "ui/common/Theme.h"

using namespace Qt::StringLiterals;

namespace spanglass {

QIcon SeverityDelegate::mark(const QModelIndex& index, const QPalette& palette) const {
    const ThemeColors& colors = themeColors(palette);
    switch (static_cast<Severity>(index.data(RefusalsModel::SeverityRole).toInt())) {
    case Severity::RequestLost:
        return tintedIcon("error"_L1, colors.error);
    case Severity::ItemLost:
        return tintedIcon("warning"_L1, colors.warning);
    case Severity::Remark:
        break;
    }
    return tintedIcon("info"_L1, colors.mutedText);
}

} // namespace spanglass
