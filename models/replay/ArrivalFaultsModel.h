#pragma once

#include "services/core/ReplayReport.h"

#include <QAbstractTableModel>

namespace spanglass {

/// Spans that an arrival check did not find, or found changed. GUI thread.
class ArrivalFaultsModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Trace, Span, What, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setFaults(const std::vector<ArrivalFault>& faults);
    /// Null when there is no such row.
    const ArrivalFault* at(int row) const;
    /// A line each, tabs between, to be copied.
    QString text() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    std::vector<ArrivalFault> m_rows;
};

} // namespace spanglass
