#pragma once

#include "models/sql/SqlResultModel.h"

#include <QTableView>

namespace spanglass {

/// The rows of an answer. A click on a heading sorts, a third one goes back to the order in which the rows came; Return
/// opens the cell in a reader; what is selected can be copied.
class SqlGrid final : public QTableView {
    Q_OBJECT
public:
    explicit SqlGrid(SqlResultModel& model, QWidget* parent = nullptr);

    /// Gives each column the width of its first rows, within reason.
    void fitColumns();
    void openCell();
    void copySelected(SqlTextFormat format, bool headers);
    /// Sorts by the column of the cursor, as clicks on its heading do.
    void sortByCursor();
    bool isCopying() const { return m_copying.isPending(); }

Q_SIGNALS:
    void said(const QString& sentence); ///< what was copied
    void failed(const spanglass::Error& error);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void sortBy(int column);
    void measure();

    SqlResultModel& m_model;
    int m_sorted = -1; ///< column
    Qt::SortOrder m_order = Qt::AscendingOrder;
    Awaited<QString> m_copying;
};

} // namespace spanglass
