#include "models/diagnostics/ProgramsModel.h"

#include "models/common/ColumnHeader.h"
#include "models/common/ToolTip.h"

namespace spanglass {

ProgramsModel::ProgramsModel(DiagnosisControl& control, QObject* parent)
    : QAbstractTableModel(parent)
    , m_control(control) {
    connect(&m_watcher, &QFutureWatcherBase::finished, this, [this] {
        beginResetModel();
        m_rows = m_watcher.future().resultCount() > 0 ? m_watcher.result() : QList<RunningProgram>();
        endResetModel();
        Q_EMIT changed();
    });
}

ProgramsModel::~ProgramsModel() { m_watcher.cancel(); }

void ProgramsModel::refresh() {
    m_watcher.setFuture(m_control.programs());
    Q_EMIT changed();
}

const RunningProgram* ProgramsModel::at(int row) const { return row >= 0 && row < rowCount() ? &m_rows[row] : nullptr; }

int ProgramsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ProgramsModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant ProgramsModel::data(const QModelIndex& index, int role) const {
    const RunningProgram* one = at(index.row());
    if (!one)
        return {};
    if (role == Qt::ToolTipRole)
        return plainToolTip(one->command);
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case Process:
        return one->process;
    case Name:
        return one->name;
    case Telemetry:
        return one->hasTelemetry ? tr("yes") : tr("no");
    default:
        return one->command;
    }
}

QVariant ProgramsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    return columnHeader({tr("Process"), tr("Program"), tr("Sets up telemetry"), tr("Command")}, section, orientation,
        role, section == Process);
}

} // namespace spanglass
