#include "models/setup/ScorersModel.h"

namespace spanglass {

ScorersModel::ScorersModel(SetupControl& control, QObject* parent)
    : QAbstractTableModel(parent)
    , m_control(control)
    , m_list([this] { Q_EMIT changed(); })
    , m_preview([this] { Q_EMIT changed(); }) { }

void ScorersModel::setExperiment(const QString& connectionId, const QString& experimentId) {
    if (connectionId == m_connectionId && experimentId == m_experimentId)
        return;
    m_connectionId = connectionId;
    m_experimentId = experimentId;
    m_list.forget();
    m_preview.forget();
    take({});
    if (!m_experimentId.isEmpty())
        read();
}

void ScorersModel::read() {
    m_preview.forget();
    m_list.ask(
        m_control.scorers(m_connectionId, m_experimentId), [this](const QList<MonitoredScorer>& list) { take(list); });
}

void ScorersModel::preview(const ScorerChange& change) {
    m_preview.ask(
        m_control.previewScorer(m_connectionId, m_experimentId, change), [this, change](const SetupCall& call) {
            if (call.text.isEmpty())
                read(); // it is so already, by somebody else
            else
                Q_EMIT previewed(change, call);
        });
}

void ScorersModel::cancel() {
    m_list.cancel();
    m_preview.cancel();
}

void ScorersModel::change(const ScorerChange& change) {
    m_list.ask(m_control.changeScorer(m_connectionId, m_experimentId, change),
        [this](const QList<MonitoredScorer>& list) { take(list); });
}

void ScorersModel::take(const QList<MonitoredScorer>& list) {
    beginResetModel();
    m_rows = list;
    endResetModel();
}

const MonitoredScorer* ScorersModel::at(int row) const {
    return row >= 0 && row < m_rows.size() ? &m_rows[row] : nullptr;
}

int ScorersModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ScorersModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant ScorersModel::data(const QModelIndex& index, int role) const {
    const MonitoredScorer* one = at(index.row());
    if (!one || role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case Name:
        return one->name;
    case Kind:
        return one->kind;
    case Rate:
        return one->sampleRate > 0 ? tr("%1 % of traces").arg(one->sampleRate * 100, 0, 'g', 4)
                                   : tr("registered, not started: it judges nothing");
    case Filter:
        return one->filter.isEmpty() ? tr("all traces") : one->filter;
    default:
        return {};
    }
}

QVariant ScorersModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("Name");
    case Kind:
        return tr("Kind");
    case Rate:
        return tr("Judges");
    case Filter:
        return tr("Of");
    default:
        return {};
    }
}

} // namespace spanglass
