#pragma once

class QAbstractItemModel;
class QLabel;
class QString;
class QTableView;

namespace spanglass {

/// One row is chosen, by mouse or keys; `wide` is the column that takes the room that is left.
void prepareChoiceTable(QTableView& table, QAbstractItemModel& model, int wide);
/// Shows a row as chosen, -1 for none, without telling of it as of a person's choice where it is chosen already.
void chooseRow(QTableView& table, int row);
/// The title of one step.
QLabel* stepHeading(const QString& text);

} // namespace spanglass
