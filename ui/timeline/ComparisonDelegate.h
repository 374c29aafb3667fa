#pragma once

#include "models/timeline/ComparisonTable.h"

#include <QIcon>
#include <QStyledItemDelegate>

class QPalette;

namespace spanglass {

class SqlResultModel;

/// The mark of a kind of difference, told apart by shape as well as by colour.
QIcon comparisonIcon(ComparisonKind kind, const QPalette& palette);

/// Paints the cells of a comparison: the mark of its kind in the first column, nothing where nothing is known.
class ComparisonDelegate final : public QStyledItemDelegate {
public:
    /// Both must outlive it.
    ComparisonDelegate(const SqlResultModel& model, const ComparisonRows& rows, QObject* parent);

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override;

private:
    const SqlResultModel& m_model;
    const ComparisonRows& m_rows;
};

} // namespace spanglass
