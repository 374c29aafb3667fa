#pragma once

#include "services/core/ConnectionControl.h"

#include <QAbstractListModel>
#include <QHash>

namespace spanglass {

/// The list of connections with what is known of each. GUI thread.
class ConnectionsModel final : public QAbstractListModel {
    Q_OBJECT
public:
    enum class State : quint8 { Unknown, Busy, Works, Problem };
    enum Role {
        IdRole = Qt::UserRole,
        PlaceRole, ///< where it leads, in short: host without scheme
        KindRole,
        OriginRole,
        StateRole,
    };

    using QAbstractListModel::QAbstractListModel;

    void setConnections(const QList<Connection>& connections);
    void setReport(const QString& id, const ConnectionReport& report);
    /// Empty: nothing is under way.
    void setBusy(const QString& id);
    /// What an earlier test said does not count any more.
    void forgetReport(const QString& id);

    /// Null when there is no such row.
    const Connection* connection(const QModelIndex& index) const;
    const ConnectionReport* report(const QString& id) const;
    QModelIndex indexOf(const QString& id) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

private:
    static QString placeOf(const ConnectionSettings& settings);
    State state(const Connection& connection) const;
    void touch(const QString& id);

    QList<Connection> m_rows;
    QHash<QString, ConnectionReport> m_reports;
    QString m_busy;
};

} // namespace spanglass
