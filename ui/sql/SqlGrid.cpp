#include "ui/sql/SqlGrid.h"

#include "models/common/Quantity.h"
#include "ui/common/Icons.h"
#include "ui/common/Theme.h"
#include "ui/sql/SqlCellDelegate.h"
#include "ui/sql/SqlHeader.h"
#include "ui/timeline/TextReader.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QMenu>

#include <algorithm>
#include <numeric>
#include <set>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

constexpr int RowsMeasured = 100;
constexpr int WidestColumn = 48; // digits
constexpr int KeptSelection = 20'000; // cells; Qt saves larger selections one by one while rows change places

struct Picked {
    std::vector<std::uint32_t> rows;
    std::vector<std::size_t> columns;
};

/// The rows and columns that the selection touches. A selection of everything is a few ranges, never a list of cells.
Picked picked(const QItemSelection& selection) {
    std::set<std::size_t> columns;
    std::vector<std::pair<int, int>> ranges;
    for (const QItemSelectionRange& range : selection) {
        ranges.emplace_back(range.top(), range.bottom());
        for (int column = range.left(); column <= range.right(); ++column)
            columns.insert(static_cast<std::size_t>(column));
    }
    std::ranges::sort(ranges);
    Picked all;
    all.columns.assign(columns.begin(), columns.end());
    int next = 0;
    for (const auto& [top, bottom] : ranges) {
        for (int row = std::max(next, top); row <= bottom; ++row)
            all.rows.push_back(static_cast<std::uint32_t>(row));
        next = std::max(next, bottom + 1);
    }
    return all;
}

} // namespace

SqlGrid::SqlGrid(SqlResultModel& model, QWidget* parent)
    : QTableView(parent)
    , m_model(model) {
    setObjectName(u"sqlGrid"_s);
    setAccessibleName(tr("Answer"));
    setHorizontalHeader(new SqlHeader(Qt::Horizontal));
    setVerticalHeader(new SqlHeader(Qt::Vertical));
    setModel(&model);
    setItemDelegate(new SqlCellDelegate(this));
    setSelectionMode(ExtendedSelection);
    setEditTriggers(NoEditTriggers);
    setHorizontalScrollMode(ScrollPerPixel);
    setWordWrap(false);
    setShowGrid(false);
    setTabKeyNavigation(false);
    setCornerButtonEnabled(false);
    setFrameShape(NoFrame);
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setSectionsMovable(true);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setSectionsClickable(true);
    measure();
    connect(horizontalHeader(), &QHeaderView::sectionClicked, this, &SqlGrid::sortBy);
    connect(this, &QAbstractItemView::doubleClicked, this, &SqlGrid::openCell);
    connect(&model, &QAbstractItemModel::modelReset, this, [this] {
        m_sorted = -1;
        horizontalHeader()->setSortIndicatorShown(false);
    });
}

void SqlGrid::measure() {
    verticalHeader()->setMinimumSectionSize(16);
    verticalHeader()->setDefaultSectionSize(std::max(24, fontMetrics().height() + 8));
    horizontalHeader()->setFixedHeight(std::max(28, fontMetrics().height() + 10));
    horizontalHeader()->setMinimumSectionSize(40);
}

void SqlGrid::fitColumns() {
    const QFontMetrics metrics(tabularFont(font()));
    const int digit = metrics.horizontalAdvance(u'0');
    const int rows = std::min(RowsMeasured, m_model.rowCount());
    const int last = m_model.columnCount() - 1;
    horizontalHeader()->setStretchLastSection(last >= 0 && !m_model.isNumber(last)); // long texts use the room there is
    for (int column = 0; column < m_model.columnCount(); ++column) {
        int width = fontMetrics().horizontalAdvance(m_model.headerData(column, Qt::Horizontal).toString()) + 24;
        for (int row = 0; row < rows; ++row)
            width = std::max(width, metrics.horizontalAdvance(m_model.index(row, column).data().toString().left(80)));
        horizontalHeader()->resizeSection(column, std::clamp(width + 20, 6 * digit, WidestColumn * digit));
    }
}

void SqlGrid::sortBy(int column) {
    if (m_sorted != column) {
        m_sorted = column;
        m_order = Qt::AscendingOrder;
    } else if (m_order == Qt::AscendingOrder) {
        m_order = Qt::DescendingOrder;
    } else {
        m_sorted = -1;
    }
    horizontalHeader()->setSortIndicatorShown(m_sorted >= 0);
    if (m_sorted >= 0)
        horizontalHeader()->setSortIndicator(m_sorted, m_order);
    int cells = 0;
    for (const QItemSelectionRange& range : selectionModel()->selection())
        cells += range.height() > KeptSelection ? KeptSelection : range.height() * range.width();
    if (cells >= KeptSelection)
        clearSelection();
    m_model.sort(m_sorted, m_order);
}

void SqlGrid::sortByCursor() {
    if (currentIndex().isValid())
        sortBy(currentIndex().column());
}

void SqlGrid::openCell() {
    const QModelIndex cell = currentIndex();
    if (!cell.isValid())
        return;
    const QString name = m_model.headerData(cell.column(), Qt::Horizontal).toString();
    TextReader::openWindow(tr("%1, row %2").arg(name, formatCount(static_cast<std::uint64_t>(cell.row()) + 1)),
        cell.data(SqlResultModel::FullTextRole).toString(), this);
}

void SqlGrid::copySelected(SqlTextFormat format, bool headers) {
    Picked cells = picked(selectionModel()->selection());
    if (cells.rows.empty())
        return;
    const std::size_t rows = cells.rows.size();
    // One cell is copied as it is.
    if (rows == 1 && cells.columns.size() == 1 && format == SqlTextFormat::Tsv && !headers) {
        QGuiApplication::clipboard()->setText(currentIndex().data(SqlResultModel::FullTextRole).toString());
        Q_EMIT said(tr("Cell copied"));
        return;
    }
    m_copying.ask(sqlCopy(m_model.rows(), std::move(cells.rows), std::move(cells.columns), format, headers),
        [this, rows](const Result<QString>& text) {
            if (!text) {
                Q_EMIT failed(text.error());
                return;
            }
            QGuiApplication::clipboard()->setText(*text);
            Q_EMIT said(counted(rows, tr("%1 row copied"), tr("%1 rows copied")));
        });
}

void SqlGrid::keyPressEvent(QKeyEvent* event) {
    if (event->matches(QKeySequence::Copy)) {
        copySelected(SqlTextFormat::Tsv, false);
    } else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        openCell();
    } else {
        QTableView::keyPressEvent(event);
    }
}

void SqlGrid::contextMenuEvent(QContextMenuEvent* event) {
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setObjectName(u"sqlGridMenu"_s);
    const bool any = selectionModel()->hasSelection();
    const auto add = [&](const QString& text, QLatin1StringView icon, auto run) {
        QAction* action = menu->addAction(text, this, run);
        if (!icon.isEmpty())
            action->setIcon(themedIcon(icon));
        action->setEnabled(any);
    };
    add(tr("Read this cell"), "open"_L1, [this] { openCell(); });
    menu->addSeparator();
    add(tr("Copy"), "copy"_L1, [this] { copySelected(SqlTextFormat::Tsv, false); });
    add(tr("Copy with headings"), {}, [this] { copySelected(SqlTextFormat::Tsv, true); });
    add(tr("Copy as CSV"), {}, [this] { copySelected(SqlTextFormat::Csv, true); });
    add(tr("Copy as JSON"), {}, [this] { copySelected(SqlTextFormat::Json, true); });
    add(tr("Copy as JSON without names"), {}, [this] { copySelected(SqlTextFormat::Json, false); });
    menu->popup(event->globalPos());
}

void SqlGrid::changeEvent(QEvent* event) {
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        measure();
}

} // namespace spanglass
