#include "ui/timeline/ComparisonDelegate.h"

#include "models/sql/SqlResultModel.h"
#include "ui/common/Icons.h"
#include "ui/common/Theme.h"

using namespace Qt::StringLiterals;

namespace spanglass {

QIcon comparisonIcon(ComparisonKind kind, const QPalette& palette) {
    const ThemeColors& colors = themeColors(palette);
    switch (kind) {
    case ComparisonKind::Lost:
        return tintedIcon("error"_L1, colors.error);
    case ComparisonKind::Extra:
        return tintedIcon("plus"_L1, colors.warning);
    case ComparisonKind::Value:
        return tintedIcon("warning"_L1, colors.warning);
    case ComparisonKind::Type:
        return tintedIcon("info"_L1, colors.accent);
    case ComparisonKind::Same:
        return tintedIcon("ok"_L1, colors.success);
    }
    return {};
}

ComparisonDelegate::ComparisonDelegate(const SqlResultModel& model, const ComparisonRows& rows, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_model(model)
    , m_rows(rows) { }

void ComparisonDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const {
    QStyledItemDelegate::initStyleOption(option, index);
    if (index.data(SqlResultModel::NullRole).toBool())
        option->text.clear();
    if (m_model.isNumber(index.column()))
        option->font = tabularFont(option->font);
    if (index.column() != ComparisonRows::What)
        return;
    option->features |= QStyleOptionViewItem::HasDecoration;
    option->icon
        = comparisonIcon(m_rows.kinds[m_model.rows().place(static_cast<std::size_t>(index.row()))], option->palette);
    option->decorationSize = QSize(16, 16);
}

} // namespace spanglass
