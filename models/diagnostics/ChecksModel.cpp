#include "models/diagnostics/ChecksModel.h"

#include "models/common/ToolTip.h"
#include "models/diagnostics/DiagnosisRun.h"
#include "models/diagnostics/DiagnosisWords.h"

namespace spanglass {

ChecksModel::ChecksModel(const DiagnosisRun& run, QObject* parent)
    : QAbstractListModel(parent)
    , m_run(run) {
    for (const CheckInfo& each : m_run.report().checks) {
        if (m_rows.isEmpty() || m_rows.last().stage != each.stage)
            m_rows << Row{.stage = each.stage};
        m_rows << Row{each.stage, each};
    }
}

QModelIndex ChecksModel::indexOf(const QString& id) const {
    for (int row = 0; row < rowCount() && !id.isEmpty(); ++row) {
        if (m_rows[row].info.id == id)
            return index(row);
    }
    return {};
}

int ChecksModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QString ChecksModel::words(const QString& id) const {
    const QString status = checkStatusWords(m_run.status(id));
    const DiagnosisReport* before = m_run.before();
    const QString change
        = before ? checkChangeWords(m_run.change(id), before->started, QDateTime::currentDateTimeUtc()) : QString();
    return change.isEmpty() ? status : tr("%1 · %2").arg(status, change);
}

QVariant ChecksModel::titleData(CheckStage stage, int role) const {
    return role == Qt::DisplayRole ? checkStageTitle(stage) : QVariant();
}

QVariant ChecksModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    const auto& [stage, info] = m_rows[index.row()];
    if (info.id.isEmpty())
        return titleData(stage, role);
    const CheckResult* result = m_run.result(info.id);
    switch (role) {
    case Qt::DisplayRole:
        return info.title;
    case IdRole:
        return info.id;
    case StatusRole:
        return QVariant::fromValue(m_run.status(info.id));
    case StatusWordsRole:
        return words(info.id);
    case ChangeRole:
        return QVariant::fromValue(m_run.change(info.id));
    case SummaryRole:
        return result ? result->summary : QString();
    case Qt::ToolTipRole:
        return plainToolTip(result && !result->summary.isEmpty() ? result->summary : info.looksAt);
    case Qt::AccessibleTextRole:
        return tr("%1, %2: %3. %4")
            .arg(checkStageTitle(stage), info.title, words(info.id), result ? result->summary : QString());
    default:
        return {};
    }
}

Qt::ItemFlags ChecksModel::flags(const QModelIndex& index) const {
    return index.isValid() && m_rows[index.row()].info.id.isEmpty() ? Qt::NoItemFlags
                                                                    : QAbstractListModel::flags(index);
}

void ChecksModel::refresh() {
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0), index(rowCount() - 1));
}

} // namespace spanglass
