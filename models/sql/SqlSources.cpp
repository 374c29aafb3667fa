#include "models/sql/SqlSources.h"

#include <algorithm>

namespace spanglass {

void SqlSources::put(SqlSource source) {
    const auto found = std::ranges::find(m_sources, source.id, &SqlSource::id);
    if (found != m_sources.end()) {
        *found = std::move(source);
        const QModelIndex changed = index(static_cast<int>(found - m_sources.begin()));
        Q_EMIT dataChanged(changed, changed);
        return;
    }
    beginInsertRows({}, rowCount(), rowCount());
    m_sources.push_back(std::move(source));
    endInsertRows();
}

void SqlSources::remove(const QString& id) {
    const auto found = std::ranges::find(m_sources, id, &SqlSource::id);
    if (found == m_sources.end())
        return;
    const int row = static_cast<int>(found - m_sources.begin());
    beginRemoveRows({}, row, row);
    m_sources.erase(found);
    endRemoveRows();
}

const SqlSource* SqlSources::find(const QString& id) const {
    const auto found = std::ranges::find(m_sources, id, &SqlSource::id);
    return found == m_sources.end() ? nullptr : &*found;
}

int SqlSources::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_sources.size());
}

QVariant SqlSources::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    const SqlSource& source = m_sources[static_cast<std::size_t>(index.row())];
    if (role == Qt::DisplayRole)
        return source.name;
    if (role == Qt::UserRole)
        return source.id;
    return {};
}

} // namespace spanglass
