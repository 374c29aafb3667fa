#pragma once

#include "models/common/Awaited.h"
#include "models/sql/SqlSort.h"
#include "services/core/SqlTextWriter.h"

#include <QAbstractTableModel>

#include <memory>

namespace spanglass {

/// An answer and the order of its rows: a value for other threads, which shares everything with the model.
struct SqlRows {
    SqlTable table;
    std::shared_ptr<const SqlOrder> order; ///< null: as they came

    std::size_t count() const { return table.rowCount(); }
    std::size_t place(std::size_t row) const { return order ? (*order)[row] : row; }
};

/// The answer to one statement as a table of texts. Sorting works on another thread and shows the old order until it is
/// done. GUI thread.
class SqlResultModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Role { FullTextRole = Qt::UserRole, NullRole };
    static constexpr qsizetype MaxShown = 400; ///< characters of a cell in the grid; FullTextRole has all of them

    using QAbstractTableModel::QAbstractTableModel;

    void setTable(SqlTable table);
    const SqlRows& rows() const { return m_rows; }
    bool isNumber(int column) const { return m_rows.table.columns[static_cast<std::size_t>(column)].isNumber; }

    /// Begins to sort; -1 goes back to the order in which the rows came. A newer call forgets the older one.
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;
    bool isSorting() const { return m_sorting.isPending(); }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    void sortingChanged();

private:
    void setOrder(std::shared_ptr<const SqlOrder> order);
    QVariant shown(std::size_t row, std::size_t column) const;

    SqlRows m_rows;
    Awaited<std::shared_ptr<const SqlOrder>> m_sorting;
};

/// Some rows and columns as text for the clipboard, made on another thread. `rows` are those of the view.
QFuture<Result<QString>> sqlCopy(SqlRows rows, std::vector<std::uint32_t> picked, std::vector<std::size_t> columns,
    SqlTextFormat format, bool headers);

} // namespace spanglass
