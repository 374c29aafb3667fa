#include "ui/traces/TraceDelegate.h"

#include "models/traces/TraceListModel.h"
#include "ui/common/Icons.h"
#include "ui/common/ServiceColor.h"
#include "ui/common/Theme.h"

#include <QPainter>

#include <algorithm>

namespace spanglass {

namespace {

constexpr int Margin = 8;
constexpr int DotSize = 8;
constexpr int DotStep = 11;
constexpr int MaxDots = 3;
constexpr int BarHeight = 3;
constexpr int IconSize = 14;

} // namespace

void TraceDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const ThemeColors& colors = themeColors(option.palette);
    const bool selected = option.state & QStyle::State_Selected;
    fillRow(painter, option);

    const int column = index.column();
    const bool loaded
        = index.data(TraceListModel::StateRole).value<TraceListModel::RowState>() == TraceListModel::RowState::Loaded;
    const bool quiet = !loaded || column == TraceListModel::Start;
    const QColor ink = selected ? colors.selectionText
        : quiet                 ? colors.mutedText
                                : option.palette.color(QPalette::Text);
    const Cell cell{
        painter, option.rect.adjusted(Margin, 0, -Margin, 0), index.data().toString(), ink, selected, option};

    painter->save();
    if (!loaded || column == TraceListModel::Name || column == TraceListModel::Start)
        paintText(cell, Qt::AlignLeft, false);
    else if (column == TraceListModel::Service)
        paintServices(cell, index.data(TraceListModel::ServicesRole).toStringList());
    else if (column == TraceListModel::Duration)
        paintDuration(cell, option.rect, index.data(TraceListModel::DurationShareRole).toDouble());
    else if (column == TraceListModel::Errors && !cell.text.isEmpty())
        paintErrors(cell);
    else
        paintText(cell, Qt::AlignRight, true);
    painter->restore();
}

QSize TraceDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const QFontMetrics metrics(tabularFont(option.font));
    int width = metrics.horizontalAdvance(index.data().toString()) + 2 * Margin;
    if (index.column() == TraceListModel::Service)
        width += MaxDots * DotStep + 4;
    if (index.column() == TraceListModel::Errors)
        width += IconSize + 4;
    return {width, std::max(28, metrics.height() + 10)};
}

void TraceDelegate::paintServices(const Cell& cell, const QStringList& services) {
    const int dots = std::min(int(services.size()), MaxDots);
    int x = cell.rect.left();
    cell.painter->setRenderHint(QPainter::Antialiasing);
    cell.painter->setPen(Qt::NoPen);
    for (int i = 0; i < dots; ++i, x += DotStep) {
        cell.painter->setBrush(serviceColor(services[i], cell.option.palette));
        cell.painter->drawEllipse(QRect(x, cell.rect.center().y() - DotSize / 2 + 1, DotSize, DotSize));
    }
    Cell text = cell;
    text.rect.setLeft(x + (dots ? 4 : 0));
    paintText(text, Qt::AlignLeft, false);
}

void TraceDelegate::paintDuration(const Cell& cell, const QRect& whole, double share) {
    Cell text = cell;
    text.rect.setBottom(text.rect.bottom() - BarHeight);
    paintText(text, Qt::AlignRight, true);

    const ThemeColors& colors = themeColors(cell.option.palette);
    const int full = cell.rect.width();
    const int width = std::max(2, int(full * share + 0.5));
    const QRect bar(cell.rect.right() - width + 1, whole.bottom() - BarHeight - 2, width, BarHeight);
    cell.painter->fillRect(bar, cell.selected ? cell.ink : colors.accent);
}

void TraceDelegate::paintErrors(const Cell& cell) {
    const QColor red = themeColors(cell.option.palette).error;
    Cell text = cell;
    text.ink = cell.selected ? cell.ink : red;
    paintText(text, Qt::AlignRight, true);
    const int textWidth = QFontMetrics(tabularFont(cell.option.font)).horizontalAdvance(cell.text);
    const QRect icon(
        cell.rect.right() - textWidth - IconSize - 4, cell.rect.center().y() - IconSize / 2 + 1, IconSize, IconSize);
    tintedIcon(QLatin1StringView("error"), text.ink).paint(cell.painter, icon);
}

void TraceDelegate::paintText(const Cell& cell, Qt::Alignment alignment, bool figures) {
    const QFont font = figures ? tabularFont(cell.option.font) : cell.option.font;
    cell.painter->setFont(font);
    cell.painter->setPen(cell.ink);
    const QString shown = QFontMetrics(font).elidedText(cell.text, Qt::ElideRight, cell.rect.width());
    cell.painter->drawText(cell.rect, int(alignment | Qt::AlignVCenter) | Qt::TextSingleLine, shown);
}

} // namespace spanglass
