#include "models/sql/SqlResultModel.h"

#include "models/sql/SqlWords.h"

#include <QtConcurrentRun>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

using OrderPtr = std::shared_ptr<const SqlOrder>;

constexpr qsizetype MostBytesCopied = 256 << 20; // what clipboards take without trouble

OrderPtr sortedOrder(const SqlTable& table, int column, Qt::SortOrder order) {
    return std::make_shared<const SqlOrder>(sqlSorted(table, static_cast<std::size_t>(column), order));
}

} // namespace

void SqlResultModel::setTable(SqlTable table) {
    m_sorting.drop();
    beginResetModel();
    m_rows = {std::move(table), nullptr};
    endResetModel();
    Q_EMIT sortingChanged();
}

void SqlResultModel::sort(int column, Qt::SortOrder order) {
    m_sorting.drop();
    if (column < 0 || column >= columnCount()) {
        setOrder(nullptr);
        Q_EMIT sortingChanged();
        return;
    }
    m_sorting.ask(QtConcurrent::run([table = m_rows.table, column, order]() -> Result<OrderPtr> {
        return sortedOrder(table, column, order);
    }),
        [this](const Result<OrderPtr>& sorted) {
            if (sorted)
                setOrder(*sorted);
            Q_EMIT sortingChanged();
        });
    Q_EMIT sortingChanged();
}

void SqlResultModel::setOrder(OrderPtr order) {
    if (order == m_rows.order)
        return;
    Q_EMIT layoutAboutToBeChanged({}, VerticalSortHint);
    const QModelIndexList before = persistentIndexList();
    // Where a row of the answer is shown now; only worked out when somebody holds on to one.
    SqlOrder places;
    if (!before.isEmpty() && order) {
        places.resize(order->size());
        for (std::uint32_t row = 0; row < order->size(); ++row)
            places[(*order)[row]] = row;
    }
    QModelIndexList after;
    for (const QModelIndex& index : before) {
        const std::size_t row = m_rows.place(static_cast<std::size_t>(index.row()));
        after << createIndex(static_cast<int>(places.empty() ? row : places[row]), index.column());
    }
    m_rows.order = std::move(order);
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged({}, VerticalSortHint);
}

int SqlResultModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.count());
}

int SqlResultModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.table.columns.size());
}

QVariant SqlResultModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    const std::size_t row = m_rows.place(static_cast<std::size_t>(index.row()));
    const auto column = static_cast<std::size_t>(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return shown(row, column);
    case FullTextRole:
        return m_rows.table.text(row, column);
    case NullRole:
        return !m_rows.table.cell(row, column);
    case Qt::ToolTipRole: {
        const auto cell = m_rows.table.cell(row, column);
        // Short ones can be read where they are.
        return cell && cell->size() > 40 ? QVariant(sqlToolTip(m_rows.table.text(row, column))) : QVariant();
    }
    case Qt::TextAlignmentRole:
        return int((isNumber(index.column()) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    default:
        return {};
    }
}

QVariant SqlResultModel::shown(std::size_t row, std::size_t column) const {
    const auto cell = m_rows.table.cell(row, column);
    if (!cell)
        return u"NULL"_s;
    // A character takes 4 bytes at most, so a long cell needs not be decoded whole.
    const auto bytes = std::min(cell->size(), static_cast<std::size_t>(4 * MaxShown + 4));
    QString text = QString::fromUtf8(cell->data(), static_cast<qsizetype>(bytes));
    if (text.size() > MaxShown)
        text = text.left(MaxShown) + u'…';
    for (QChar& c : text) {
        if (c == u'\n' || c == u'\r' || c == u'\t')
            c = u' ';
    }
    return text;
}

QVariant SqlResultModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation == Qt::Vertical)
        return role == Qt::DisplayRole ? QVariant(section + 1) : QVariant();
    const SqlColumn& column = m_rows.table.columns[static_cast<std::size_t>(section)];
    if (role == Qt::DisplayRole)
        return column.name;
    if (role == Qt::ToolTipRole)
        return sqlToolTip(column.name + u'\n' + (column.type.isEmpty() ? tr("type not known") : column.type));
    if (role == Qt::TextAlignmentRole)
        return int((column.isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    return {};
}

QFuture<Result<QString>> sqlCopy(SqlRows rows, std::vector<std::uint32_t> picked, std::vector<std::size_t> columns,
    SqlTextFormat format, bool headers) {
    return QtConcurrent::run([rows = std::move(rows), picked = std::move(picked), columns = std::move(columns), format,
                                 headers]() -> Result<QString> {
        SqlTextWriter writer(rows.table, format, headers, columns);
        QByteArray text;
        writer.begin(text);
        for (const std::uint32_t row : picked) {
            writer.row(text, rows.place(row));
            if (text.size() > MostBytesCopied)
                return failure(ErrorCode::LimitHit, SqlResultModel::tr("This is too much for the clipboard."),
                    SqlResultModel::tr("Save the answer to a file instead."));
        }
        writer.end(text);
        return QString::fromUtf8(text);
    });
}

} // namespace spanglass
