#pragma once

#include "models/workspace/Step.h"
#include "services/core/SetupControl.h"

#include <QAbstractTableModel>

namespace spanglass {

/// What was changed in setups on this machine, the latest first, and the taking back of it. GUI thread.
class SetupRecordModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { When, StepName, Where, What, Answer, ColumnCount };

    /// `control` must outlive this.
    explicit SetupRecordModel(SetupControl& control, QObject* parent = nullptr);

    /// Null when there is no such row.
    const SetupRecordEntry* at(int row) const;
    bool canUndo(int row) const;
    void undo(int row);
    void cancelUndo() { m_watcher.cancel(); }
    bool isUndoing() const { return m_watcher.isRunning(); }
    /// Why the last change could not be taken back.
    const std::optional<Error>& problem() const { return m_problem; }
    /// What is wrong with the file that keeps the record.
    std::optional<Error> fileProblem() const { return m_control.recordProblem(); }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    void changed();

private:
    void read();

    SetupControl& m_control;
    QList<SetupRecordEntry> m_rows;
    QFutureWatcher<Result<>> m_watcher;
    std::optional<Error> m_problem;
};

} // namespace spanglass
