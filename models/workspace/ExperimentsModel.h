#pragma once

#include "services/core/Experiment.h"

#include <QAbstractTableModel>
#include <QList>

namespace spanglass {

/// Experiments to choose from, with where their traces are. GUI thread.
class ExperimentsModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Name, Traces, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setExperiments(const QList<Experiment>& experiments);
    /// Whether traces are read from Unity Catalog; otherwise every experiment can be chosen.
    void setNeedsLocation(bool needed);
    /// Null when there is no such row.
    const Experiment* at(int row) const;
    int rowOf(const QString& id) const; ///< -1: none

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

private:
    QList<Experiment> m_rows;
    bool m_needsLocation = true;
};

} // namespace spanglass
