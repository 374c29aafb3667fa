#include "models/setup/SetupRecordModel.h"

#include "models/common/ToolTip.h"
#include "models/setup/SetupPages.h"

#include <QLocale>

namespace spanglass {

SetupRecordModel::SetupRecordModel(SetupControl& control, QObject* parent)
    : QAbstractTableModel(parent)
    , m_control(control)
    , m_rows(control.record()) {
    connect(&control, &SetupControl::recordChanged, this, &SetupRecordModel::read);
    connect(&m_watcher, &QFutureWatcherBase::finished, this, [this] {
        const QFuture<Result<>> done = m_watcher.future();
        m_problem.reset();
        if (done.resultCount() > 0 && !done.result())
            m_problem = done.result().error();
        read(); // the mark follows the last news of the record
    });
}

void SetupRecordModel::read() {
    beginResetModel();
    m_rows = m_control.record();
    endResetModel();
    Q_EMIT changed();
}

const SetupRecordEntry* SetupRecordModel::at(int row) const {
    return row >= 0 && row < m_rows.size() ? &m_rows[row] : nullptr;
}

bool SetupRecordModel::canUndo(int row) const {
    const SetupRecordEntry* one = at(row);
    return one && one->succeeded && !one->undone && !one->undo.text.isEmpty() && !isUndoing();
}

void SetupRecordModel::undo(int row) {
    if (!canUndo(row))
        return;
    m_problem.reset();
    m_watcher.setFuture(m_control.undo(m_rows[row].id));
    Q_EMIT changed();
}

int SetupRecordModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int SetupRecordModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant SetupRecordModel::data(const QModelIndex& index, int role) const {
    const SetupRecordEntry* one = at(index.row());
    if (!one)
        return {};
    if (role == Qt::ToolTipRole)
        return plainToolTip(index.column() == Answer ? one->answer : one->call.text);
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case When:
        return QLocale().toString(one->at.toLocalTime(), QLocale::ShortFormat);
    case StepName:
        return setupStepTitle(one->step);
    case Where:
        return one->host;
    case What:
        return one->undone ? tr("%1 (taken back)").arg(one->call.purpose) : one->call.purpose;
    case Answer:
        return one->succeeded ? one->answer : tr("failed: %1").arg(one->answer);
    default:
        return {};
    }
}

QVariant SetupRecordModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case When:
        return tr("When");
    case StepName:
        return tr("Step");
    case Where:
        return tr("Where");
    case What:
        return tr("What was changed");
    case Answer:
        return tr("Answer");
    default:
        return {};
    }
}

} // namespace spanglass
