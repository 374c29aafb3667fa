#pragma once

#include <QLabel>
#include <QTableView>

namespace spanglass {

/// A table for reading: rows only, no grid, no header at the side.
QTableView* quietTable(const QString& name, const QString& accessibleName);
/// Widths in characters; 0 takes what is left.
void setColumnChars(QTableView* table, const QList<int>& chars);
/// A muted sentence that stands where a table has no rows.
QLabel* quietNote(const QString& sentence);

} // namespace spanglass
