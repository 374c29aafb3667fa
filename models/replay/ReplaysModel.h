#pragma once

#include "services/core/ReplayReport.h"

#include <QAbstractListModel>

namespace spanglass {

/// All replays, the latest first. GUI thread.
class ReplaysModel final : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role {
        IdRole = Qt::UserRole,
        StateRole, ///< ReplayState
        FaultyRole, ///< whether something of it was not taken, or may not have been
        ProgressRole, ///< thousandths
        LineRole, ///< "Sending · 12,400 of 50,000 spans"
    };

    using QAbstractListModel::QAbstractListModel;

    void setReplays(const QList<ReplayStatus>& replays);
    /// Null when it is not there.
    const ReplayStatus* find(const QString& id) const;
    QModelIndex indexOf(const QString& id) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

private:
    QList<ReplayStatus> m_rows;
};

} // namespace spanglass
