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

    enum class Use : quint8 {
        WithTables, ///< only those whose traces are in Unity Catalog can be chosen
        InWorkspace, ///< all of a workspace
        OnServer, ///< all of an MLflow server
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setExperiments(const QList<Experiment>& experiments);
    void setUse(Use use);
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
    Use m_use = Use::WithTables;
};

} // namespace spanglass
