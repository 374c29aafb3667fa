#include "ui/receiver/SeverityDelegate.h"

#include "models/receiver/RefusalsModel.h"
#include "ui/common/Icons.h"
#include "ui/common/Theme.h"

using namespace Qt::StringLiterals;

namespace spanglass {

void SeverityDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const {
    QStyledItemDelegate::initStyleOption(option, index);
    const ThemeColors& colors = themeColors(option->palette);
    option->features |= QStyleOptionViewItem::HasDecoration;
    option->decorationSize = {16, 16};
    switch (static_cast<Severity>(index.data(RefusalsModel::SeverityRole).toInt())) {
    case Severity::RequestLost:
        option->icon = tintedIcon("error"_L1, colors.error);
        break;
    case Severity::ItemLost:
        option->icon = tintedIcon("warning"_L1, colors.warning);
        break;
    case Severity::Remark:
        option->icon = tintedIcon("info"_L1, colors.mutedText);
        break;
    }
}

} // namespace spanglass
