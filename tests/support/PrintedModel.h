#pragma once

#include <QAbstractItemModel>

namespace spanglass::test {

/// A flat model as lines of cells, for comparison as a whole.
inline QStringList printedModel(
    const QAbstractItemModel& model, const QList<int>& columns, int role = Qt::DisplayRole) {
    QStringList lines;
    for (int row = 0; row < model.rowCount(); ++row) {
        QStringList cells;
        for (const int column : columns)
            cells << model.index(row, column).data(role).toString();
        lines << cells.join(QStringLiteral(" | "));
    }
    return lines;
}

} // namespace spanglass::test
