#include "models/workspace/ExperimentsModel.h"

#include "models/workspace/RowOf.h"

namespace spanglass {

namespace {

bool same(const Experiment& a, const Experiment& b) {
    return a.id == b.id && a.name == b.name && a.traceLocation == b.traceLocation;
}

} // namespace

void ExperimentsModel::setExperiments(const QList<Experiment>& experiments) {
    if (std::ranges::equal(m_rows, experiments, same))
        return;
    beginResetModel();
    m_rows = experiments;
    endResetModel();
}

void ExperimentsModel::setUse(Use use) {
    if (m_use == use)
        return;
    beginResetModel();
    m_use = use;
    endResetModel();
}

const Experiment* ExperimentsModel::at(int row) const {
    return row >= 0 && row < m_rows.size() ? &m_rows[row] : nullptr;
}

int ExperimentsModel::rowOf(const QString& id) const { return spanglass::rowOf(m_rows, id); }

int ExperimentsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ExperimentsModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant ExperimentsModel::data(const QModelIndex& index, int role) const {
    const Experiment* one = at(index.row());
    if (!one)
        return {};
    if (role == Qt::ToolTipRole && m_use == Use::WithTables && !one->traceLocation)
        return tr("Its traces are in MLflow's own store. Link it to Unity Catalog to read them by SQL.");
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    if (index.column() == Name)
        return one->name;
    if (one->traceLocation)
        return one->traceLocation->path();
    return m_use != Use::OnServer ? tr("not linked to Unity Catalog") : tr("on the server");
}

QVariant ExperimentsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == Name ? tr("Experiment") : tr("Traces");
}

Qt::ItemFlags ExperimentsModel::flags(const QModelIndex& index) const {
    const Experiment* one = at(index.row());
    const bool usable = one && (one->traceLocation || m_use != Use::WithTables);
    return usable ? Qt::ItemIsEnabled | Qt::ItemIsSelectable : Qt::NoItemFlags;
}

} // namespace spanglass
