#pragma once

#include "services/core/DiagnosisControl.h"

#include <QAbstractTableModel>
#include <QFutureWatcher>

namespace spanglass {

/// The programs that run on this computer, those with telemetry first, to choose one from. GUI thread.
class ProgramsModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Process, Name, Telemetry, Command, ColumnCount };

    /// `control` must outlive this.
    explicit ProgramsModel(DiagnosisControl& control, QObject* parent = nullptr);
    ~ProgramsModel() override;

    /// Asks anew.
    void refresh();
    bool isBusy() const { return m_watcher.isRunning(); }
    /// Null for a row that is not there.
    const RunningProgram* at(int row) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    void changed();

private:
    DiagnosisControl& m_control;
    QFutureWatcher<QList<RunningProgram>> m_watcher;
    QList<RunningProgram> m_rows;
};

} // namespace spanglass
