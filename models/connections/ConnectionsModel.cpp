#include "models/connections/ConnectionsModel.h"

#include "models/connections/ConnectionWords.h"

#include <algorithm>
#include <utility>

namespace spanglass {

using namespace Qt::StringLiterals;

void ConnectionsModel::setConnections(const QList<Connection>& connections) {
    const auto sameRows = std::ranges::equal(
        connections, m_rows, {}, [](const Connection& one) { return one.settings.id; },
        [](const Connection& one) { return one.settings.id; });
    // A connection that was changed has not been tested as it is now.
    for (const Connection& fresh : connections) {
        const auto before
            = std::ranges::find(m_rows, fresh.settings.id, [](const Connection& one) { return one.settings.id; });
        if (before != m_rows.end() && before->settings != fresh.settings)
            m_reports.remove(fresh.settings.id);
    }
    if (sameRows) {
        m_rows = connections;
        if (!m_rows.isEmpty())
            Q_EMIT dataChanged(index(0), index(static_cast<int>(m_rows.size()) - 1));
        return;
    }
    beginResetModel();
    m_rows = connections;
    endResetModel();
}

void ConnectionsModel::touch(const QString& id) {
    if (const QModelIndex row = indexOf(id); row.isValid())
        Q_EMIT dataChanged(row, row);
}

void ConnectionsModel::setReport(const QString& id, const ConnectionReport& report) {
    m_reports.insert(id, report);
    touch(id);
}

void ConnectionsModel::setBusy(const QString& id) {
    const QString before = std::exchange(m_busy, id);
    touch(before);
    touch(id);
}

void ConnectionsModel::forgetReport(const QString& id) {
    m_reports.remove(id);
    touch(id);
}

const Connection* ConnectionsModel::connection(const QModelIndex& index) const {
    return index.isValid() && index.row() < m_rows.size() ? &m_rows[index.row()] : nullptr;
}

const ConnectionReport* ConnectionsModel::report(const QString& id) const {
    const auto found = m_reports.constFind(id);
    return found == m_reports.constEnd() ? nullptr : &*found;
}

QModelIndex ConnectionsModel::indexOf(const QString& id) const {
    for (int row = 0; row < m_rows.size(); ++row)
        if (m_rows[row].settings.id == id)
            return index(row);
    return {};
}

int ConnectionsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

ConnectionsModel::State ConnectionsModel::state(const Connection& connection) const {
    if (connection.settings.id == m_busy)
        return State::Busy;
    if (connection.problem)
        return State::Problem;
    const ConnectionReport* known = report(connection.settings.id);
    if (!known)
        return State::Unknown;
    return known->problem ? State::Problem : State::Works;
}

QString ConnectionsModel::placeOf(const ConnectionSettings& settings) {
    if (settings.host.isEmpty() && settings.kind == ConnectionKind::Practice)
        return tr("on this computer, not started");
    return settings.host.mid(settings.host.indexOf("://"_L1) < 0 ? 0 : settings.host.indexOf("://"_L1) + 3);
}

QVariant ConnectionsModel::data(const QModelIndex& index, int role) const {
    const Connection* one = connection(index);
    if (!one)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return one->settings.name;
    case Qt::ToolTipRole:
        return u"%1\n%2\n%3"_s.arg(one->settings.name, one->settings.host, originWords(*one));
    case Qt::AccessibleTextRole: {
        const State now = state(*one);
        const QString known = now == State::Busy ? tr("being tested")
            : now == State::Works                ? tr("works")
            : now == State::Problem              ? tr("has a problem")
                                                 : tr("not tested");
        return tr("%1, %2, %3, %4").arg(one->settings.name, kindWords(one->settings.kind), originWords(*one), known);
    }
    case IdRole:
        return one->settings.id;
    case PlaceRole:
        return placeOf(one->settings);
    case KindRole:
        return kindWords(one->settings.kind);
    case OriginRole:
        return QVariant::fromValue(one->origin);
    case StateRole:
        return QVariant::fromValue(state(*one));
    default:
        return {};
    }
}

} // namespace spanglass
